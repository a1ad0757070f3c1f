use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0], [3.0, 4.0]]);
    let b = tensor([[1.0], [1.0]]);
    assert_eq!(a.mm(&b).sum(), 10.0);
}
