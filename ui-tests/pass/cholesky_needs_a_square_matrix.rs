// `cholesky` is for square matrices.

use wengert::*;

fn main() {
    let a = tensor([[1.0, 0.0], [0.0, 1.0]]);
    assert_eq!(a.cholesky()[[0, 0]], 1.0);
}
