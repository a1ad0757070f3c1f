//! `ln`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::ln`].
#[derive(Debug, Clone, Copy)]
pub struct Ln;

impl Operation for Ln {
    const NAME: &'static str = "ln";
    fn read(_: &[u32]) -> Self {
        Ln
    }
}

impl Elementary for Ln {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.ln()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        x.recip()
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The natural logarithm of each element.
    ///
    /// Of 0 it is −∞, of a negative number NaN.
    ///
    /// Shape: `S → S`. Derivative: 1/x.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1.0, core::f64::consts::E]).ln(), tensor([0.0, 1.0]));
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "log")]
    pub fn ln(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Ln)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Ln, &[0.1, 0.5, 1.0, 7.0]);
    }
}
