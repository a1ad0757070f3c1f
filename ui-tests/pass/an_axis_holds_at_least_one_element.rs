use wengert::*;

fn main() {
    let a: Vector<f64, 1> = Tensor::zeros();
    assert_eq!(a.sum(), 0.0);
}
