//! `acos`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Real, Tensor};

/// The rule of [`Tensor::acos`].
#[derive(Debug, Clone, Copy)]
pub struct Acos;

impl Operation for Acos {
    const NAME: &'static str = "acos";
    fn read(_: &[u32]) -> Self {
        Acos
    }
}

impl Elementary for Acos {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.acos()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        // Not 1 − x², which has few digits left near ±1.
        -((T::ONE - x) * (T::ONE + x)).sqrt().recip()
    }
}

impl<E: Real, S: Shape> Tensor<E, S> {
    /// The arc cosine of each element, in radians from 0 to π.
    ///
    /// Outside −1 to 1 it is NaN.
    ///
    /// Shape: `S → S`. Derivative: −1/√(1 − x²).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1.0, -1.0]).acos(), tensor([0.0, core::f64::consts::PI]));
    /// ```
    #[inline]
    #[must_use]
    pub fn acos(&self) -> Self {
        self.elementwise(Acos)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Acos, &[-0.9, -0.5, 0.0, 0.8]);
    }
}
