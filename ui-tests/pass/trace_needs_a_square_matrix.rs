use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0], [3.0, 4.0]]);
    let b = tensor([[1.0, 2.0]]);
    let y = a.trace();
    assert_eq!((y, b.row(0)), (tensor(5.0), a.row(0)));
}
