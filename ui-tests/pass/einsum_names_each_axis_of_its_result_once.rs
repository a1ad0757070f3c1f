use wengert::*;

fn main() {
    let a: Vector<f64, 2> = Tensor::ones();
    let y = einsum!(a[i] * a[j] -> [i, j]);
    assert_eq!(y.sum(), 4.0);
}
