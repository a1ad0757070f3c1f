use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let mut x = tensor([0.0, 0.0, 0.0]);
    x += a.row(0);
    assert_eq!((x, a.row(0)), (tensor([1.0, 2.0, 3.0]), tensor([1.0, 2.0, 3.0])));
}
