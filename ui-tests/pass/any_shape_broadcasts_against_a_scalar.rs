use wengert::*;

fn normalised<E: Real, S: Shape, R: Shape>(x: &Tensor<E, S>, by: &Tensor<E, R>) -> Tensor<E, S> {
    x / by.sum()
}

fn main() {
    assert_eq!(normalised(&tensor([1.0, 3.0]), &tensor([[4.0]])), tensor([0.25, 0.75]));
}
