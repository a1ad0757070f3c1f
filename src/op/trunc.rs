//! `trunc`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::trunc`].
#[derive(Debug, Clone, Copy)]
pub struct Trunc;

impl Operation for Trunc {
    const NAME: &'static str = "trunc";
    const ARITHMETIC: bool = true;
    fn read(_: &[u32]) -> Self {
        Trunc
    }
}

impl Elementary for Trunc {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.trunc()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        if x.is_nan() { x } else { T::ZERO }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// Each element rounded towards 0.
    ///
    /// Shape: `S → S`. Derivative: 0.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([-1.5, 2.5]).trunc(), tensor([-1.0, 2.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn trunc(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Trunc)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Trunc, &[-3.3, -0.5, 0.5, 2.2]);
    }
}
