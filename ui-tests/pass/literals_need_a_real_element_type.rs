use wengert::*;

fn twice<E: Real, S: Shape>(x: &Tensor<E, S>) -> Tensor<E, S> {
    2.0 * x
}

fn main() {
    assert_eq!(twice(&tensor([1.0, 2.0])), tensor([2.0, 4.0]));
}
