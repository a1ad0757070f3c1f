//! `recip`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::recip`].
#[derive(Debug, Clone, Copy)]
pub struct Recip;

impl Operation for Recip {
    const NAME: &'static str = "recip";
    const ARITHMETIC: bool = true;
    fn read(_: &[u32]) -> Self {
        Recip
    }
}

impl Elementary for Recip {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.recip()
    }
    #[inline]
    fn slope<T: Float>(&self, _x: T, y: T) -> T {
        -(y * y)
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// 1/x of each element.
    ///
    /// Shape: `S → S`. Derivative: −1/x².
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([2.0, -4.0]).recip(), tensor([0.5, -0.25]));
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "reciprocal")]
    pub fn recip(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Recip)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Recip, &[-3.0, -0.5, 0.5, 7.0]);
    }
}
