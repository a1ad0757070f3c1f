use wengert::*;

fn main() {
    let x = tensor([[3.0, 4.0]]);
    let slope = grad(|w| x.mm(&w).sum(), &tensor([[1.0], [2.0]]));
    assert_eq!(slope, x.t());
}
