//! `silu`.

use crate::number::{Elementary, Float, Primitive};
use crate::op::Sigmoid;
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::silu`].
#[derive(Debug, Clone, Copy)]
pub struct Silu;

impl Operation for Silu {
    const NAME: &'static str = "silu";
    fn read(_: &[u32]) -> Self {
        Silu
    }
}

impl Elementary for Silu {
    const USES_VALUE: bool = false;
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        // The exponential is the stronger one: −∞·0 is 0 here.
        Sigmoid.value(x).times_slope(x)
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        let s = x.apply(&Sigmoid);
        // The product is y; where s is 0 it is 0, also at −∞.
        s + (-x).apply(&Sigmoid).times_slope(s.times_slope(x))
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// x·sigmoid(x) of each element, also called swish.
    ///
    /// Shape: `S → S`. Derivative: s + y(1 − s), where s is sigmoid(x).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([0.0, 1e4, -1e4]).silu(), tensor([0.0, 1e4, 0.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn silu(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Silu)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Silu, &[-30.0, -3.0, -0.5, 0.0, 2.0]);
    }

    #[test]
    fn far_out_it_is_a_ramp() {
        let x = crate::tensor([1e4, -1e4, f64::INFINITY, f64::NEG_INFINITY]);
        assert_eq!(x.silu(), crate::tensor([1e4, 0.0, f64::INFINITY, 0.0]));
        assert_eq!(crate::grad(|x| x.silu().sum(), &x), crate::tensor([1.0, 0.0, 1.0, 0.0]));
    }
}
