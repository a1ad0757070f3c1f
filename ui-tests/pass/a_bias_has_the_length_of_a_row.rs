use wengert::*;

fn layer<E: Real, const N: usize, const I: usize, const O: usize>(
    x: &Matrix<E, N, I>,
    w: &Matrix<E, I, O>,
    bias: &Vector<E, O>,
) -> Matrix<E, N, O> {
    x.mm(&w) + bias
}

fn main() {
    let (x, w, bias) = (tensor([[1.0, 2.0]]), tensor([[1.0, 0.0], [0.0, 1.0]]), Tensor::ones());
    assert_eq!(layer(&x, &w, &bias), tensor([[2.0, 3.0]]));
}
