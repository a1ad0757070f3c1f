//! `sinh`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::sinh`].
#[derive(Debug, Clone, Copy)]
pub struct Sinh;

impl Operation for Sinh {
    const NAME: &'static str = "sinh";
    fn read(_: &[u32]) -> Self {
        Sinh
    }
}

impl Elementary for Sinh {
    const USES_VALUE: bool = false;
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.sinh()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        x.cosh()
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The hyperbolic sine of each element.
    ///
    /// Shape: `S → S`. Derivative: cosh(x).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([0.0]).sinh(), tensor([0.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn sinh(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Sinh)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Sinh, &[-3.0, -0.5, 0.0, 2.0]);
    }
}
