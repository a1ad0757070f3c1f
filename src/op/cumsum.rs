//! `cumsum`: running sums, over everything and along one axis.

use crate::number::{Float, Ring};
use crate::op::lane::each_lane;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{All, Along, HasAxis, Lanes, Shape};
use crate::tensor::{Element, Tensor};

/// The rule of [`Tensor::cumsum`] and [`Tensor::cumsum_axis`]: the running sums of each lane.
#[derive(Debug, Clone, Copy)]
pub struct Cumsum<L>(pub L);

impl<L: Copy + Default + 'static> Operation for Cumsum<L> {
    const NAME: &'static str = "cumsum";
    fn read(_: &[u32]) -> Self {
        Cumsum(L::default())
    }
}

impl<T: Ring, L: Lanes<S>, S: Shape> UnaryOp<T, S> for Cumsum<L> {
    type Output = S;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        for lane in each_lane::<L, S>() {
            let mut sum = T::ZERO;
            for i in lane {
                sum = sum + x[i];
                y[i] = sum;
            }
        }
    }
    /// The running sums of the adjoints, from the end.
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        for lane in each_lane::<L, S>() {
            let mut sum = T::ZERO;
            for i in lane.rev() {
                sum = sum + dy[i];
                dx[i] = dx[i] + sum;
            }
        }
    }
}

impl<E: Element<Number: Ring>, S: Shape> Tensor<E, S> {
    /// Each element plus all before it, last axis fastest. The shape stays; [`flatten`](Tensor::flatten) or
    /// [`reshape`](Self::reshape) makes a vector of it.
    ///
    /// Shape: `S → S`. Derivative: 1 for each element of the sum.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[1, 2, 3], [4, 5, 6]]);
    /// assert_eq!(a.cumsum(), tensor([[1, 3, 6], [10, 15, 21]]));
    /// assert_eq!(a.cumsum().flatten(), tensor([1, 3, 6, 10, 15, 21]));
    /// ```
    #[inline]
    #[must_use]
    pub fn cumsum(&self) -> Self {
        self.unary(Cumsum(All))
    }

    /// Each element plus all before it along axis `I`.
    ///
    /// Shape: `S → S`. Derivative: 1 for each element of the sum.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[1, 2, 3], [4, 5, 6]]);
    /// assert_eq!(a.cumsum_axis::<1>(), tensor([[1, 3, 6], [4, 9, 15]]));
    /// assert_eq!(a.cumsum_axis::<0>(), tensor([[1, 2, 3], [5, 7, 9]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn cumsum_axis<const I: usize>(&self) -> Self
    where
        S: HasAxis<I>,
    {
        self.unary(Cumsum(Along::<I>))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> () { x.cumsum() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<3>) { x.cumsum() });
        check::everywhere!(|x: (Const<1>,)| -> (Const<1>,) { x.cumsum_axis::<0>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<3>, Const<2>) { x.cumsum_axis::<2>() });
    }
}
