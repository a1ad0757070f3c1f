//! `huber`: an error that is squared where it is small and absolute where it is large.

use crate::number::Float;
use crate::rule::{Elementwise, Operation, Pairwise};
use crate::shape::{Broadcast, Shape};
use crate::tensor::{Element, Real, Scalar, Tensor};

/// The rule of [`Tensor::huber`], for one difference. Delta is the second operand, a constant.
#[derive(Debug, Clone, Copy)]
pub struct Huber;

impl Operation for Huber {
    const NAME: &'static str = "huber";
    fn read(_: &[u32]) -> Self {
        Huber
    }
}

impl Elementwise for Huber {}

impl<T: Float> Pairwise<T> for Huber {
    #[inline]
    fn value(&self, d: T, delta: T) -> T {
        let (half, size) = (T::from_f64(0.5), d.abs());
        if size <= delta { half * d * d } else { delta * (size - half * delta) }
    }
    #[inline]
    fn slope_lhs(&self, d: T, delta: T, _y: T) -> T {
        if d > delta {
            delta
        } else if d < -delta {
            -delta
        } else {
            d
        }
    }
    #[inline]
    fn slope_rhs(&self, d: T, delta: T, _y: T) -> T {
        let size = d.abs();
        if size <= delta { T::ZERO } else { size - delta }
    }
}

impl<E: Element, A: Shape> Tensor<E, A> {
    /// The mean of Huber's error of the differences d = a − b, both tensors broadcast together: d²/2 up to |d| = `delta`,
    /// the tangent `delta`·(|d| − `delta`/2) beyond.
    ///
    /// Shape: `A, B → ()`. Derivative: d/n by `self`, at most ±`delta`/n, and its negative by `target`.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1.0, 2.0]).huber(&tensor([2.0, 5.0]), 2.0), 0.5 * (0.5 + 4.0));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn huber<B: Shape>(&self, target: &Tensor<E, B>, delta: f64) -> Scalar<E>
    where
        E: Real,
        A: Broadcast<B>,
    {
        (self - target).binary(Huber, &self.literal(delta)).mean()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Const, grad, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::pairs!(|d, delta| { d.binary(Huber, &delta) }, [(1.0, 2.0), (0.5, 1.5), (-3.0, 0.5), (7.0, 0.7)]);
        check::everywhere!(|a: (Const<2>, Const<3>), b: (Const<3>,)| -> () { a.huber(&b, 1.05) });
        check::everywhere!(|a: (), b: ()| -> () { a.huber(&b, 0.5) });
    }

    #[test]
    fn large_differences_are_cut_and_nan_stays() {
        let (a, b) = (tensor([1e4, -1e4, 1.0, 0.0]), tensor([0.0, 0.0, 0.0, 0.0]));
        assert_eq!(a.huber(&b, 1.0), (9_999.5 + 9_999.5 + 0.5) / 4.0);
        assert_eq!(grad(|a| a.huber(&a.lift(b), 1.0), &a), tensor([0.25, -0.25, 0.25, 0.0]));
        assert!(tensor(f64::NAN).huber(&tensor(0.0), 1.0).item().is_nan());
    }
}
