//! `min`, over everything, over one axis or several, and keeping them.

use crate::number::{Float, Ring};
use crate::op::extreme::extreme;
use crate::op::lane::each_lane;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{All, Along, HasAxis, Lanes, Reduced, Shape};
use crate::tensor::{Element, Scalar, Tensor};
use core::cmp::Ordering;

/// The rule of [`Tensor::min`] and [`Tensor::min_axis`]: the smallest element of each lane.
#[derive(Debug, Clone, Copy)]
pub struct Min<L>(pub L);

impl<L: Copy + Default + 'static> Operation for Min<L> {
    const NAME: &'static str = "min";
    fn read(_: &[u32]) -> Self {
        Min(L::default())
    }
}

impl<T: Ring + PartialOrd, L: Lanes<S>, S: Shape> UnaryOp<T, S> for Min<L> {
    type Output = L::Reduced;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        for (y, lane) in y.iter_mut().zip(each_lane::<L, S>()) {
            *y = x[extreme(Ordering::Less, x, lane)];
        }
    }
    #[inline]
    fn pullback(&self, x: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        for (&dy, lane) in dy.iter().zip(each_lane::<L, S>()) {
            let at = extreme(Ordering::Less, x, lane);
            dx[at] = dx[at] + dy;
        }
    }
}

impl<E: Element<Number: Ring + PartialOrd>, S: Shape> Tensor<E, S> {
    /// The smallest element; NaN if there is one.
    ///
    /// Shape: `S → ()`. Derivative: 1 for the smallest element (the first of equal ones), 0 for the others.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([[3, 4], [1, 2]]).min(), 1);
    /// assert_eq!(grad(|x| x.min(), &tensor([3.0, 1.0, 1.0])), tensor([0.0, 1.0, 0.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn min(&self) -> Scalar<E> {
        self.unary(Min(All))
    }

    /// The smallest elements along axis `I`, which disappears.
    ///
    /// Shape: `S → S` without axis `I`. Derivative: 1 for each smallest element (the first of equal ones), else 0.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1, 4], [3, 2]]).min_axis::<0>(), tensor([1, 2]));
    /// ```
    #[inline]
    #[must_use]
    pub fn min_axis<const I: usize>(&self) -> Tensor<E, S::Removed>
    where
        S: HasAxis<I>,
    {
        self.unary(Min(Along::<I>))
    }

    /// The smallest elements along axis `I`, which stays with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` with `One` for axis `I`. Derivative: as for [`min_axis`](Self::min_axis).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[1.0, 3.0], [4.0, 2.0]]);
    /// assert_eq!(a - a.min_keepdim::<1>(), tensor([[0.0, 2.0], [2.0, 0.0]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn min_keepdim<const I: usize>(&self) -> Tensor<E, S::Kept>
    where
        S: HasAxis<I>,
    {
        self.min_axis::<I>().reshape()
    }

    /// The smallest elements along the axes `I` and `J` together, which both disappear. `I` is the axis further left; more axes,
    /// and keeping them, are [`min_over`](Self::min_over).
    ///
    /// Shape: `S → S` without the axes `I` and `J`. Derivative: 1 for each smallest element (the first of equal ones), else 0.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]);
    /// assert_eq!(a.min_axes::<0, 2>(), tensor([1, 3]));
    /// ```
    #[inline]
    #[must_use]
    pub fn min_axes<const I: usize, const J: usize>(&self) -> Tensor<E, Reduced<S, (Along<I>, Along<J>)>>
    where
        (Along<I>, Along<J>): Lanes<S>,
    {
        self.min_over::<(Along<I>, Along<J>)>()
    }

    /// The smallest elements along the axes that `L` names: [`Along`] one, a tuple of these from left to right, which disappear,
    /// or [`Keep`](crate::Keep) of either, which stay with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` without these axes, or with `One` for each. Derivative: 1 for each smallest element (the first of equal ones), else 0.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = tensor([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]);
    /// assert_eq!(a.min_over::<(Along<0>, Along<1>, Along<2>)>(), 1);
    /// assert_eq!((a - a.min_over::<Keep<(Along<1>, Along<2>)>>()).sum(), 12);
    /// ```
    #[inline]
    #[must_use]
    pub fn min_over<L: Lanes<S>>(&self) -> Tensor<E, L::Reduced> {
        self.unary(Min(L::default()))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Along, Const, Keep, One, grad, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> () { x.min() });
        check::everywhere!(|x: (Const<3>, Const<7>)| -> () { x.min() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<2>) { x.min_axis::<2>() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, One) { x.min_keepdim::<1>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<3>,) { x.min_axes::<0, 2>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<1>, Const<2>)| -> (One, Const<3>, One, One) {
            x.min_over::<Keep<(Along<0>, Along<2>, Along<3>)>>()
        });
    }

    #[test]
    fn ties_go_to_the_first_and_nan_wins() {
        let x = tensor([[2.0, 1.0], [2.0, 1.0]]);
        assert_eq!(grad(|x| x.min_axis::<0>().sum(), &x), tensor([[1.0, 1.0], [0.0, 0.0]]));
        assert!(tensor([1.0, f64::NAN, 0.0]).min().item().is_nan());
        assert!(tensor([[f64::NAN, 1.0], [3.0, 2.0]]).min_axis::<0>()[[0]].is_nan());
    }
}
