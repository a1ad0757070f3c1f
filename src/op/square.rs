//! `square`.

use crate::number::{Elementary, Float, Integer, IntegerFunction, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Numeric, Tensor};

/// The rule of [`Tensor::square`].
#[derive(Debug, Clone, Copy)]
pub struct Square;

impl Operation for Square {
    const NAME: &'static str = "square";
    const ARITHMETIC: bool = true;
    fn read(_: &[u32]) -> Self {
        Square
    }
}

impl Elementary for Square {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x * x
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        x + x
    }
}

impl IntegerFunction for Square {
    #[inline]
    fn integer<T: Integer>(&self, x: T) -> T {
        x * x
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// x² of each element. Integers have it too.
    ///
    /// Shape: `S → S`. Derivative: 2x.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([2.0, -3.0]).square(), tensor([4.0, 9.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn square(&self) -> Self
    where
        E: Numeric,
    {
        E::apply(self, Square)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Square, &[-3.0, -0.5, 0.0, 7.0]);
    }
}
