//! `rsqrt`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::rsqrt`].
#[derive(Debug, Clone, Copy)]
pub struct Rsqrt;

impl Operation for Rsqrt {
    const NAME: &'static str = "rsqrt";
    fn read(_: &[u32]) -> Self {
        Rsqrt
    }
}

impl Elementary for Rsqrt {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.sqrt().recip()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, y: T) -> T {
        T::from_f64(-0.5) * y / x
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// 1/√x of each element.
    ///
    /// Of 0 it is ∞, of a negative number NaN.
    ///
    /// Shape: `S → S`. Derivative: −1/(2x√x).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([4.0, 0.25]).rsqrt(), tensor([0.5, 2.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn rsqrt(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Rsqrt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Rsqrt, &[0.3, 0.5, 1.0, 7.0]);
    }

    #[test]
    fn zero_is_infinite_and_infinity_zero() {
        let (zero, infinity) = (0.0, f64::INFINITY);
        assert_eq!(crate::tensor([zero, infinity]).rsqrt(), crate::tensor([infinity, zero]));
        assert_eq!(crate::derivative(|x| x.rsqrt(), zero), -infinity);
        assert_eq!(crate::derivative(|x| x.rsqrt(), infinity), 0.0);
    }
}
