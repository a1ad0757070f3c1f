use wengert::*;

fn main() {
    let x: Matrix<f32, 1797, 64> = Tensor::ones();
    let mean: Tensor<f32, (Const<1>, Const<64>)> = Tensor::ones();
    assert_eq!((x - mean).sum(), 0.0);
}
