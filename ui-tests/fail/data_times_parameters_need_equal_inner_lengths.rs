use wengert::*;

fn main() {
    let data = tensor([[1.0, 2.0], [3.0, 4.0]]);
    let w = tensor([[1.0, 0.0, 1.0]]);
    let slope = grad(|w| data.mm_lifted(&w).sum(), &w);
    assert_eq!(slope.sum(), 30.0);
}
