use wengert::*;

fn main() {
    let x: Matrix<f64, 2, 3> = Tensor::ones();
    let y: Matrix<f64, 2, 8> = x.tile();
    assert_eq!(y.sum(), 18.0);
}
