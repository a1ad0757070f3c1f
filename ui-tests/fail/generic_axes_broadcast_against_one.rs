use wengert::*;

fn shares<E: Real, M: Dim, N: Dim>(e: &Tensor<E, (M, N)>) -> Tensor<E, (M, N)> {
    e / e.sum_axis::<1>()
}

fn main() {
    assert_eq!(shares(&tensor([[1.0, 3.0], [4.0, 4.0]])), tensor([[0.25, 0.75], [0.5, 0.5]]));
}
