//! The running means that Adam and its relatives keep.

use crate::kernel::wide_if_many;
use crate::number::Float;
use crate::optim::{require_fraction, require_not_negative};
use crate::tensor::{Parameters, ParametersMut};

/// Running means of the gradient and of its square: the state of [`Adam`](super::Adam) and [`AdamW`](super::AdamW).
#[derive(Debug, Clone, Copy)]
pub struct Moments<P: Parameters> {
    /// β₁, the part of the mean that is kept from one step to the next.
    pub beta1: P::Number,
    /// β₂, the part of the mean square that is kept.
    pub beta2: P::Number,
    /// ε, added to the root of the mean square, by which a step is divided.
    pub epsilon: P::Number,
    /// How many steps there were.
    pub steps: u32,
    /// The running mean of the gradient.
    pub mean: P,
    /// The running mean of its square.
    pub square: P,
}

impl<P: Parameters> Moments<P> {
    /// Running means after no step, where both are zero everywhere; β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.
    pub fn from_means(mean: P, square: P) -> Self {
        let (beta1, beta2) = (P::Number::from_f64(0.9), P::Number::from_f64(0.999));
        Moments { beta1, beta2, epsilon: P::Number::from_f64(1e-8), steps: 0, mean, square }
    }

    pub(super) fn set_betas(&mut self, beta1: P::Number, beta2: P::Number) {
        require_fraction(beta1, "beta1 is at least 0 and less than 1");
        require_fraction(beta2, "beta2 is at least 0 and less than 1");
        (self.beta1, self.beta2) = (beta1, beta2);
    }

    pub(super) fn set_epsilon(&mut self, epsilon: P::Number) {
        require_not_negative(epsilon, "epsilon is not negative");
        self.epsilon = epsilon;
    }
}

impl<T: Float, P: ParametersMut + Parameters<Number = T, With<T> = P>> Moments<P> {
    pub(super) fn new(model: &P) -> Self {
        Self::from_means(model.map_with(|_| T::ZERO), model.map_with(|_| T::ZERO))
    }

    /// What a step of Adam does to the numbers of a leaf, beside their gradient. `decay` makes of a parameter and its
    /// gradient what weight decay makes of them.
    ///
    /// In the order of PyTorch: both means, then their corrections for having begun at zero, then ε outside the root.
    pub(super) fn step(&mut self, rate: T, decay: impl Fn(T, T) -> (T, T)) -> impl FnMut(usize, &mut [T], &[T]) {
        self.steps = self.steps.saturating_add(1);
        let Moments { beta2: keep, epsilon, steps, .. } = *self;
        let [weight, new] = [self.beta1, self.beta2].map(|beta| T::ONE - beta);
        let [correction1, correction2] = [weight, new].map(|rest| complement_of_power(rest, steps));
        let (rate, root) = (rate / correction1, correction2.sqrt());
        move |leaf, numbers, gradient| {
            let state = self.mean.leaf_mut(leaf).iter_mut().zip(self.square.leaf_mut(leaf));
            wide_if_many(
                numbers.len(),
                #[inline(always)]
                || {
                    for ((p, &g), (mean, square)) in numbers.iter_mut().zip(gradient).zip(state) {
                        let (decayed, g) = decay(*p, g);
                        *mean = *mean + weight * (g - *mean);
                        *square = keep * *square + new * g * g;
                        *p = decayed - rate * *mean / (square.sqrt() / root + epsilon);
                    }
                },
            );
        }
    }
}

/// 1 − βⁿ from 1 − β, by repeated squaring. Where d = 1 − x and e = 1 − y, 1 − x·y is d + e·(1 − d): terms of one sign, in which
/// no digits cancel, however close to 1 β is. So `f32` is exact enough.
fn complement_of_power<T: Float>(rest: T, n: u32) -> T {
    let times = |d: T, e: T| d + e * (T::ONE - d);
    let (mut power, mut square, mut n) = (T::ZERO, rest, n);
    while n > 0 {
        if n % 2 == 1 {
            power = times(power, square);
        }
        square = times(square, square);
        n /= 2;
    }
    power
}

#[cfg(test)]
mod tests {
    use super::complement_of_power;

    #[test]
    #[expect(clippy::cast_possible_truncation, reason = "f32 is what is tested")]
    fn complements_of_powers_keep_all_digits() {
        for beta in [0.0, 0.5, 0.9, 0.999, 0.999_999] {
            for n in [1, 2, 3, 10, 1000, 123_456, u32::MAX] {
                let rest = 1.0 - beta as f32;
                let exact = -(f64::from(n) * (-f64::from(rest)).ln_1p()).exp_m1();
                let error = f64::from(complement_of_power(rest, n)) / exact - 1.0;
                assert!(error.abs() < 4e-7, "{beta} {n}: {error}");
                let error = complement_of_power(f64::from(rest), n) / exact - 1.0;
                assert!(error.abs() < 1e-14, "{beta} {n}: {error}");
            }
        }
    }
}
