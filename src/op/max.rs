//! `max`, over everything, over one axis, and keeping that axis.

use crate::number::{Float, Ring};
use crate::op::extreme::extreme;
use crate::op::lane::lanes;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{HasAxis, Shape};
use crate::tensor::{Element, Scalar, Tensor};
use core::cmp::Ordering;

/// The rule of [`Tensor::max`].
#[derive(Debug, Clone, Copy)]
pub struct Max;

impl Operation for Max {
    const NAME: &'static str = "max";
    fn read(_: &[u32]) -> Self {
        Max
    }
}

impl<T: Ring + PartialOrd, S: Shape> UnaryOp<T, S> for Max {
    type Output = ();
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        y[0] = x[extreme(Ordering::Greater, x, 0..x.len())];
    }
    #[inline]
    fn pullback(&self, x: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        let at = extreme(Ordering::Greater, x, 0..x.len());
        dx[at] = dx[at] + dy[0];
    }
}

/// The rule of [`Tensor::max_axis`].
#[derive(Debug, Clone, Copy)]
pub struct MaxAxis<const I: usize>;

impl<const I: usize> Operation for MaxAxis<I> {
    const NAME: &'static str = "max_axis";
    fn read(_: &[u32]) -> Self {
        MaxAxis
    }
}

impl<T: Ring + PartialOrd, const I: usize, S: HasAxis<I>> UnaryOp<T, S> for MaxAxis<I> {
    type Output = S::Removed;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        for (y, lane) in y.iter_mut().zip(lanes::<I, S>()) {
            *y = x[extreme(Ordering::Greater, x, lane)];
        }
    }
    #[inline]
    fn pullback(&self, x: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        for (&dy, lane) in dy.iter().zip(lanes::<I, S>()) {
            let at = extreme(Ordering::Greater, x, lane);
            dx[at] = dx[at] + dy;
        }
    }
}

impl<E: Element<Number: Ring + PartialOrd>, S: Shape> Tensor<E, S> {
    /// The largest element; NaN if there is one.
    ///
    /// Shape: `S → ()`. Derivative: 1 for the largest element (the first of equal ones), 0 for the others.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([[1, 4], [3, 2]]).max(), 4);
    /// assert_eq!(grad(|x| x.max(), &tensor([1.0, 3.0, 3.0])), tensor([0.0, 1.0, 0.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn max(&self) -> Scalar<E> {
        Tensor(E::unary::<Max, S>(Max, &self.0))
    }

    /// The largest elements along axis `I`, which disappears.
    ///
    /// Shape: `S → S` without axis `I`. Derivative: 1 for each largest element (the first of equal ones), else 0.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1, 4], [3, 2]]).max_axis::<0>(), tensor([3, 4]));
    /// ```
    #[inline]
    #[must_use]
    pub fn max_axis<const I: usize>(&self) -> Tensor<E, S::Removed>
    where
        S: HasAxis<I>,
    {
        Tensor(E::unary::<MaxAxis<I>, S>(MaxAxis, &self.0))
    }

    /// The largest elements along axis `I`, which stays with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` with `One` for axis `I`. Derivative: as for [`max_axis`](Self::max_axis).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[1.0, 3.0], [4.0, 2.0]]);
    /// assert_eq!(a - a.max_keepdim::<1>(), tensor([[-2.0, 0.0], [0.0, -2.0]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn max_keepdim<const I: usize>(&self) -> Tensor<E, S::Kept>
    where
        S: HasAxis<I>,
    {
        self.max_axis::<I>().reshape()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, One, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> () { x.max() });
        check::everywhere!(|x: (Const<3>, Const<7>)| -> () { x.max() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<3>, Const<2>) { x.max_axis::<0>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<2>, Const<2>) { x.max_axis::<1>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<1>, Const<3>, Const<2>) { x.max_axis::<0>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<3>, Const<2>) { x.max_axis::<1>() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, One) { x.max_keepdim::<1>() });
    }

    #[test]
    fn nan_is_the_largest() {
        assert!(tensor([1.0, f64::NAN, 3.0]).max().item().is_nan());
        assert!(tensor([[f64::NAN, 1.0], [3.0, 2.0]]).max_axis::<0>()[[0]].is_nan());
    }
}
