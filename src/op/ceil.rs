//! `ceil`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::ceil`].
#[derive(Debug, Clone, Copy)]
pub struct Ceil;

impl Operation for Ceil {
    const NAME: &'static str = "ceil";
    const ARITHMETIC: bool = true;
    fn read(_: &[u32]) -> Self {
        Ceil
    }
}

impl Elementary for Ceil {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.ceil()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        if x.is_nan() { x } else { T::ZERO }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// Each element rounded up.
    ///
    /// Shape: `S → S`. Derivative: 0.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([-1.5, 2.5]).ceil(), tensor([-1.0, 3.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn ceil(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Ceil)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Ceil, &[-3.3, -0.5, 0.5, 2.2]);
    }
}
