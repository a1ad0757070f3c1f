//! `exp_m1`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::exp_m1`].
#[derive(Debug, Clone, Copy)]
pub struct ExpM1;

impl Operation for ExpM1 {
    const NAME: &'static str = "exp_m1";
    fn read(_: &[u32]) -> Self {
        ExpM1
    }
}

impl Elementary for ExpM1 {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.exp_m1()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        x.exp()
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// exp(x) − 1 of each element, exact also near 0.
    ///
    /// Shape: `S → S`. Derivative: exp(x).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([0.0, 1e-20]).exp_m1(), tensor([0.0, 1e-20]));
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "expm1")]
    pub fn exp_m1(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(ExpM1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(ExpM1, &[-2.0, 0.0, 0.5, 3.0]);
    }
}
