//! Rosenbrock's function, Σ (xᵢ − 1)² + 100·(xᵢ₊₁ − xᵢ²)², and its gradient by n numbers.

#[cfg(feature = "heavy")]
mod ad_trait;

use crate::case::{Candidate, Case, Expected, Sample, US, candidate};
use crate::report::Report;
use echidna::DualVec;
use hyperdual::Hyperdual;
use nalgebra::SVector;
use num_dual::DualSVec64;
use std::ops::{Add, Mul, Sub};
use wengert::{Real, Scalar, Tape, Vector, lanes};

pub(crate) fn run(report: &mut Report) {
    forward::<10, 9, 11>(report);
    forward::<100, 99, 101>(report);
    reverse::<10, 9>(report);
    reverse::<100, 99>(report);
    reverse::<1000, 999>(report);
}

// --- The function, as each writes it ----------------------------------------------------------------------------------

/// With tensors. `M` is N − 1.
fn by_tensors<E: Real, const N: usize, const M: usize>(x: &Vector<E, N>) -> Scalar<E> {
    let (x, next) = (x.narrow::<0, 0, M>(), x.narrow::<0, 1, M>());
    let (r, s) = (x - 1.0, next - x * x);
    r.dot(&r) + 100.0 * s.dot(&s)
}

/// As a loop over numbers.
fn by_loop<E: Real, const N: usize>(x: &Vector<E, N>) -> Scalar<E> {
    let term = |i| {
        let (x, next) = (x.at([i]), x.at([i + 1]));
        let (r, s) = (x - 1.0, next - x * x);
        r * r + 100.0 * s * s
    };
    (1..N - 1).fold(term(0), |sum, i| sum + term(i))
}

/// The same loop over the numbers of others, and over plain ones.
fn rosenbrock<T>(x: &[T]) -> T
where
    T: Copy + Add<Output = T> + Sub<Output = T> + Mul<Output = T> + Sub<f64, Output = T> + Mul<f64, Output = T>,
{
    let term = |i: usize| {
        let (x, next) = (x[i], x[i + 1]);
        let (r, s) = (x - 1.0, next - x * x);
        r * r + s * s * 100.0
    };
    (1..x.len() - 1).fold(term(0), |sum, i| sum + term(i))
}

/// The gradient by hand.
fn gradient_by_hand(x: &[f64], gradient: &mut [f64]) {
    gradient.fill(0.0);
    for i in 0..x.len() - 1 {
        let s = x[i + 1] - x[i] * x[i];
        gradient[i] += 2.0 * (x[i] - 1.0) - 400.0 * s * x[i];
        gradient[i + 1] += 200.0 * s;
    }
}

fn point<const N: usize>() -> [f64; N] {
    let mut sample = Sample::new(3);
    std::array::from_fn(|_| sample.next())
}

fn expected_gradient<const N: usize>() -> Expected {
    let mut gradient = [0.0; N];
    gradient_by_hand(&point::<N>(), &mut gradient);
    Expected::within(1e-12, gradient)
}

fn plain<const N: usize>() -> (Expected, Candidate<'static>) {
    let x = point::<N>();
    let value = Expected::within(1e-12, [rosenbrock(&x)]);
    (value, candidate("plain function", (x, 0.0), |(x, y)| *y = rosenbrock(&*x), |(_, y)| vec![*y]))
}

fn by_hand<const N: usize>() -> Candidate<'static> {
    candidate("by hand", (point::<N>(), [0.0; N]), |(x, g)| gradient_by_hand(x, g), |(_, g)| g.to_vec())
}

// --- Forward mode -----------------------------------------------------------------------------------------------------

/// How many directions wengert takes at once here: it divides both sizes.
const LANES: usize = 10;

/// `D` is N + 1: how many numbers `hyperdual` has in one of its numbers.
fn forward<const N: usize, const M: usize, const D: usize>(report: &mut Report) {
    let gradient = expected_gradient::<N>();
    let (value, plain) = plain::<N>();
    let case = Case::new("Rosenbrock by forward mode", N)
        .with(&gradient, forward_tensors::<N, M>())
        .with(&gradient, forward_loop::<N>())
        .with(&value, plain)
        .with(&gradient, by_hand::<N>())
        .with(&gradient, num_dual::<N>())
        .with(&gradient, echidna_dual::<N>())
        .with(&gradient, hyperdual::<N, D>())
        .with(&gradient, autodiff::<N>());
    #[cfg(feature = "heavy")]
    let case = case.with(&gradient, ad_trait::forward::<N>());
    report.measure(case);
}

fn forward_tensors<const N: usize, const M: usize>() -> Candidate<'static> {
    let state = (wengert::tensor(point::<N>()), Vector::<f64, N>::zeros());
    let run = |(x, g): &mut (Vector<f64, N>, Vector<f64, N>)| {
        *g = lanes::<LANES>().jacfwd(|x| by_tensors::<_, N, M>(&x), x);
    };
    candidate(US, state, run, |(_, g)| g.as_slice().to_vec())
}

fn forward_loop<const N: usize>() -> Candidate<'static> {
    let state = (wengert::tensor(point::<N>()), Vector::<f64, N>::zeros());
    let run = |(x, g): &mut (Vector<f64, N>, Vector<f64, N>)| *g = lanes::<LANES>().jacfwd(|x| by_loop(&x), x);
    candidate("wengert loop", state, run, |(_, g)| g.as_slice().to_vec())
}

fn num_dual<const N: usize>() -> Candidate<'static> {
    let state = (SVector::from(point::<N>()), SVector::<f64, N>::zeros());
    let run = |(x, g): &mut (SVector<f64, N>, SVector<f64, N>)| {
        *g = num_dual::gradient(|x: SVector<DualSVec64<N>, N>| rosenbrock(x.as_slice()), x).1;
    };
    candidate("num-dual", state, run, |(_, g)| g.as_slice().to_vec())
}

fn echidna_dual<const N: usize>() -> Candidate<'static> {
    let run = |(x, g): &mut ([f64; N], [f64; N])| {
        let x: [DualVec<f64, N>; N] = std::array::from_fn(|i| DualVec::with_tangent(x[i], i));
        *g = rosenbrock(&x).eps;
    };
    candidate("echidna", (point::<N>(), [0.0; N]), run, |(_, g)| g.to_vec())
}

fn hyperdual<const N: usize, const D: usize>() -> Candidate<'static> {
    let run = |(x, g): &mut ([f64; N], [f64; N])| {
        let x: [Hyperdual<f64, D>; N] = std::array::from_fn(|i| {
            let mut number = Hyperdual::from_real(x[i]);
            number[i + 1] = 1.0;
            number
        });
        g.copy_from_slice(&rosenbrock(&x).as_slice()[1..]);
    };
    candidate("hyperdual", (point::<N>(), [0.0; N]), run, |(_, g)| g.to_vec())
}

fn autodiff<const N: usize>() -> Candidate<'static> {
    let run = |(x, g): &mut ([f64; N], Vec<f64>)| *g = autodiff::grad(rosenbrock, x);
    candidate("autodiff", (point::<N>(), Vec::new()), run, |(_, g)| g.clone())
}

// --- Reverse mode -----------------------------------------------------------------------------------------------------

fn reverse<const N: usize, const M: usize>(report: &mut Report) {
    let gradient = expected_gradient::<N>();
    let (value, plain_function) = plain::<N>();
    let case = Case::new("Rosenbrock by reverse mode with tensors", N)
        .with(&gradient, reverse_tensors::<N, M>())
        .with(&value, plain_function)
        .with(&gradient, by_hand::<N>());
    report.measure(case);
    let (value, plain_function) = plain::<N>();
    let case = Case::new("Rosenbrock by reverse mode in a scalar loop", N)
        .with(&gradient, reverse_loop::<N>())
        .with(&value, plain_function)
        .with(&gradient, by_hand::<N>())
        .with(&gradient, echidna_tape::<N>())
        .with(&gradient, echidna_recorded::<N>())
        .with(&gradient, easy_ml::<N>());
    #[cfg(feature = "heavy")]
    let case = case.with(&gradient, ad_trait::reverse::<N>());
    report.measure(case);
}

fn reverse_tensors<const N: usize, const M: usize>() -> Candidate<'static> {
    let state = (wengert::tensor(point::<N>()), Vector::<f64, N>::zeros());
    let mut tape = Tape::new();
    let run = move |(x, g): &mut (Vector<f64, N>, Vector<f64, N>)| {
        tape.value_and_grad_into(|x| by_tensors::<_, N, M>(&x), &*x, g);
    };
    candidate(US, state, run, |(_, g)| g.as_slice().to_vec())
}

fn reverse_loop<const N: usize>() -> Candidate<'static> {
    let state = (wengert::tensor(point::<N>()), Vector::<f64, N>::zeros());
    let mut tape = Tape::new();
    let run = move |(x, g): &mut (Vector<f64, N>, Vector<f64, N>)| {
        tape.value_and_grad_into(|x| by_loop(&x), &*x, g);
    };
    candidate(US, state, run, |(_, g)| g.as_slice().to_vec())
}

fn echidna_tape<const N: usize>() -> Candidate<'static> {
    let run = |(x, g): &mut ([f64; N], Vec<f64>)| *g = echidna::grad(rosenbrock, x);
    candidate("echidna", (point::<N>(), Vec::new()), run, |(_, g)| g.clone())
}

/// Recorded once, evaluated again each time.
fn echidna_recorded<const N: usize>() -> Candidate<'static> {
    let (mut tape, _) = echidna::record(rosenbrock, &point::<N>());
    let run = move |(x, g): &mut ([f64; N], Vec<f64>)| *g = tape.gradient(x);
    candidate("echidna recorded", (point::<N>(), Vec::new()), run, |(_, g)| g.clone())
}

fn easy_ml<const N: usize>() -> Candidate<'static> {
    let list = easy_ml::differentiation::WengertList::new();
    let run = move |(x, g): &mut ([f64; N], [f64; N])| {
        list.clear();
        let x: Vec<_> = x.iter().map(|&x| list.variable(x)).collect();
        let slopes = rosenbrock(&x).derivatives();
        for (g, x) in g.iter_mut().zip(&x) {
            *g = slopes[x];
        }
    };
    candidate("easy-ml", (point::<N>(), [0.0; N]), run, |(_, g)| g.to_vec())
}
