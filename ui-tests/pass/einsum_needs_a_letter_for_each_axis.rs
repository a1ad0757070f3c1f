use wengert::*;

fn main() {
    let a: Vector<f64, 2> = Tensor::ones();
    let b: Matrix<f64, 2, 5> = Tensor::ones();
    let y = einsum!(a[j] * b[j, k] -> [k]);
    assert_eq!(y.sum(), 10.0);
}
