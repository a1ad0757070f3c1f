//! Rosenbrock's function by `ad_trait`, which asks for a type for each function.

use super::point;
use crate::case::{Candidate, candidate};
use ad_trait::AD;
use ad_trait::differentiable_function::{DifferentiableFunctionTrait, ForwardADMulti, ReverseAD};
use ad_trait::forward_ad::adfn::adfn;
use ad_trait::function_engine::FunctionEngine;

/// The function of so many numbers.
struct Rosenbrock(usize);

impl<T: AD> DifferentiableFunctionTrait<T> for Rosenbrock {
    const NAME: &'static str = "Rosenbrock";
    fn call(&self, x: &[T], _: bool) -> Vec<T> {
        let (one, hundred) = (T::constant(1.0), T::constant(100.0));
        let term = |i: usize| {
            let (x, next) = (x[i], x[i + 1]);
            let (r, s) = (x - one, next - x * x);
            r * r + s * s * hundred
        };
        vec![(1..x.len() - 1).fold(term(0), |sum, i| sum + term(i))]
    }
    fn num_inputs(&self) -> usize {
        self.0
    }
    fn num_outputs(&self) -> usize {
        1
    }
}

/// All directions at once.
pub(super) fn forward<const N: usize>() -> Candidate<'static> {
    let engine = FunctionEngine::new(Rosenbrock(N), Rosenbrock(N), ForwardADMulti::<adfn<N>>::new());
    let run = move |(x, g): &mut ([f64; N], [f64; N])| g.copy_from_slice(engine.derivative(x).1.as_slice());
    candidate("ad_trait", (point::<N>(), [0.0; N]), run, |(_, g)| g.to_vec())
}

pub(super) fn reverse<const N: usize>() -> Candidate<'static> {
    let engine = FunctionEngine::new(Rosenbrock(N), Rosenbrock(N), ReverseAD::new());
    let run = move |(x, g): &mut ([f64; N], [f64; N])| g.copy_from_slice(engine.derivative(x).1.as_slice());
    candidate("ad_trait", (point::<N>(), [0.0; N]), run, |(_, g)| g.to_vec())
}
