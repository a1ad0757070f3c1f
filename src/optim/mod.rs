//! Optimisers: from a gradient to better parameters, in place and without an allocator.
//!
//! An optimiser is made for a model and keeps its state in a structure of the same type, so that the state of another
//! model is a type error. It works on any [`Parameters`](crate::Parameters): one tensor, a tuple, a struct that derives
//! it. `step` takes the model and a gradient, wherever that comes from.
//!
//! Formulas, names and defaults are those of `torch.optim`. Rates and whatever else is set are numbers of the model's type: a
//! literal takes it, and training in `f32` computes in `f32` only, which counts where doubles are computed in software.
//!
//! A line through five points:
//!
//! ```
//! use wengert::optim::Sgd;
//! use wengert::*;
//!
//! let x = tensor([0.0, 1.0, 2.0, 3.0, 4.0]);
//! let y = 0.5 * x - 1.0;
//! let mut line = (tensor(0.0), tensor(0.0));
//! let mut optimiser = Sgd::new(&line, 0.05).momentum(0.9);
//! let mut tape = Tape::new();
//! for _ in 0..300 {
//!     let gradient = tape.grad(|(slope, offset)| (slope * slope.lift(x) + offset).mse(&slope.lift(y)), &line);
//!     optimiser.step(&mut line, &gradient);
//! }
//! assert!((line.0 - 0.5).abs() < 1e-6 && (line.1 + 1.0).abs() < 1e-6);
//! ```
//!
//! A network that learns exclusive or:
//!
//! ```
//! use wengert::optim::Adam;
//! use wengert::*;
//!
//! #[derive(Parameters)]
//! struct Xor<E: Element> {
//!     w1: Matrix<E, 2, 4>,
//!     b1: Vector<E, 4>,
//!     w2: Vector<E, 4>,
//!     b2: Scalar<E>,
//! }
//!
//! impl<E: Real> Xor<E> {
//!     fn scores<const N: usize>(&self, x: &Matrix<E::Base, N, 2>) -> Vector<E, N> {
//!         let hidden = (self.w1.lift(*x).mm(&self.w1) + self.b1).tanh();
//!         hidden.mv(&self.w2) + self.b2
//!     }
//! }
//!
//! let x: Matrix<f32, 4, 2> = tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]);
//! let y = tensor([0.0, 1.0, 1.0, 0.0]);
//! let mut model = Xor::<f32> {
//!     w1: tensor([[0.5, -0.4, 0.3, -0.2], [0.1, 0.6, -0.5, 0.4]]),
//!     b1: Tensor::zeros(),
//!     w2: tensor([0.3, -0.6, 0.5, 0.2]),
//!     b2: Tensor::zeros(),
//! };
//!
//! let mut optimiser = Adam::new(&model, 0.05);
//! let mut tape = Tape::new();
//! for step in 0..200 {
//!     optimiser.learning_rate = 0.05 * (1.0 - step as f32 / 200.0); // a schedule is an assignment
//!     let gradient = tape.grad(|m| m.scores(&x).bce_with_logits(&m.b2.lift(y)), &model);
//!     optimiser.step(&mut model, &gradient);
//! }
//! let scores = model.scores(&x);
//! assert!((0..4).all(|i| (scores[[i]] > 0.0) == (y[[i]] > 0.5)), "{scores:?}");
//! ```
//!
//! # Least squares
//!
//! What is to be least is often a sum of squares, and more than its gradient is known then: [`GaussNewton`] and
//! [`LevenbergMarquardt`] take a function from a vector of parameters to a vector of residuals, differentiate it in forward
//! mode, and go to the minimum themselves. They have no state; what they give is a [`Fit`].
//!
//! # Without an allocator
//!
//! All fields are public, so an optimiser can be a constant, and lie in a `static` as a [`FixedTape`](crate::FixedTape) can.
//! Saving a state and going on from it later is reading and writing the same fields.
//!
//! ```
//! use std::sync::Mutex; // for this example; a microcontroller takes the mutex of its platform
//! use wengert::optim::{Adam, Moments, Sgd};
//! use wengert::*;
//!
//! type Model = Vector<f32, 3>;
//! const ZERO: Model = Tensor::from_repr([0.0; 3]);
//! static SGD: Mutex<Sgd<Model>> = Mutex::new(Sgd { momentum: 0.9, ..Sgd::with_velocity(ZERO, 0.1) });
//! static ADAM: Mutex<Adam<Model>> = Mutex::new(Adam::with_moments(
//!     Moments { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, steps: 0, mean: ZERO, square: ZERO },
//!     0.1,
//! ));
//!
//! let (mut model, gradient) = (tensor([1.0, 2.0, 3.0]), tensor([1.0, 0.0, -1.0]));
//! SGD.lock().unwrap().step(&mut model, &gradient);
//! assert_eq!(model, tensor([0.9, 2.0, 3.1]));
//! ADAM.lock().unwrap().step(&mut model, &gradient);
//! assert!((model - tensor([0.8, 2.0, 3.2])).norm() < 1e-6);
//! ```
//!
//! # Derivatives by what is set
//!
//! A model of dual numbers has rates that are dual numbers, so a run of an optimiser has a derivative by its learning rate:
//!
//! ```
//! use wengert::optim::Sgd;
//! use wengert::*;
//!
//! // The distance from the minimum of x² after three steps from 1: (1 − 2η)³.
//! let by_rate = derivative(
//!     |rate| {
//!         let mut x = tensor(Dual::constant(1.0));
//!         let mut optimiser = Sgd::new(&x, rate.into_repr());
//!         for _ in 0..3 {
//!             let slope = 2.0 * x;
//!             optimiser.step(&mut x, &slope);
//!         }
//!         x
//!     },
//!     0.25,
//! );
//! assert_eq!(by_rate, -6.0 * 0.25);
//! ```

mod adam;
mod adam_w;
mod clip;
mod gauss_newton;
mod least_squares;
mod leaves;
mod levenberg_marquardt;
mod moments;
mod sgd;

pub use adam::Adam;
pub use adam_w::AdamW;
pub use clip::{clip_norm, clip_norm_held};
pub use gauss_newton::GaussNewton;
pub use least_squares::{Fit, Stop, Tolerances};
pub use levenberg_marquardt::LevenbergMarquardt;
pub use moments::Moments;
pub use sgd::Sgd;

use crate::number::Float;

/// Stops the program where a part that is to be kept is not in [0, 1).
#[track_caller]
fn require_fraction<T: Float>(part: T, message: &str) {
    assert!(part >= T::ZERO && part < T::ONE, "{message}");
}

/// Stops the program where a number is negative or NaN.
#[track_caller]
fn require_not_negative<T: Float>(number: T, message: &str) {
    assert!(number >= T::ZERO, "{message}");
}
