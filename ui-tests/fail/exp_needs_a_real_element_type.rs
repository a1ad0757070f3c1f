use wengert::*;

fn powers<E: Element, S: Shape>(x: &Tensor<E, S>) -> Tensor<E, S> {
    x.exp()
}

fn main() {
    assert_eq!(powers(&tensor([0.0, 0.0])), tensor([1.0, 1.0]));
}
