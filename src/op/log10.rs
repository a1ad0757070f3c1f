//! `log10`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::log10`].
#[derive(Debug, Clone, Copy)]
pub struct Log10;

impl Operation for Log10 {
    const NAME: &'static str = "log10";
    fn read(_: &[u32]) -> Self {
        Log10
    }
}

impl Elementary for Log10 {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.log10()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        (x * T::from_f64(core::f64::consts::LN_10)).recip()
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The logarithm to base 10 of each element.
    ///
    /// Shape: `S → S`. Derivative: 1/(x ln 10).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1.0, 1000.0]).log10(), tensor([0.0, 3.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn log10(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Log10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Log10, &[0.1, 0.5, 1.0, 7.0]);
    }
}
