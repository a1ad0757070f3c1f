//! The gradient of a small network, 64-32-10 with cross-entropy, in `f32`: for one image and for 32.

mod by_hand;
#[cfg(feature = "heavy")]
mod candle;
#[cfg(feature = "heavy")]
mod dfdx;

use crate::case::{Case, Expected, Sample, US, candidate};
use crate::report::Report;
use wengert::{Element, Matrix, Parameters, Real, Scalar, Shape, Tape, Tensor, Vector};

pub(crate) const PIXELS: usize = 64;
pub(crate) const HIDDEN: usize = 32;
pub(crate) const CLASSES: usize = 10;

/// The network.
#[derive(Clone, Copy, Parameters)]
pub(crate) struct Mlp<E: Element> {
    pub(crate) w1: Matrix<E, PIXELS, HIDDEN>,
    pub(crate) b1: Vector<E, HIDDEN>,
    pub(crate) w2: Matrix<E, HIDDEN, CLASSES>,
    pub(crate) b2: Vector<E, CLASSES>,
}

/// What comes behind the hidden layer, as each candidate writes it.
pub(crate) trait Activation: Copy + 'static {
    const NAME: &'static str;
    fn tensor<E: Real, S: Shape>(x: &Tensor<E, S>) -> Tensor<E, S>;
    fn number(x: f32) -> f32;
    /// The slope, from the value.
    fn slope(y: f32) -> f32;
    #[cfg(feature = "heavy")]
    fn candle(x: &candle_core::Tensor) -> candle_core::Result<candle_core::Tensor>;
    #[cfg(feature = "heavy")]
    fn dfdx<const N: usize>(x: dfdx::Hidden<N>) -> dfdx::Hidden<N>;
}

#[derive(Clone, Copy)]
pub(crate) struct Tanh;
impl Activation for Tanh {
    const NAME: &'static str = "tanh";
    fn tensor<E: Real, S: Shape>(x: &Tensor<E, S>) -> Tensor<E, S> {
        x.tanh()
    }
    fn number(x: f32) -> f32 {
        x.tanh()
    }
    fn slope(y: f32) -> f32 {
        1.0 - y * y
    }
    #[cfg(feature = "heavy")]
    fn candle(x: &candle_core::Tensor) -> candle_core::Result<candle_core::Tensor> {
        x.tanh()
    }
    #[cfg(feature = "heavy")]
    fn dfdx<const N: usize>(x: dfdx::Hidden<N>) -> dfdx::Hidden<N> {
        x.tanh()
    }
}

#[derive(Clone, Copy)]
pub(crate) struct Relu;
impl Activation for Relu {
    const NAME: &'static str = "relu";
    fn tensor<E: Real, S: Shape>(x: &Tensor<E, S>) -> Tensor<E, S> {
        x.relu()
    }
    fn number(x: f32) -> f32 {
        x.max(0.0)
    }
    fn slope(y: f32) -> f32 {
        if y > 0.0 { 1.0 } else { 0.0 }
    }
    #[cfg(feature = "heavy")]
    fn candle(x: &candle_core::Tensor) -> candle_core::Result<candle_core::Tensor> {
        x.relu()
    }
    #[cfg(feature = "heavy")]
    fn dfdx<const N: usize>(x: dfdx::Hidden<N>) -> dfdx::Hidden<N> {
        x.relu()
    }
}

pub(crate) fn loss<E: Real, A: Activation, const N: usize>(
    mlp: &Mlp<E>,
    x: &Matrix<E::Base, N, PIXELS>,
    labels: &Vector<u8, N>,
) -> Scalar<E> {
    let hidden = A::tensor(&(x.mm_lifted(&mlp.w1) + mlp.b1));
    (hidden.mm(&mlp.w2) + mlp.b2).cross_entropy(labels)
}

/// A network, images, and what they show.
#[derive(Clone, Copy)]
pub(crate) struct Problem<const N: usize> {
    pub(crate) mlp: Mlp<f32>,
    pub(crate) x: Matrix<f32, N, PIXELS>,
    pub(crate) labels: Vector<u8, N>,
}

impl<const N: usize> Problem<N> {
    pub(crate) fn new() -> Self {
        let mut sample = Sample::new(1);
        Problem {
            mlp: Mlp {
                w1: numbers(&mut sample, 0.2),
                b1: numbers(&mut sample, 0.1),
                w2: numbers(&mut sample, 0.3),
                b2: numbers(&mut sample, 0.1),
            },
            x: numbers(&mut sample, 1.0),
            labels: Vector::from_fn(|[i]| [7, 4, 1, 8, 5, 2, 9, 6, 3, 0][i % 10]),
        }
    }

    /// Value and gradient by hand, in one row: loss, w1, b1, w2, b2.
    pub(crate) fn expected<A: Activation>(&self) -> Vec<f64> {
        let (loss, gradient) = by_hand::value_and_grad::<A, N>(&by_hand::Problem::from(self));
        in_one_row(loss, [gradient.w1.as_flattened(), &gradient.b1, gradient.w2.as_flattened(), &gradient.b2])
    }
}

/// Numbers that look like weights.
#[expect(clippy::cast_possible_truncation, reason = "samples")]
fn numbers<S: Shape>(sample: &mut Sample, scale: f64) -> Tensor<f32, S> {
    Tensor::from_fn(|_| (scale * sample.next()) as f32)
}

/// What every candidate gives: the loss, then the gradient by w1, b1, w2, b2.
fn in_one_row<const LEAVES: usize>(loss: f32, leaves: [&[f32]; LEAVES]) -> Vec<f64> {
    std::iter::once(&loss).chain(leaves.into_iter().flatten()).copied().map(f64::from).collect()
}

pub(crate) fn run(report: &mut Report) {
    of::<Relu, 1>(report);
    of::<Relu, 32>(report);
    of::<Tanh, 1>(report);
    of::<Tanh, 32>(report);
}

fn of<A: Activation, const N: usize>(report: &mut Report) {
    let problem = Problem::<N>::new();
    let gradient = Expected::within(2e-6, problem.expected::<A>());
    let value = Expected::within(2e-6, problem.expected::<A>().first().copied());
    let hidden = by_hand::hidden::<A, N>(&by_hand::Problem::from(&problem));
    let products = Expected::within(2e-6, by_hand::products::<N>(&by_hand::Problem::from(&problem), &hidden));

    let (mut tape, mut mlp) = (Tape::new(), problem.mlp);
    let ours = candidate(
        US,
        (problem, tape.hold(&mut mlp), 0.0),
        |(Problem { x, labels, .. }, held, value)| *value = held.value_and_grad(|mlp| loss::<_, A, N>(&mlp, x, labels)),
        |(_, held, value)| in_one_row(*value, [held.gradient()]),
    );
    let mut tape = Tape::new();
    let copied = candidate(
        "parameters copied",
        (problem, problem.mlp, 0.0),
        move |(problem, gradient, value)| {
            let Problem { mlp, x, labels } = problem;
            *value = tape.value_and_grad_into(|mlp| loss::<_, A, N>(&mlp, x, labels), &*mlp, gradient);
        },
        |(_, g, value)| in_one_row(*value, [g.w1.as_slice(), g.b1.as_slice(), g.w2.as_slice(), g.b2.as_slice()]),
    );
    let forward = candidate(
        "forward pass",
        (problem, 0.0),
        |(problem, value)| *value = loss::<_, A, N>(&problem.mlp, &problem.x, &problem.labels).item(),
        |(_, value)| vec![f64::from(*value)],
    );
    let hidden = Tensor::from_slice(hidden.as_flattened()).expect("32 numbers for each image");
    let scratch = (Matrix::<f32, N, HIDDEN>::zeros(), Matrix::<f32, N, CLASSES>::zeros());
    let forward_products = candidate(
        "its products",
        (problem, hidden, scratch),
        |(problem, hidden, (first, second))| {
            problem.x.mm_into(&problem.mlp.w1, first);
            hidden.mm_into(&problem.mlp.w2, second);
        },
        |(_, _, (first, second))| first.as_slice().iter().chain(second.as_slice()).copied().map(f64::from).collect(),
    );
    let case = Case::new(format!("MLP {}", A::NAME), N)
        .with(&gradient, ours)
        .with(&gradient, copied)
        .with(&gradient, by_hand::candidate::<A, N>(&problem));
    #[cfg(feature = "heavy")]
    let case =
        case.with(&gradient, candle::candidate::<A, N>(&problem)).with(&gradient, dfdx::candidate::<A, N>(&problem));
    report.measure(case.with(&value, forward).with(&products, forward_products));
}
