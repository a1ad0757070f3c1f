// A system of equations has as many unknowns as equations; with more equations there is `lstsq`.

use wengert::*;

fn main() {
    let a = tensor([[2.0, 0.0, 1.0], [0.0, 4.0, 1.0]]);
    let x = a.solve(&tensor([2.0, 8.0]));
    assert_eq!(x.sum(), 3.0);
}
