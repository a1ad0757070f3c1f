use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let b = tensor([[2.0], [5.0]]);
    assert_eq!(a.maximum(&b), tensor([[2.0, 2.0, 3.0], [5.0, 5.0, 6.0]]));
}
