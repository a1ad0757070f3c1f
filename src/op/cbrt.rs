//! `cbrt`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::cbrt`].
#[derive(Debug, Clone, Copy)]
pub struct Cbrt;

impl Operation for Cbrt {
    const NAME: &'static str = "cbrt";
    fn read(_: &[u32]) -> Self {
        Cbrt
    }
}

impl Elementary for Cbrt {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.cbrt()
    }
    #[inline]
    fn slope<T: Float>(&self, _x: T, y: T) -> T {
        (T::from_f64(3.0) * y * y).recip()
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The cube root of each element.
    ///
    /// The slope at 0 is ∞.
    ///
    /// Shape: `S → S`. Derivative: 1/(3 y²).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([8.0, -1.0]).cbrt(), tensor([2.0, -1.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn cbrt(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Cbrt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Cbrt, &[-3.0, -0.5, 0.5, 7.0]);
    }
}
