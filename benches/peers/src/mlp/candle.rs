//! The network by candle.

use super::{Activation, CLASSES, HIDDEN, PIXELS, Problem, in_one_row};
use crate::case::{self, Candidate};
use candle_core::{Device, Result, Tensor, Var};

struct State {
    /// w1, b1, w2, b2.
    parameters: [Var; 4],
    x: Tensor,
    labels: Tensor,
    /// The loss and the gradients.
    results: Option<(Tensor, [Tensor; 4])>,
}

impl State {
    fn new<const N: usize>(problem: &Problem<N>) -> Result<Self> {
        let Problem { mlp, x, labels } = problem;
        let parameter =
            |numbers: &[f32], shape: &[usize]| Var::from_tensor(&Tensor::from_slice(numbers, shape, &Device::Cpu)?);
        let labels: Vec<u32> = labels.as_slice().iter().map(|&label| u32::from(label)).collect();
        Ok(State {
            parameters: [
                parameter(mlp.w1.as_slice(), &[PIXELS, HIDDEN])?,
                parameter(mlp.b1.as_slice(), &[HIDDEN])?,
                parameter(mlp.w2.as_slice(), &[HIDDEN, CLASSES])?,
                parameter(mlp.b2.as_slice(), &[CLASSES])?,
            ],
            x: Tensor::from_slice(x.as_slice(), &[N, PIXELS], &Device::Cpu)?,
            labels: Tensor::new(labels, &Device::Cpu)?,
            results: None,
        })
    }

    fn run<A: Activation>(&mut self) -> Result<()> {
        let [w1, b1, w2, b2] = &self.parameters;
        let hidden = A::candle(&self.x.matmul(w1)?.broadcast_add(b1)?)?;
        let scores = hidden.matmul(w2)?.broadcast_add(b2)?;
        let loss = candle_nn::loss::cross_entropy(&scores, &self.labels)?;
        let mut gradients = loss.backward()?;
        let gradients = self.parameters.each_ref().map(|parameter| gradients.remove(parameter).expect("it was used"));
        self.results = Some((loss, gradients));
        Ok(())
    }

    fn result(&self) -> Result<Vec<f64>> {
        let (loss, gradients) = self.results.as_ref().expect("it ran");
        let [w1, b1, w2, b2] = gradients.each_ref().map(|gradient| gradient.flatten_all()?.to_vec1::<f32>());
        Ok(in_one_row(loss.to_scalar()?, [&w1?, &b1?, &w2?, &b2?]))
    }
}

pub(super) fn candidate<A: Activation, const N: usize>(problem: &Problem<N>) -> Candidate<'static> {
    case::candidate(
        "candle",
        State::new(problem).expect("candle takes the numbers"),
        |state| state.run::<A>().expect("the shapes fit"),
        |state| state.result().expect("the gradients are f32"),
    )
}
