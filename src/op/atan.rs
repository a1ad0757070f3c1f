//! `atan`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::atan`].
#[derive(Debug, Clone, Copy)]
pub struct Atan;

impl Operation for Atan {
    const NAME: &'static str = "atan";
    fn read(_: &[u32]) -> Self {
        Atan
    }
}

impl Elementary for Atan {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.atan()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        (T::ONE + x * x).recip()
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The arc tangent of each element, in radians from −π/2 to π/2.
    ///
    /// Shape: `S → S`. Derivative: 1/(1 + x²).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([0.0, 1.0]).atan(), tensor([0.0, core::f64::consts::FRAC_PI_4]));
    /// ```
    #[inline]
    #[must_use]
    pub fn atan(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Atan)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Atan, &[-3.0, -0.5, 0.0, 7.0]);
    }
}
