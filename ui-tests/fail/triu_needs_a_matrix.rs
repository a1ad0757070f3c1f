use wengert::*;

fn main() {
    let x = tensor([1.0, 2.0, 3.0]);
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let y = x.triu();
    assert_eq!((y.as_slice()[2], x), (3.0, a.row(0)));
}
