use wengert::*;

fn main() {
    let a: Matrix<f64, 2, 3> = Tensor::ones();
    let b: Matrix<f64, 3, 5> = Tensor::ones();
    let y = einsum!(a[i, j] * b[j, k] -> [i, k]);
    assert_eq!(y.sum(), 30.0);
}
