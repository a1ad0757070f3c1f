// A right-hand side has an entry for each equation.

use wengert::*;

fn main() {
    let a = tensor([[2.0, 0.0], [0.0, 4.0]]);
    let b = tensor([2.0, 8.0, 1.0]);
    assert_eq!(a.solve(&b).sum(), 3.0);
}
