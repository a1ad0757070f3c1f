//! `log2`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::log2`].
#[derive(Debug, Clone, Copy)]
pub struct Log2;

impl Operation for Log2 {
    const NAME: &'static str = "log2";
    fn read(_: &[u32]) -> Self {
        Log2
    }
}

impl Elementary for Log2 {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.log2()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        (x * T::from_f64(core::f64::consts::LN_2)).recip()
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The logarithm to base 2 of each element.
    ///
    /// Shape: `S → S`. Derivative: 1/(x ln 2).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1.0, 8.0]).log2(), tensor([0.0, 3.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn log2(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Log2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Log2, &[0.1, 0.5, 1.0, 7.0]);
    }
}
