//! `fract`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::fract`].
#[derive(Debug, Clone, Copy)]
pub struct Fract;

impl Operation for Fract {
    const NAME: &'static str = "fract";
    const ARITHMETIC: bool = true;
    fn read(_: &[u32]) -> Self {
        Fract
    }
}

impl Elementary for Fract {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.fract()
    }
    #[inline]
    fn slope<T: Float>(&self, _x: T, _y: T) -> T {
        T::ONE
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// What rounding towards 0 leaves of each element.
    ///
    /// Shape: `S → S`. Derivative: 1.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([-1.5, 2.5]).fract(), tensor([-0.5, 0.5]));
    /// ```
    #[inline]
    #[must_use]
    pub fn fract(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Fract)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Fract, &[-3.3, -0.5, 0.5, 2.2]);
    }
}
