//! `cos`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::cos`].
#[derive(Debug, Clone, Copy)]
pub struct Cos;

impl Operation for Cos {
    const NAME: &'static str = "cos";
    fn read(_: &[u32]) -> Self {
        Cos
    }
}

impl Elementary for Cos {
    const USES_VALUE: bool = false;
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.cos()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        -x.sin()
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The cosine of each element (in radians).
    ///
    /// Shape: `S → S`. Derivative: −sin(x).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([0.0, core::f64::consts::PI]).cos(), tensor([1.0, -1.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn cos(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Cos)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Cos, &[-3.0, -0.5, 0.0, 7.0]);
    }
}
