use wengert::*;

fn main() {
    let w: Vector<f64, 2> = Tensor::ones();
    let slope: Vector<f64, 2> = Tensor::ones();
    assert_eq!(w - 0.5 * slope, tensor([0.5, 0.5]));
}
