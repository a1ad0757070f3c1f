//! `asinh`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::asinh`].
#[derive(Debug, Clone, Copy)]
pub struct Asinh;

impl Operation for Asinh {
    const NAME: &'static str = "asinh";
    fn read(_: &[u32]) -> Self {
        Asinh
    }
}

impl Elementary for Asinh {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.asinh()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        x.hypot(T::ONE).recip()
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The inverse hyperbolic sine of each element.
    ///
    /// Shape: `S → S`. Derivative: 1/√(x² + 1).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([0.0]).asinh(), tensor([0.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn asinh(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Asinh)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Asinh, &[-3.0, -0.5, 0.0, 2.0]);
    }
}
