//! `tanh`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Real, Tensor};

/// The rule of [`Tensor::tanh`].
#[derive(Debug, Clone, Copy)]
pub struct Tanh;

impl Operation for Tanh {
    const NAME: &'static str = "tanh";
    fn read(_: &[u32]) -> Self {
        Tanh
    }
}

impl Elementary for Tanh {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.tanh()
    }
    #[inline]
    fn slope<T: Float>(&self, _x: T, y: T) -> T {
        T::ONE - y * y
    }
}

impl<E: Real, S: Shape> Tensor<E, S> {
    /// The hyperbolic tangent of each element.
    ///
    /// Shape: `S → S`. Derivative: 1 − tanh²(x).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([0.0, 1e4]).tanh(), tensor([0.0, 1.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn tanh(&self) -> Self {
        self.elementwise(Tanh)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Tanh, &[-3.0, -0.5, 0.0, 2.0]);
    }
}
