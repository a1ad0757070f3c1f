use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let x = tensor([1.0, 1.0]);
    let z = tensor([1.0, 1.0, 1.0]);
    let y = x.vm(&a);
    assert_eq!((y, z), (tensor([5.0, 7.0, 9.0]), z));
}
