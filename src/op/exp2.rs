//! `exp2`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::exp2`].
#[derive(Debug, Clone, Copy)]
pub struct Exp2;

impl Operation for Exp2 {
    const NAME: &'static str = "exp2";
    fn read(_: &[u32]) -> Self {
        Exp2
    }
}

impl Elementary for Exp2 {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.exp2()
    }
    #[inline]
    fn slope<T: Float>(&self, _x: T, y: T) -> T {
        y * T::from_f64(core::f64::consts::LN_2)
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// 2 to the power of each element.
    ///
    /// Shape: `S → S`. Derivative: ln 2 · 2ˣ.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([0.0, 3.0]).exp2(), tensor([1.0, 8.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn exp2(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Exp2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Exp2, &[-2.0, 0.0, 0.5, 3.0]);
    }
}
