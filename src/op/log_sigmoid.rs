//! `log_sigmoid`.

use crate::number::{Elementary, Float, Primitive};
use crate::op::Sigmoid;
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::log_sigmoid`].
#[derive(Debug, Clone, Copy)]
pub struct LogSigmoid;

impl Operation for LogSigmoid {
    const NAME: &'static str = "log_sigmoid";
    fn read(_: &[u32]) -> Self {
        LogSigmoid
    }
}

impl Elementary for LogSigmoid {
    const USES_VALUE: bool = false;
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        // e to the power of −|x| cannot overflow, and its logarithm keeps what is near 0.
        let e = (-x.abs()).exp();
        if x < T::ZERO { x - e.ln_1p() } else { -e.ln_1p() }
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        (-x).apply(&Sigmoid)
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The logarithm of [`sigmoid`](Self::sigmoid): −ln(1 + e⁻ˣ), without overflow or loss.
    ///
    /// Shape: `S → S`. Derivative: sigmoid(−x).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([0.0, 1e4, -1e4]).log_sigmoid(), tensor([-core::f64::consts::LN_2, 0.0, -1e4]));
    /// ```
    #[inline]
    #[must_use]
    pub fn log_sigmoid(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(LogSigmoid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(LogSigmoid, &[-30.0, -3.0, -0.5, 0.0, 2.0]);
    }

    #[test]
    fn large_numbers_keep_their_digits() {
        let x = crate::tensor([40.0, -40.0, 1e4, -1e4, f64::NEG_INFINITY]);
        assert_eq!(x.log_sigmoid(), crate::tensor([-(-40.0_f64).exp(), -40.0, 0.0, -1e4, f64::NEG_INFINITY]));
        let slopes = crate::grad(|x| x.log_sigmoid().sum(), &x);
        assert_eq!(slopes, crate::tensor([(-40.0_f64).exp(), 1.0, 0.0, 1.0, 1.0]));
    }
}
