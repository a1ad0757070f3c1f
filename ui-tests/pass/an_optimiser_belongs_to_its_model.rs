use wengert::optim::Sgd;
use wengert::*;

#[derive(Parameters)]
struct Layer<E: Element, const I: usize, const O: usize> {
    weight: Matrix<E, I, O>,
    bias: Vector<E, O>,
}

fn layer<const I: usize, const O: usize>() -> Layer<f64, I, O> {
    Layer { weight: Tensor::ones(), bias: Tensor::ones() }
}

fn main() {
    let (mut encoder, decoder) = (layer::<3, 2>(), layer::<2, 3>());
    let mut optimiser = Sgd::new(&encoder, 0.5);
    optimiser.step(&mut encoder, &layer());
    assert_eq!((encoder.weight[[0, 0]], decoder.bias[[0]]), (0.5, 1.0));
}
