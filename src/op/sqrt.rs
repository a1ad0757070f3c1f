//! `sqrt`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::sqrt`].
#[derive(Debug, Clone, Copy)]
pub struct Sqrt;

impl Operation for Sqrt {
    const NAME: &'static str = "sqrt";
    const ARITHMETIC: bool = true;
    fn read(_: &[u32]) -> Self {
        Sqrt
    }
}

impl Elementary for Sqrt {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.sqrt()
    }
    #[inline]
    fn slope<T: Float>(&self, _x: T, y: T) -> T {
        (y + y).recip()
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The square root of each element.
    ///
    /// The slope at 0 is ∞; of a negative number the root is NaN.
    ///
    /// Shape: `S → S`. Derivative: 1/(2√x).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([4.0, 9.0]).sqrt(), tensor([2.0, 3.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn sqrt(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Sqrt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Sqrt, &[0.1, 0.5, 1.0, 7.0]);
    }
}
