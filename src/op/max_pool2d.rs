//! `max_pool2d`: the largest element of each window.

use crate::number::{Float, Ring};
use crate::op::extreme::extreme;
use crate::op::window::Pooling;
use crate::op::by_type::by_type;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{Pool, Pooled, Shape};
use crate::tensor::{Element, Tensor};
use core::cmp::Ordering;
use core::marker::PhantomData;

/// The rule of [`Tensor::max_pool2d`] and [`Tensor::max_pool1d`]: over the last `AXES` axes, to the shape `R`.
#[derive(Debug)]
pub struct MaxPool<const AXES: usize, const SIZE: usize, const STRIDE: usize, const PADDING: usize, R>(PhantomData<R>);

by_type!(MaxPool[const AXES: usize, const SIZE: usize, const STRIDE: usize, const PADDING: usize] R);

impl<const AXES: usize, const SIZE: usize, const STRIDE: usize, const PADDING: usize, R: Shape> Operation
    for MaxPool<AXES, SIZE, STRIDE, PADDING, R>
{
    const NAME: &'static str = "max_pool";
    fn read(_: &[u32]) -> Self {
        Self::default()
    }
}

impl<T: Ring + PartialOrd, const AXES: usize, const SIZE: usize, const STRIDE: usize, const PADDING: usize, S, R> UnaryOp<T, S>
    for MaxPool<AXES, SIZE, STRIDE, PADDING, R>
where
    S: Shape,
    R: Shape,
{
    type Output = R;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        for (y, pane) in y.iter_mut().zip(Pooling::<AXES, SIZE, STRIDE, PADDING, S, R>::panes()) {
            *y = x[extreme(Ordering::Greater, x, pane.lines().flatten())];
        }
    }
    #[inline]
    fn pullback(&self, x: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        for (&dy, pane) in dy.iter().zip(Pooling::<AXES, SIZE, STRIDE, PADDING, S, R>::panes()) {
            let at = extreme(Ordering::Greater, x, pane.lines().flatten());
            dx[at] = dx[at] + dy;
        }
    }
}

impl<E: Element<Number: Ring + PartialOrd>, S: Shape> Tensor<E, S> {
    /// The largest element of every window of `SIZE` by `SIZE` over the last two axes; NaN if there is one.
    ///
    /// Windows begin `STRIDE` rows and columns apart. `PADDING` rows and columns on each of the four sides never are the
    /// largest, as if they were −∞; they are at most half of a window.
    ///
    /// Shape: `(…, H, W) → (…, (H + 2·PADDING − SIZE)/STRIDE + 1, (W + 2·PADDING − SIZE)/STRIDE + 1)`,
    /// rounded down. Derivative: 1 for the largest element of each window (the first of equal ones, row by row), added
    /// over the windows; 0 for others.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let x = tensor([[1, 3, 2, 0], [5, 4, 0, 8]]);
    /// assert_eq!(x.max_pool2d::<2, 2, 0>(), tensor([[5, 8]]));
    /// assert_eq!(x.max_pool2d::<2, 1, 0>(), tensor([[5, 4, 8]]));
    ///
    /// let slope = grad(|x| x.max_pool2d::<2, 1, 0>().sum(), &tensor([[0.0, 7.0, 7.0], [7.0, 1.0, 2.0]]));
    /// assert_eq!(slope, tensor([[0.0, 2.0, 0.0], [0.0, 0.0, 0.0]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn max_pool2d<const SIZE: usize, const STRIDE: usize, const PADDING: usize>(
        &self,
    ) -> Tensor<E, Pooled<S, 2, SIZE, STRIDE, PADDING>>
    where
        S: Pool<2, SIZE, STRIDE, PADDING>,
    {
        self.max_pool2d_to::<SIZE, STRIDE, PADDING, _>()
    }

    /// The same where the caller names the shape of the result, for lengths that are not in the compiler's table.
    ///
    /// That the shapes fit is checked when the program is built (not yet at `cargo check`).
    ///
    /// Shape and derivative: as for [`max_pool2d`](Self::max_pool2d).
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let x = Matrix::<usize, 2, 1797>::from_fn(|[i, j]| i + j);
    /// let y: Matrix<usize, 1, 898> = x.max_pool2d_to::<2, 2, 0, _>();
    /// assert_eq!(y[[0, 897]], 1796);
    /// ```
    #[inline]
    #[must_use]
    pub fn max_pool2d_to<const SIZE: usize, const STRIDE: usize, const PADDING: usize, R: Shape>(
        &self,
    ) -> Tensor<E, R> {
        const { Pooling::<2, SIZE, STRIDE, PADDING, S, R>::SLIDES };
        Tensor(E::unary::<_, S>(MaxPool::<2, SIZE, STRIDE, PADDING, R>::default(), &self.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, grad, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>, Const<1>)| -> (Const<1>, Const<1>) { x.max_pool2d::<1, 1, 0>() });
        check::everywhere!(|x: (Const<3>, Const<4>)| -> (Const<2>, Const<3>) { x.max_pool2d::<2, 1, 0>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<4>)| -> (Const<2>, Const<2>, Const<2>) { x.max_pool2d::<3, 2, 1>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<3>)| -> (Const<2>, Const<1>, Const<1>, Const<1>) { x.max_pool2d::<3, 2, 0>() });
        check::everywhere!(|x: (Const<1>, Const<2>, Const<5>, Const<1>)| -> (Const<1>, Const<2>, Const<3>, Const<1>) { x.max_pool2d::<2, 2, 1>() });
    }

    #[test]
    fn equal_elements_and_nan() {
        let x = tensor([[2.0, 2.0, 2.0], [2.0, 2.0, 2.0]]);
        assert_eq!(grad(|x| x.max_pool2d::<2, 1, 0>().sum(), &x), tensor([[1.0, 1.0, 0.0], [0.0; 3]]));
        let y = tensor([[1.0, 9.0, 1.0], [1.0, f64::NAN, 1.0]]).max_pool2d::<2, 1, 0>();
        assert!(y.as_slice().iter().all(|y| y.is_nan()));
    }

    #[test]
    fn padding_is_never_the_largest() {
        let x = tensor([[-5.0, -7.0], [-6.0, f64::NEG_INFINITY]]);
        assert_eq!(x.max_pool2d::<2, 2, 1>(), x);
        assert_eq!(tensor([[-5, -7], [-6, -8]]).max_pool2d::<3, 1, 1>(), tensor([[-5; 2]; 2]));
    }
}
