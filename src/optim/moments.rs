//! The running means that Adam and its relatives keep.

use crate::number::Float;
use crate::tensor::{Parameters, ParametersMut};

/// Running means of the gradient and of its square: the state of [`Adam`](super::Adam) and [`AdamW`](super::AdamW).
#[derive(Debug, Clone, Copy)]
pub struct Moments<P> {
    /// β₁, the part of the mean that is kept from one step to the next.
    pub beta1: f64,
    /// β₂, the part of the mean square that is kept.
    pub beta2: f64,
    /// ε, added to the root of the mean square, by which a step is divided.
    pub epsilon: f64,
    /// How many steps there were.
    pub steps: u32,
    /// The running mean of the gradient.
    pub mean: P,
    /// The running mean of its square.
    pub square: P,
}

impl<P> Moments<P> {
    /// Running means after no step, where both are zero everywhere; β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.
    pub const fn from_means(mean: P, square: P) -> Self {
        Moments { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, steps: 0, mean, square }
    }

    pub(super) const fn set_betas(&mut self, beta1: f64, beta2: f64) {
        assert!(0.0 <= beta1 && beta1 < 1.0, "beta1 is at least 0 and less than 1");
        assert!(0.0 <= beta2 && beta2 < 1.0, "beta2 is at least 0 and less than 1");
        (self.beta1, self.beta2) = (beta1, beta2);
    }

    pub(super) const fn set_epsilon(&mut self, epsilon: f64) {
        assert!(epsilon >= 0.0, "epsilon is not negative");
        self.epsilon = epsilon;
    }
}

impl<T: Float, P: ParametersMut + Parameters<Number = T, With<T> = P>> Moments<P> {
    pub(super) fn new(model: &P) -> Self {
        Self::from_means(model.map_with(|_| T::ZERO), model.map_with(|_| T::ZERO))
    }

    /// A step of Adam. `decay` makes of a parameter and its gradient what weight decay makes of them.
    ///
    /// In the order of PyTorch: both means, then their corrections for having begun at zero, then ε outside the root.
    pub(super) fn step(&mut self, model: &mut P, gradient: &P, rate: f64, decay: impl Fn(T, T) -> (T, T)) {
        self.steps = self.steps.saturating_add(1);
        let steps = i32::try_from(self.steps).unwrap_or(i32::MAX);
        let [correction1, correction2] =
            [self.beta1, self.beta2].map(|beta| 1.0 - num_traits::Float::powi(beta, steps));
        let [keep, new, rate] = [self.beta2, 1.0 - self.beta2, rate / correction1].map(T::from_f64);
        let [weight, root, epsilon] =
            [1.0 - self.beta1, num_traits::Float::sqrt(correction2), self.epsilon].map(T::from_f64);
        for leaf in 0..P::LEAVES {
            let state = self.mean.leaf_mut(leaf).iter_mut().zip(self.square.leaf_mut(leaf));
            for ((p, &g), (mean, square)) in model.leaf_mut(leaf).iter_mut().zip(gradient.leaf(leaf)).zip(state) {
                let (decayed, g) = decay(*p, g);
                *mean = *mean + weight * (g - *mean);
                *square = keep * *square + new * g * g;
                *p = decayed - rate * *mean / (square.sqrt() / root + epsilon);
            }
        }
    }
}
