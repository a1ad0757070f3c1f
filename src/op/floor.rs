//! `floor`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::floor`].
#[derive(Debug, Clone, Copy)]
pub struct Floor;

impl Operation for Floor {
    const NAME: &'static str = "floor";
    const ARITHMETIC: bool = true;
    fn read(_: &[u32]) -> Self {
        Floor
    }
}

impl Elementary for Floor {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.floor()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        if x.is_nan() { x } else { T::ZERO }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// Each element rounded down.
    ///
    /// Shape: `S → S`. Derivative: 0.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([-1.5, 2.5]).floor(), tensor([-2.0, 2.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn floor(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Floor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Floor, &[-3.3, -0.5, 0.5, 2.2]);
    }
}
