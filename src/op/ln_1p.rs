//! `ln_1p`.

use crate::kernel::VectorFunction;
use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::ln_1p`].
#[derive(Debug, Clone, Copy)]
pub struct Ln1p;

impl Operation for Ln1p {
    const NAME: &'static str = "ln_1p";
    fn read(_: &[u32]) -> Self {
        Ln1p
    }
}

impl Elementary for Ln1p {
    const VECTORIZED: Option<VectorFunction> = Some(VectorFunction::Ln1p);
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.ln_1p()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        (T::ONE + x).recip()
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// ln(1 + x) of each element, exact also near 0.
    ///
    /// Of −1 it is −∞, below NaN.
    ///
    /// Shape: `S → S`. Derivative: 1/(1 + x).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([0.0, 1e-20]).ln_1p(), tensor([0.0, 1e-20]));
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "log1p")]
    pub fn ln_1p(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Ln1p)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Ln1p, &[-0.5, 0.0, 0.5, 7.0]);
    }
}
