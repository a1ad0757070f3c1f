//! `round`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::round`].
#[derive(Debug, Clone, Copy)]
pub struct Round;

impl Operation for Round {
    const NAME: &'static str = "round";
    const ARITHMETIC: bool = true;
    fn read(_: &[u32]) -> Self {
        Round
    }
}

impl Elementary for Round {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.round()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        if x.is_nan() { x } else { T::ZERO }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// Each element rounded to the nearest integer, halves away from 0.
    ///
    /// Shape: `S → S`. Derivative: 0.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([-1.5, 2.4]).round(), tensor([-2.0, 2.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn round(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Round)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Round, &[-3.3, -0.6, 0.6, 2.2]);
    }
}
