//! The model and its loss, written once for every mode.

use rand::{distr::Uniform, rngs::StdRng};
use wengert::{Dim, Element, Parameters, Real, Scalar, Tensor, dim};

dim!(pub(crate) Batch = 32);
dim!(pub(crate) Pixels = 64);
dim!(pub(crate) Hidden = 32);
dim!(pub(crate) Classes = 10);

/// A network with one hidden layer. `Mlp<f32>` holds numbers, `Mlp<Dual<f32, 1>>` numbers with a derivative each, and
/// `Mlp<Var<f32>>` variables on a tape.
#[derive(Parameters)]
pub(crate) struct Mlp<E: Element> {
    w1: Tensor<E, (Pixels, Hidden)>,
    b1: Tensor<E, (Hidden,)>,
    w2: Tensor<E, (Hidden, Classes)>,
    b2: Tensor<E, (Classes,)>,
}

impl<E: Real> Mlp<E> {
    /// How much each image looks like each digit.
    pub(crate) fn scores<B: Dim>(&self, images: &Tensor<E::Base, (B, Pixels)>) -> Tensor<E, (B, Classes)> {
        let x = self.w1.lift(images); // data enter the mode of the weights
        let hidden = (x.mm(&self.w1) + self.b1).relu();
        hidden.mm(&self.w2) + self.b2
    }

    /// How badly the scores predict the labels.
    pub(crate) fn loss<B: Dim>(&self, images: &Tensor<E::Base, (B, Pixels)>, labels: &Tensor<u8, (B,)>) -> Scalar<E> {
        self.scores(images).cross_entropy(labels)
    }
}

impl Mlp<f32> {
    /// A network that knows nothing yet.
    pub(crate) fn random(rng: &mut StdRng) -> Self {
        Mlp { w1: he(rng), b1: Tensor::zeros(), w2: he(rng), b2: Tensor::zeros() }
    }
}

/// He's weights: random, and small enough that a sum over all inputs is about as large as one of them.
fn he<I: Dim, O: Dim>(rng: &mut StdRng) -> Tensor<f32, (I, O)> {
    let bound = (6.0 / I::SIZE as f32).sqrt();
    Tensor::sample(&Uniform::new(-bound, bound).expect("the bound is positive"), rng)
}
