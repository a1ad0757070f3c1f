//! Adam.

use crate::kernel::Semiring as _;
use crate::number::Float;
use crate::optim::leaves::Leaves;
use crate::optim::{Moments, require_not_negative};
use crate::tape::Buffers;
use crate::tensor::{Parameters, ParametersMut};
use crate::transform::Held;

/// Adam: steps of about the learning rate in every coordinate, whatever the gradient's size there.
///
/// With parameters p, gradient g, learning rate η and weight decay λ, step number t is
///
/// ```text
/// g ← g + λ·p
/// m ← m + (1 − β₁)·(g − m)
/// v ← β₂·v + (1 − β₂)·g²
/// p ← p − η/(1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
/// ```
///
/// as in PyTorch's [`Adam`](https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html), after Kingma and Ba,
/// [*Adam: a method for stochastic optimization*](https://arxiv.org/abs/1412.6980), 2015. PyTorch's defaults: β₁ = 0.9,
/// β₂ = 0.999, ε = 10⁻⁸, λ = 0; its η is 0.001.
///
/// ```
/// use wengert::{optim::Adam, tensor};
///
/// let mut model = tensor([1.0, 2.0]);
/// Adam::new(&model, 0.125).epsilon(0.0).step(&mut model, &tensor([1e-6, -1e6]));
/// assert!((model - tensor([0.875, 2.125])).norm() < 1e-14);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Adam<P: Parameters> {
    /// η, about how far a step goes. A schedule assigns to it.
    pub learning_rate: P::Number,
    /// λ, which adds λ/2·‖p‖² to what is minimised. [`AdamW`](super::AdamW) decays in another way.
    pub weight_decay: P::Number,
    /// The state, with β₁, β₂ and ε.
    pub moments: Moments<P>,
}

impl<P: Parameters> Adam<P> {
    /// Adam that goes on with a state.
    pub const fn with_moments(moments: Moments<P>, learning_rate: P::Number) -> Self {
        Adam { learning_rate, weight_decay: P::Number::ZERO, moments }
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

impl<T: Float, P: ParametersMut + Parameters<Number = T, With<T> = P>> Adam<P> {
    /// Adam at its first step, without weight decay.
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
    /// use wengert::{Tape, optim::Adam, tensor};
    ///
    /// let (mut tape, mut x) = (Tape::new(), tensor([1.0, -2.0]));
    /// let mut optimiser = Adam::new(&x, 0.125).epsilon(0.0).weight_decay(0.0);
    /// let mut held = tape.hold(&mut x);
    /// held.value_and_grad(|x| (x * x).sum());
    /// optimiser.step_held(&mut held);
    /// assert!((*held.parameters() - tensor([0.875, -1.875])).norm() < 1e-14);
    /// ```
    pub fn step_held<B: Buffers<T>>(&mut self, parameters: &mut Held<'_, T, B, P>) {
        self.run(parameters);
    }

    fn run(&mut self, leaves: impl Leaves<T>) {
        let decay = self.weight_decay;
        leaves.each(self.moments.step(
            self.learning_rate,
            #[inline(always)]
            move |p, g| (p, g + decay * p),
        ));
    }
}
