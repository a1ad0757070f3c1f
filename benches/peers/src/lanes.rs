//! Forward mode by K directions in the space of the network's parameters, against as many plain passes.

use crate::case::{Case, Expected, Sample, US, candidate};
use crate::mlp::{Activation, Mlp, Problem, Relu, Tanh, loss};
use crate::report::Report;
use wengert::{Dual, Parameters, Scalar, Shape, Tensor, TensorMap};

/// Images at a time.
const BATCH: usize = 32;

pub(crate) fn run(report: &mut Report) {
    of::<Relu, 4>(report);
    of::<Relu, 8>(report);
    of::<Relu, 16>(report);
    of::<Tanh, 4>(report);
    of::<Tanh, 8>(report);
    of::<Tanh, 16>(report);
}

/// Every parameter as a dual number with random tangents.
struct Directions<'a, const K: usize> {
    sample: &'a mut Sample,
    tangents: Vec<[f32; K]>,
}

impl<const K: usize> TensorMap<Dual<f32, K>> for Directions<'_, K> {
    type Number = f32;
    #[expect(clippy::cast_possible_truncation, reason = "samples")]
    fn map<S: Shape>(&mut self, x: &Tensor<f32, S>) -> Tensor<Dual<f32, K>, S> {
        x.map(|value| {
            let tangents = std::array::from_fn(|_| self.sample.next() as f32);
            self.tangents.push(tangents);
            Dual { value, tangents }
        })
    }
}

fn of<A: Activation, const K: usize>(report: &mut Report) {
    let problem = Problem::<BATCH>::new();
    let mut directions = Directions::<K> { sample: &mut Sample::new(9), tangents: Vec::new() };
    let duals: Mlp<Dual<f32, K>> = problem.mlp.map_tensors(&mut directions);

    // By hand: the gradient times each direction.
    let by_hand = problem.expected::<A>();
    let (value, gradient) = by_hand.split_first().expect("the loss stands first");
    let slope = |lane: usize| -> f64 {
        gradient.iter().zip(&directions.tangents).map(|(slope, tangents)| slope * f64::from(tangents[lane])).sum()
    };
    let expected = Expected::within(1e-5, (0..K).map(slope).chain([*value]));
    let value = Expected::within(1e-5, [*value]);

    let ours = candidate(
        US,
        (duals, problem, Scalar::<Dual<f32, K>>::zeros()),
        |(duals, problem, y)| *y = loss::<_, A, BATCH>(duals, &problem.x, &problem.labels),
        |(_, _, y)| y[[]].tangents.into_iter().chain([y[[]].value]).map(f64::from).collect(),
    );
    let plain = candidate(
        "one plain pass",
        (problem, 0.0),
        |(problem, y)| *y = loss::<_, A, BATCH>(&problem.mlp, &problem.x, &problem.labels).item(),
        |(_, y)| vec![f64::from(*y)],
    );
    let case = Case::new(format!("MLP {} with K tangents", A::NAME), K).with(&expected, ours).with(&value, plain);
    report.measure(case);
}
