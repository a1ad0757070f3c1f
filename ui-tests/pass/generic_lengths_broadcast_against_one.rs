use wengert::*;

fn shares<E: Real, const M: usize, const N: usize>(e: &Matrix<E, M, N>) -> Matrix<E, M, N> {
    e / e.sum_keepdim::<1>()
}

fn main() {
    assert_eq!(shares(&tensor([[1.0, 3.0], [4.0, 4.0]])), tensor([[0.25, 0.75], [0.5, 0.5]]));
}
