//! `signum`.

use crate::number::{Elementary, Float, Integer, IntegerFunction, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Numeric, Tensor};
use core::cmp::Ordering;

/// The rule of [`Tensor::signum`].
#[derive(Debug, Clone, Copy)]
pub struct Signum;

impl Operation for Signum {
    const NAME: &'static str = "signum";
    const ARITHMETIC: bool = true;
    fn read(_: &[u32]) -> Self {
        Signum
    }
}

impl Elementary for Signum {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        if x == T::ZERO || x.is_nan() { x } else { x.signum() }
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        if x.is_nan() { x } else { T::ZERO }
    }
}

impl IntegerFunction for Signum {
    #[inline]
    fn integer<T: Integer>(&self, x: T) -> T {
        match x.cmp(&T::ZERO) {
            Ordering::Less => T::ZERO - T::ONE,
            Ordering::Equal => T::ZERO,
            Ordering::Greater => T::ONE,
        }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The sign of each element: −1, 0 or 1. Integers have it too.
    ///
    /// The sign of 0 is 0, as in PyTorch (and unlike `f64::signum`).
    ///
    /// Shape: `S → S`. Derivative: 0.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([-3.0, 0.0, 2.0]).signum(), tensor([-1.0, 0.0, 1.0]));
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "sign")]
    pub fn signum(&self) -> Self
    where
        E: Numeric,
    {
        E::apply(self, Signum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Signum, &[-3.0, -0.5, 0.5, 2.0]);
    }
}
