use wengert::*;

fn main() {
    let a: Matrix<f32, 2, 2> = Tensor::ones();
    let b: Matrix<f32, 2, 2> = Tensor::ones();
    let _ = a.mm(&b);
}
