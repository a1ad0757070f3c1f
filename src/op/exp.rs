//! `exp`.

use crate::kernel::VectorFunction;
use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::exp`].
#[derive(Debug, Clone, Copy)]
pub struct Exp;

impl Operation for Exp {
    const NAME: &'static str = "exp";
    const ARITHMETIC: bool = true;
    fn read(_: &[u32]) -> Self {
        Exp
    }
}

impl Elementary for Exp {
    const VECTORIZED: Option<VectorFunction> = Some(VectorFunction::Exp);
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.exp()
    }
    #[inline]
    fn slope<T: Float>(&self, _x: T, y: T) -> T {
        y
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// e to the power of each element.
    ///
    /// Shape: `S → S`. Derivative: exp(x).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([0.0, 1.0]).exp(), tensor([1.0, core::f64::consts::E]));
    /// ```
    #[inline]
    #[must_use]
    pub fn exp(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Exp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Exp, &[-2.0, 0.0, 0.5, 3.0]);
    }
}
