use wengert::*;

fn main() {
    let a: Vector<f64, 0> = Tensor::zeros();
    assert_eq!(a.sum(), 0.0);
}
