use wengert::*;

fn main() {
    let a = tensor([[0.0, 0.0], [0.0, 0.0]]);
    assert_eq!((2 * a).exp(), Tensor::ones());
}
