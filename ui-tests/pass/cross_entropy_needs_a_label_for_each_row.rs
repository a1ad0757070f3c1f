use wengert::*;

fn main() {
    let scores: Matrix<f64, 32, 10> = Tensor::zeros();
    let labels: Vector<u8, 32> = Tensor::zeros();
    let _ = scores.cross_entropy(&labels);
}
