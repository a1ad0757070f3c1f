// A triangle is one of a square matrix.

use wengert::*;

fn main() {
    let l = tensor([[2.0, 0.0], [0.0, 4.0]]);
    let x = l.solve_triangular(Triangle::LOWER, &tensor([2.0, 8.0]));
    assert_eq!(x.sum(), 3.0);
}
