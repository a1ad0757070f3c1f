// `det` is for square matrices.

use wengert::*;

fn main() {
    let a = tensor([[1.0, 0.0], [0.0, 1.0]]);
    assert_eq!(a.det(), 1.0);
}
