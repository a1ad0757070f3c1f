//! `atanh`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Real, Tensor};

/// The rule of [`Tensor::atanh`].
#[derive(Debug, Clone, Copy)]
pub struct Atanh;

impl Operation for Atanh {
    const NAME: &'static str = "atanh";
    fn read(_: &[u32]) -> Self {
        Atanh
    }
}

impl Elementary for Atanh {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.atanh()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        // Not 1 − x², which has few digits left near ±1.
        ((T::ONE - x) * (T::ONE + x)).recip()
    }
}

impl<E: Real, S: Shape> Tensor<E, S> {
    /// The inverse hyperbolic tangent of each element.
    ///
    /// Of ±1 it is ±∞, outside NaN.
    ///
    /// Shape: `S → S`. Derivative: 1/(1 − x²).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([0.0]).atanh(), tensor([0.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn atanh(&self) -> Self {
        self.elementwise(Atanh)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Atanh, &[-0.9, -0.5, 0.0, 0.8]);
    }
}
