use wengert::*;

fn main() {
    let x = tensor([1.0, 2.0, 3.0]);
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let y = a.tensordot::<1, _>(&a);
    assert_eq!((y.as_slice()[0], x), (14.0, a.row(0)));
}
