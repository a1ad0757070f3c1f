//! `relu`.

use crate::number::{Elementary, Float, Integer, IntegerFunction, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Numeric, Tensor};

/// The rule of [`Tensor::relu`].
#[derive(Debug, Clone, Copy)]
pub struct Relu;

impl Operation for Relu {
    const NAME: &'static str = "relu";
    const ARITHMETIC: bool = true;
    fn read(_: &[u32]) -> Self {
        Relu
    }
}

impl Elementary for Relu {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        if x < T::ZERO { T::ZERO } else { x }
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        if x > T::ZERO { T::ONE } else if x.is_nan() { x } else { T::ZERO }
    }
}

impl IntegerFunction for Relu {
    #[inline]
    fn integer<T: Integer>(&self, x: T) -> T {
        if x < T::ZERO { T::ZERO } else { x }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// max(x, 0) of each element. Integers have it too.
    ///
    /// The slope at the kink is 0, as in PyTorch; NaN stays NaN.
    ///
    /// Shape: `S → S`. Derivative: 1 above 0, else 0.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([-1.0, 0.0, 2.0]).relu(), tensor([0.0, 0.0, 2.0]));
    /// assert_eq!(grad(|x| x.relu().sum(), &tensor([-1.0, 0.0, 2.0])), tensor([0.0, 0.0, 1.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn relu(&self) -> Self
    where
        E: Numeric,
    {
        E::apply(self, Relu)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Relu, &[-3.0, -0.5, 0.5, 2.0]);
    }
}
