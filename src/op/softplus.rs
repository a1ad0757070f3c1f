//! `softplus`.

use crate::number::{Elementary, Float, Primitive};
use crate::op::Sigmoid;
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::softplus`].
#[derive(Debug, Clone, Copy)]
pub struct Softplus;

impl Operation for Softplus {
    const NAME: &'static str = "softplus";
    fn read(_: &[u32]) -> Self {
        Softplus
    }
}

impl Elementary for Softplus {
    const USES_VALUE: bool = false;
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        // ln(1 + eˣ) = max(x, 0) + ln(1 + e to the power of −|x|), which cannot overflow.
        x.max(T::ZERO) + (-x.abs()).exp().ln_1p()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        x.apply(&Sigmoid)
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// ln(1 + eˣ) of each element, without overflow: a smooth [`relu`](Self::relu).
    ///
    /// Shape: `S → S`. Derivative: [`sigmoid`](Self::sigmoid)(x).
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([0.0, 1e4, -1e4]).softplus(), tensor([core::f64::consts::LN_2, 1e4, 0.0]));
    /// assert_eq!(grad(|x| x.softplus().sum(), &tensor([0.0, 1e4, -1e4])), tensor([0.5, 1.0, 0.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn softplus(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Softplus)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Softplus, &[-30.0, -3.0, -0.5, 0.0, 2.0]);
    }
}
