//! `tan`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::tan`].
#[derive(Debug, Clone, Copy)]
pub struct Tan;

impl Operation for Tan {
    const NAME: &'static str = "tan";
    fn read(_: &[u32]) -> Self {
        Tan
    }
}

impl Elementary for Tan {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.tan()
    }
    #[inline]
    fn slope<T: Float>(&self, _x: T, y: T) -> T {
        T::ONE + y * y
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The tangent of each element (in radians).
    ///
    /// Shape: `S → S`. Derivative: 1 + tan²(x).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([0.0]).tan(), tensor([0.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn tan(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Tan)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Tan, &[-1.0, -0.5, 0.0, 1.2]);
    }
}
