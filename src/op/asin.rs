//! `asin`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Real, Tensor};

/// The rule of [`Tensor::asin`].
#[derive(Debug, Clone, Copy)]
pub struct Asin;

impl Operation for Asin {
    const NAME: &'static str = "asin";
    fn read(_: &[u32]) -> Self {
        Asin
    }
}

impl Elementary for Asin {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.asin()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        // Not 1 − x², which has few digits left near ±1.
        ((T::ONE - x) * (T::ONE + x)).sqrt().recip()
    }
}

impl<E: Real, S: Shape> Tensor<E, S> {
    /// The arc sine of each element, in radians from −π/2 to π/2.
    ///
    /// Outside −1 to 1 it is NaN.
    ///
    /// Shape: `S → S`. Derivative: 1/√(1 − x²).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([0.0, 1.0]).asin(), tensor([0.0, core::f64::consts::FRAC_PI_2]));
    /// ```
    #[inline]
    #[must_use]
    pub fn asin(&self) -> Self {
        self.elementwise(Asin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Asin, &[-0.9, -0.5, 0.0, 0.8]);
    }
}
