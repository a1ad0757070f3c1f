//! `AdamW`.

use crate::number::Float;
use crate::optim::leaves::Leaves;
use crate::optim::{Moments, require_not_negative};
use crate::tape::Buffers;
use crate::tensor::{Parameters, ParametersMut};
use crate::transform::Held;

/// [`Adam`](super::Adam) whose weight decay does not go through the running means: it shrinks every parameter alike.
///
/// With parameters p, gradient g, learning rate η and weight decay λ, step number t is
///
/// ```text
/// p ← p − η·λ·p
/// m ← m + (1 − β₁)·(g − m)
/// v ← β₂·v + (1 − β₂)·g²
/// p ← p − η/(1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
/// ```
///
/// as in PyTorch's [`AdamW`](https://docs.pytorch.org/docs/stable/generated/torch.optim.AdamW.html), after Loshchilov and
/// Hutter, [*Decoupled weight decay regularization*](https://arxiv.org/abs/1711.05101), 2019. PyTorch's defaults:
/// β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸, λ = 0.01; its η is 0.001.
///
/// ```
/// use wengert::{optim::AdamW, tensor};
///
/// let mut model = tensor([1.0, 2.0]);
/// AdamW::new(&model, 0.5).weight_decay(0.25).step(&mut model, &tensor([0.0, 0.0]));
/// assert_eq!(model, tensor([0.875, 1.75]));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct AdamW<P: Parameters> {
    /// η, about how far a step goes. A schedule assigns to it.
    pub learning_rate: P::Number,
    /// λ: each step takes the part η·λ from every parameter.
    pub weight_decay: P::Number,
    /// The state, with β₁, β₂ and ε.
    pub moments: Moments<P>,
}

impl<P: Parameters> AdamW<P> {
    /// `AdamW` that goes on with a state.
    pub fn with_moments(moments: Moments<P>, learning_rate: P::Number) -> Self {
        AdamW { learning_rate, weight_decay: P::Number::from_f64(0.01), moments }
    }

    /// With other parts β₁ and β₂ of the running means kept.
    ///
    /// # Panics
    /// Where one of them is not in [0, 1).
    #[must_use]
    pub fn betas(mut self, beta1: P::Number, beta2: P::Number) -> Self {
        self.moments.set_betas(beta1, beta2);
        self
    }

    /// With another ε.
    ///
    /// # Panics
    /// Where ε is negative.
    #[must_use]
    pub fn epsilon(mut self, epsilon: P::Number) -> Self {
        self.moments.set_epsilon(epsilon);
        self
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

impl<T: Float, P: ParametersMut + Parameters<Number = T, With<T> = P>> AdamW<P> {
    /// `AdamW` at its first step, with λ = 0.01.
    pub fn new(model: &P, learning_rate: T) -> Self {
        Self::with_moments(Moments::new(model), learning_rate)
    }

    /// One step, in place.
    pub fn step(&mut self, model: &mut P, gradient: &P) {
        self.run((model, gradient));
    }

    /// One step of parameters on a tape, in place.
    ///
    /// ```
    /// use wengert::{Tape, optim::AdamW, tensor};
    ///
    /// let (mut tape, mut x) = (Tape::new(), tensor([1.0, -2.0]));
    /// let mut optimiser = AdamW::new(&x, 0.125).epsilon(0.0).weight_decay(0.0);
    /// let mut held = tape.hold(&mut x);
    /// held.value_and_grad(|x| (x * x).sum());
    /// optimiser.step_held(&mut held);
    /// assert!((*held.parameters() - tensor([0.875, -1.875])).norm() < 1e-14);
    /// ```
    pub fn step_held<B: Buffers<T>>(&mut self, parameters: &mut Held<'_, T, B, P>) {
        self.run(parameters);
    }

    fn run(&mut self, leaves: impl Leaves<T>) {
        let shrink = T::ONE - self.learning_rate * self.weight_decay;
        leaves.each(self.moments.step(
            self.learning_rate,
            #[inline(always)]
            move |p, g| (shrink * p, g),
        ));
    }
}
