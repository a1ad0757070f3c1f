use wengert::*;

fn step<E: Real, S: Shape>(x: &Tensor<E, S>, rate: E::Base) -> Tensor<E, S> {
    x.scale(rate)
}

fn main() {
    assert_eq!(step(&tensor([2.0, 4.0]), 0.5), tensor([1.0, 2.0]));
}
