//! Gradient descent.

use crate::kernel::Semiring as _;
use crate::kernel::wide_if_many;
use crate::number::Float;
use crate::optim::leaves::Leaves;
use crate::optim::{require_fraction, require_not_negative};
use crate::tape::Buffers;
use crate::tensor::{Parameters, ParametersMut};
use crate::transform::Held;

/// Gradient descent, with momentum, Nesterov's momentum and weight decay if wanted.
///
/// With parameters p, gradient g, velocity v, learning rate η, momentum μ and weight decay λ, a step is
///
/// ```text
/// g ← g + λ·p
/// v ← μ·v + g
/// p ← p − η·v              or, after Nesterov,  p ← p − η·(g + μ·v)
/// ```
///
/// as in PyTorch's [`SGD`](https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html) without dampening. The
/// learning rate stands outside the velocity, so it may change at any step.
///
/// ```
/// use wengert::{optim::Sgd, tensor};
///
/// let mut model = tensor([1.0, 2.0]);
/// let mut optimiser = Sgd::new(&model, 0.5).momentum(0.5);
/// optimiser.step(&mut model, &tensor([1.0, 0.0]));
/// optimiser.step(&mut model, &tensor([1.0, 0.0]));
/// assert_eq!(model, tensor([1.0 - 0.5 * 1.0 - 0.5 * 1.5, 2.0]));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Sgd<P: Parameters> {
    /// η, how far a step goes along the gradient. A schedule assigns to it.
    pub learning_rate: P::Number,
    /// μ, the part of the velocity that is kept from one step to the next.
    pub momentum: P::Number,
    /// Whether a step looks ahead along its velocity, after Nesterov.
    pub nesterov: bool,
    /// λ, which adds λ/2·‖p‖² to what is minimised.
    pub weight_decay: P::Number,
    /// The state: v.
    pub velocity: P,
}

impl<P: Parameters> Sgd<P> {
    /// Gradient descent that goes on with a velocity; from rest, it is zero everywhere.
    pub const fn with_velocity(velocity: P, learning_rate: P::Number) -> Self {
        Sgd { learning_rate, momentum: P::Number::ZERO, nesterov: false, weight_decay: P::Number::ZERO, velocity }
    }

    /// With momentum μ.
    ///
    /// # Panics
    /// Where μ is not in [0, 1).
    #[must_use]
    pub fn momentum(mut self, momentum: P::Number) -> Self {
        require_fraction(momentum, "a momentum is at least 0 and less than 1");
        self.momentum = momentum;
        self
    }

    /// With Nesterov's momentum μ.
    ///
    /// # Panics
    /// Where μ is not in [0, 1).
    ///
    /// ```
    /// use wengert::{optim::Sgd, tensor};
    ///
    /// let mut model = tensor(1.0);
    /// Sgd::new(&model, 0.1).nesterov(0.5).step(&mut model, &tensor(2.0));
    /// assert_eq!(model, 1.0 - 0.1 * (2.0 + 0.5 * 2.0));
    /// ```
    #[must_use]
    pub fn nesterov(self, momentum: P::Number) -> Self {
        let mut optimiser = self.momentum(momentum);
        optimiser.nesterov = true;
        optimiser
    }

    /// With weight decay λ.
    ///
    /// # Panics
    /// Where λ is negative.
    #[must_use]
    pub fn weight_decay(mut self, weight_decay: P::Number) -> Self {
        require_not_negative(weight_decay, "a weight decay is not negative");
        self.weight_decay = weight_decay;
        self
    }
}

impl<T: Float, P: ParametersMut + Parameters<Number = T, With<T> = P>> Sgd<P> {
    /// Plain gradient descent, until [`momentum`](Self::momentum) or [`weight_decay`](Self::weight_decay) say more.
    pub fn new(model: &P, learning_rate: T) -> Self {
        Self::with_velocity(model.map_with(|_| T::ZERO), learning_rate)
    }

    /// One step against the gradient, in place.
    pub fn step(&mut self, model: &mut P, gradient: &P) {
        self.run((model, gradient));
    }

    /// One step of parameters on a tape against their gradient, both where they lie.
    ///
    /// ```
    /// use wengert::{Tape, optim::Sgd, tensor};
    ///
    /// let (mut tape, mut x) = (Tape::new(), tensor([1.0, 2.0]));
    /// let mut optimiser = Sgd::new(&x, 0.25);
    /// let mut held = tape.hold(&mut x);
    /// held.value_and_grad(|x| (x * x).sum());
    /// optimiser.step_held(&mut held);
    /// assert_eq!(*held.parameters(), tensor([0.5, 1.0]));
    /// ```
    pub fn step_held<B: Buffers<T>>(&mut self, parameters: &mut Held<'_, T, B, P>) {
        self.run(parameters);
    }

    fn run(&mut self, leaves: impl Leaves<T>) {
        let Sgd { learning_rate: rate, momentum, weight_decay: decay, nesterov, .. } = *self;
        leaves.each(|leaf, numbers, gradient| {
            let velocity = self.velocity.leaf_mut(leaf);
            wide_if_many(
                numbers.len(),
                #[inline(always)]
                || {
                    for ((p, &g), v) in numbers.iter_mut().zip(gradient).zip(velocity) {
                        let g = g + decay * *p;
                        *v = momentum * *v + g;
                        *p = *p - rate * if nesterov { g + momentum * *v } else { *v };
                    }
                },
            );
        });
    }
}
