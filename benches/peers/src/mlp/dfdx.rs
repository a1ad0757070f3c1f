//! The network by dfdx.

use super::{Activation, CLASSES, HIDDEN, PIXELS, Problem, in_one_row};
use crate::case::{self, Candidate};
use dfdx::prelude::*;

/// The hidden layer, with its tape.
pub(crate) type Hidden<const N: usize> = Tensor<Rank2<N, HIDDEN>, f32, Cpu, OwnedTape<f32, Cpu>>;

struct State<const N: usize> {
    w1: Tensor<Rank2<PIXELS, HIDDEN>, f32, Cpu>,
    b1: Tensor<Rank1<HIDDEN>, f32, Cpu>,
    w2: Tensor<Rank2<HIDDEN, CLASSES>, f32, Cpu>,
    b2: Tensor<Rank1<CLASSES>, f32, Cpu>,
    x: Tensor<Rank2<N, PIXELS>, f32, Cpu>,
    /// Ones where the labels are.
    labels: Tensor<Rank2<N, CLASSES>, f32, Cpu>,
    loss: f32,
    gradients: Option<Gradients<f32, Cpu>>,
}

impl<const N: usize> State<N> {
    fn new(Problem { mlp, x, labels }: &Problem<N>) -> Self {
        let cpu = Cpu::default();
        let one_hot = |label: u8| std::array::from_fn(|class| if class == usize::from(label) { 1.0 } else { 0.0 });
        State {
            w1: cpu.tensor(mlp.w1.into_repr()),
            b1: cpu.tensor(mlp.b1.into_repr()),
            w2: cpu.tensor(mlp.w2.into_repr()),
            b2: cpu.tensor(mlp.b2.into_repr()),
            x: cpu.tensor(x.into_repr()),
            labels: cpu.tensor(labels.into_repr().map(one_hot)),
            loss: 0.0,
            gradients: None,
        }
    }

    fn run<A: Activation>(&mut self) {
        let x = self.x.clone().traced(Gradients::leaky());
        let hidden = x.matmul(self.w1.clone()) + self.b1.clone().broadcast::<Rank2<N, HIDDEN>, _>();
        let scores = A::dfdx(hidden).matmul(self.w2.clone()) + self.b2.clone().broadcast::<Rank2<N, CLASSES>, _>();
        let loss = cross_entropy_with_logits_loss(scores, self.labels.clone());
        self.loss = loss.array();
        self.gradients = Some(loss.backward());
    }

    fn result(&self) -> Vec<f64> {
        let gradients = self.gradients.as_ref().expect("it ran");
        let (w1, b1) = (gradients.get(&self.w1).array(), gradients.get(&self.b1).array());
        let (w2, b2) = (gradients.get(&self.w2).array(), gradients.get(&self.b2).array());
        in_one_row(self.loss, [w1.as_flattened(), &b1, w2.as_flattened(), &b2])
    }
}

pub(super) fn candidate<A: Activation, const N: usize>(problem: &Problem<N>) -> Candidate<'static> {
    case::candidate("dfdx", State::new(problem), State::run::<A>, |state| state.result())
}
