// `qr` is for matrices with at least as many rows as columns.

use wengert::*;

fn main() {
    let a = tensor([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]);
    assert_eq!(a.qr().1.sum(), 2.0);
}
