//! `abs`.

use crate::number::{Elementary, Float, Integer, IntegerFunction, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Numeric, Tensor};

/// The rule of [`Tensor::abs`].
#[derive(Debug, Clone, Copy)]
pub struct Abs;

impl Operation for Abs {
    const NAME: &'static str = "abs";
    const ARITHMETIC: bool = true;
    fn read(_: &[u32]) -> Self {
        Abs
    }
}

impl Elementary for Abs {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.abs()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        if x.is_nan() { x } else { sign(x) }
    }
}

/// −1, 0 or 1.
fn sign<T: Float>(x: T) -> T {
    if x > T::ZERO {
        T::ONE
    } else if x < T::ZERO {
        -T::ONE
    } else {
        T::ZERO
    }
}

impl IntegerFunction for Abs {
    #[inline]
    fn integer<T: Integer>(&self, x: T) -> T {
        if x < T::ZERO { T::ZERO - x } else { x }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The absolute value of each element. Integers have it too.
    ///
    /// The slope at the kink is 0, as in PyTorch.
    ///
    /// Shape: `S → S`. Derivative: sign(x), and 0 at 0.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([2.0, -3.0]).abs(), tensor([2.0, 3.0]));
    /// assert_eq!(grad(|x| x.abs().sum(), &tensor([2.0, -3.0, 0.0])), tensor([1.0, -1.0, 0.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn abs(&self) -> Self
    where
        E: Numeric,
    {
        E::apply(self, Abs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Abs, &[-3.0, -0.5, 0.5, 7.0]);
    }
}
