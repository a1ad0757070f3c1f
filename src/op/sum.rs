//! `sum`, over everything, over one axis, and keeping that axis.

use crate::kernel::sum_rows;
use crate::number::{Float, Ring};
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{require, Dim, HasAxis, Shape, WithoutTwo};
use crate::tensor::{Element, Scalar, Tensor};

/// The rule of [`Tensor::sum`].
#[derive(Debug, Clone, Copy)]
pub struct Sum;

impl Operation for Sum {
    const NAME: &'static str = "sum";
    fn read(_: &[u32]) -> Self {
        Sum
    }
}

impl<T: Ring, S: Shape> UnaryOp<T, S> for Sum {
    type Output = ();
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        y[0] = T::sum(x);
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        for dx in dx {
            *dx = *dx + dy[0];
        }
    }
}

/// The rule of [`Tensor::sum_axis`].
#[derive(Debug, Clone, Copy)]
pub struct SumAxis<const I: usize>;

impl<const I: usize> Operation for SumAxis<I> {
    const NAME: &'static str = "sum_axis";
    fn read(_: &[u32]) -> Self {
        SumAxis
    }
}

impl<T: Ring, const I: usize, S: HasAxis<I>> UnaryOp<T, S> for SumAxis<I> {
    type Output = S::Removed;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        let n = S::Axis::SIZE;
        if S::INNER == 1 {
            for (y, lane) in y.iter_mut().zip(x.chunks_exact(n)) {
                *y = T::sum(lane);
            }
        } else {
            for (y, slab) in y.chunks_exact_mut(S::INNER).zip(x.chunks_exact(n * S::INNER)) {
                sum_rows(slab, y);
            }
        }
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        let n = S::Axis::SIZE;
        for (dy, slab) in dy.chunks_exact(S::INNER).zip(dx.chunks_exact_mut(n * S::INNER)) {
            for row in slab.chunks_exact_mut(S::INNER) {
                for (dx, &dy) in row.iter_mut().zip(dy) {
                    *dx = *dx + dy;
                }
            }
        }
    }
}

impl<E: Element<Number: Ring>, S: Shape> Tensor<E, S> {
    /// The sum of all elements.
    ///
    /// Shape: `S → ()`. Derivative: 1 for every element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1, 2], [3, 4]]).sum(), 10);
    /// ```
    #[inline]
    #[must_use]
    pub fn sum(&self) -> Scalar<E> {
        Tensor(E::unary::<Sum, S>(Sum, &self.0))
    }

    /// The sums along axis `I`, which disappears.
    ///
    /// Shape: `S → S` without axis `I`. Derivative: 1 for every element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[1, 2, 3], [4, 5, 6]]);
    /// assert_eq!(a.sum_axis::<0>(), tensor([5, 7, 9]));
    /// assert_eq!(a.sum_axis::<1>(), tensor([6, 15]));
    /// ```
    #[inline]
    #[must_use]
    pub fn sum_axis<const I: usize>(&self) -> Tensor<E, S::Removed>
    where
        S: HasAxis<I>,
    {
        Tensor(E::unary::<SumAxis<I>, S>(SumAxis, &self.0))
    }

    /// The sums along axis `I`, which stays with length 1 ([`One`](crate::One)), so that the result broadcasts against
    /// the tensor it came from.
    ///
    /// Shape: `S → S` with `One` for axis `I`. Derivative: 1 for every element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[1.0, 3.0], [4.0, 4.0]]);
    /// assert_eq!(a / a.sum_keepdim::<1>(), tensor([[0.25, 0.75], [0.5, 0.5]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn sum_keepdim<const I: usize>(&self) -> Tensor<E, S::Kept>
    where
        S: HasAxis<I>,
    {
        self.sum_axis::<I>().reshape()
    }

    /// The sums along the axes `I` and `J`, which both disappear. `I` is the axis further left.
    ///
    /// Shape: `S → S` without the axes `I` and `J`. Derivative: 1 for every element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]);
    /// assert_eq!(a.sum_axes::<0, 2>(), tensor([1 + 2 + 5 + 6, 3 + 4 + 7 + 8]));
    /// ```
    #[inline]
    #[must_use]
    pub fn sum_axes<const I: usize, const J: usize>(&self) -> Tensor<E, WithoutTwo<S, I, J>>
    where
        S: HasAxis<J, Removed: HasAxis<I>>,
    {
        const { require(I < J, "sum_axes: the axes are named from left to right") }
        self.sum_axis::<J>().sum_axis::<I>()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, One, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> () { x.sum() });
        check::everywhere!(|x: (Const<3>, Const<7>)| -> () { x.sum() });
        check::everywhere!(|x: (Const<3>,)| -> () { x.sum_axis::<0>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<3>, Const<2>) { x.sum_axis::<0>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<2>, Const<2>) { x.sum_axis::<1>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<2>, Const<3>, One) { x.sum_keepdim::<2>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<1>, Const<2>)| -> (Const<3>, Const<1>) { x.sum_axes::<0, 3>() });
    }
}
