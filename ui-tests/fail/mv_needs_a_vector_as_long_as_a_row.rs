use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let x = tensor([1.0, 1.0]);
    assert_eq!(a.mv(&x), tensor([6.0, 15.0]));
}
