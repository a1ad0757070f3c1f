use wengert::*;

fn main() {
    let a: Matrix<f64, 4, 2> = Tensor::ones();
    let b: Matrix<f64, 3, 5> = Tensor::ones();
    assert_eq!(a.mm(&b).sum(), 40.0);
}
