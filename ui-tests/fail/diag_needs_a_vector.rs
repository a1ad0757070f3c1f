use wengert::*;

fn main() {
    let x = tensor([1.0, 2.0, 3.0]);
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let y = a.diag();
    assert_eq!((y.row(1), a.row(0)), (tensor([0.0, 2.0, 0.0]), x));
}
