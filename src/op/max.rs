//! `max`, over everything, over one axis or several, and keeping them.

use crate::number::{Float, Ring};
use crate::op::extreme::extreme;
use crate::op::lane::each_lane;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{All, Along, HasAxis, Lanes, Reduced, Shape};
use crate::tensor::{Element, Scalar, Tensor};
use core::cmp::Ordering;

/// The rule of [`Tensor::max`] and [`Tensor::max_axis`]: the largest element of each lane.
#[derive(Debug, Clone, Copy)]
pub struct Max<L>(pub L);

impl<L: Copy + Default + 'static> Operation for Max<L> {
    const NAME: &'static str = "max";
    fn read(_: &[u32]) -> Self {
        Max(L::default())
    }
}

impl<T: Ring + PartialOrd, L: Lanes<S>, S: Shape> UnaryOp<T, S> for Max<L> {
    type Output = L::Reduced;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        for (y, lane) in y.iter_mut().zip(each_lane::<L, S>()) {
            *y = x[extreme(Ordering::Greater, x, lane)];
        }
    }
    #[inline]
    fn pullback(&self, x: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        for (&dy, lane) in dy.iter().zip(each_lane::<L, S>()) {
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
        self.unary(Max(All))
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
        self.unary(Max(Along::<I>))
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

    /// The largest elements along the axes `I` and `J` together, which both disappear. `I` is the axis further left; more axes,
    /// and keeping them, are [`max_over`](Self::max_over).
    ///
    /// Shape: `S → S` without the axes `I` and `J`. Derivative: 1 for each largest element (the first of equal ones), else 0.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]);
    /// assert_eq!(a.max_axes::<0, 2>(), tensor([6, 8]));
    /// ```
    #[inline]
    #[must_use]
    pub fn max_axes<const I: usize, const J: usize>(&self) -> Tensor<E, Reduced<S, (Along<I>, Along<J>)>>
    where
        (Along<I>, Along<J>): Lanes<S>,
    {
        self.max_over::<(Along<I>, Along<J>)>()
    }

    /// The largest elements along the axes that `L` names: [`Along`] one, a tuple of these from left to right, which disappear,
    /// or [`Keep`](crate::Keep) of either, which stay with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` without these axes, or with `One` for each. Derivative: 1 for each largest element (the first of equal ones), else 0.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = tensor([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]);
    /// assert_eq!(a.max_over::<(Along<0>, Along<1>, Along<2>)>(), 8);
    /// assert_eq!((a - a.max_over::<Keep<(Along<1>, Along<2>)>>()).sum(), -12);
    /// ```
    #[inline]
    #[must_use]
    pub fn max_over<L: Lanes<S>>(&self) -> Tensor<E, L::Reduced> {
        self.unary(Max(L::default()))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Along, Const, Keep, One, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> () { x.max() });
        check::everywhere!(|x: (Const<3>, Const<7>)| -> () { x.max() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<3>, Const<2>) { x.max_axis::<0>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<2>, Const<2>) { x.max_axis::<1>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<1>, Const<3>, Const<2>) { x.max_axis::<0>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<3>, Const<2>) { x.max_axis::<1>() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, One) { x.max_keepdim::<1>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<3>,) { x.max_axes::<0, 2>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<1>, Const<2>)| -> (One, Const<3>, One, One) {
            x.max_over::<Keep<(Along<0>, Along<2>, Along<3>)>>()
        });
    }

    #[test]
    fn nan_is_the_largest() {
        assert!(tensor([1.0, f64::NAN, 3.0]).max().item().is_nan());
        assert!(tensor([[f64::NAN, 1.0], [3.0, 2.0]]).max_axis::<0>()[[0]].is_nan());
    }
}
