use wengert::*;

fn centred<E: Real, const M: usize, const N: usize>(
    x: &Matrix<E, M, N>,
    mean: &Tensor<E, (One, Const<N>)>,
) -> Matrix<E, M, N> {
    x - mean
}

fn main() {
    let x = tensor([[1.0, 3.0], [3.0, 1.0]]);
    assert_eq!(centred(&x, &tensor([2.0, 2.0]).reshape()), tensor([[-1.0, 1.0], [1.0, -1.0]]));
}
