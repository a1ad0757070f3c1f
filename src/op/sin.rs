//! `sin`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::sin`].
#[derive(Debug, Clone, Copy)]
pub struct Sin;

impl Operation for Sin {
    const NAME: &'static str = "sin";
    fn read(_: &[u32]) -> Self {
        Sin
    }
}

impl Elementary for Sin {
    const USES_VALUE: bool = false;
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.sin()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        x.cos()
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The sine of each element (in radians).
    ///
    /// Shape: `S → S`. Derivative: cos(x).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([0.0, core::f64::consts::FRAC_PI_2]).sin(), tensor([0.0, 1.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn sin(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Sin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Sin, &[-3.0, -0.5, 0.0, 7.0]);
    }
}
