use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0], [3.0, 4.0]]);
    assert_eq!(a.at([1, 0]), 3.0);
}
