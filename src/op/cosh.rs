//! `cosh`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::cosh`].
#[derive(Debug, Clone, Copy)]
pub struct Cosh;

impl Operation for Cosh {
    const NAME: &'static str = "cosh";
    fn read(_: &[u32]) -> Self {
        Cosh
    }
}

impl Elementary for Cosh {
    const USES_VALUE: bool = false;
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.cosh()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        x.sinh()
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The hyperbolic cosine of each element.
    ///
    /// Shape: `S → S`. Derivative: sinh(x).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([0.0]).cosh(), tensor([1.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn cosh(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Cosh)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Cosh, &[-3.0, -0.5, 0.0, 2.0]);
    }
}
