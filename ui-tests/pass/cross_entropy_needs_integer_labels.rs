use wengert::*;

fn main() {
    let scores: Matrix<f64, 2, 3> = Tensor::zeros();
    let _ = scores.cross_entropy(&tensor([0, 2]));
}
