//! `avg_pool2d`: the mean of each window.

use crate::number::Float;
use crate::op::window::Pooling;
use crate::op::by_type::by_type;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{Pool, Pooled, Shape};
use crate::tensor::{Element, Real, Tensor};
use core::marker::PhantomData;

/// The rule of [`Tensor::avg_pool2d`] and [`Tensor::avg_pool1d`]: over the last `AXES` axes, to the shape `R`.
#[derive(Debug)]
pub struct AvgPool<const AXES: usize, const SIZE: usize, const STRIDE: usize, const PADDING: usize, R>(PhantomData<R>);

by_type!(AvgPool[const AXES: usize, const SIZE: usize, const STRIDE: usize, const PADDING: usize] R);

impl<const AXES: usize, const SIZE: usize, const STRIDE: usize, const PADDING: usize, R: Shape> Operation
    for AvgPool<AXES, SIZE, STRIDE, PADDING, R>
{
    const NAME: &'static str = "avg_pool";
    fn read(_: &[u32]) -> Self {
        Self::default()
    }
}

impl<T: Float, const AXES: usize, const SIZE: usize, const STRIDE: usize, const PADDING: usize, S, R> UnaryOp<T, S>
    for AvgPool<AXES, SIZE, STRIDE, PADDING, R>
where
    S: Shape,
    R: Shape,
{
    type Output = R;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        let n = T::from_f64(Pooling::<AXES, SIZE, STRIDE, PADDING, S, R>::PLACES);
        for (y, pane) in y.iter_mut().zip(Pooling::<AXES, SIZE, STRIDE, PADDING, S, R>::panes()) {
            *y = pane.lines().fold(T::ZERO, |sum, line| sum + T::sum(&x[line])) / n;
        }
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T]) {
        let n = T::from_f64(Pooling::<AXES, SIZE, STRIDE, PADDING, S, R>::PLACES);
        for (&dy, pane) in dy.iter().zip(Pooling::<AXES, SIZE, STRIDE, PADDING, S, R>::panes()) {
            let dy = dy / n;
            for line in pane.lines() {
                for dx in &mut dx[line] {
                    *dx = *dx + dy;
                }
            }
        }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The mean of every window of `SIZE` by `SIZE` over the last two axes.
    ///
    /// Windows begin `STRIDE` rows and columns apart. `PADDING` rows and columns of zeros on each of the four sides count as
    /// elements, so every window is divided by `SIZE²`; they are at most half of a window.
    ///
    /// Shape: `(…, H, W) → (…, (H + 2·PADDING − SIZE)/STRIDE + 1, (W + 2·PADDING − SIZE)/STRIDE + 1)`,
    /// rounded down. Derivative: 1/`SIZE²` for every element of each window, added over the windows.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let x = tensor([[1.0, 3.0, 2.0, 0.0], [5.0, 3.0, 0.0, 8.0]]);
    /// assert_eq!(x.avg_pool2d::<2, 2, 0>(), tensor([[3.0, 2.5]]));
    /// assert_eq!(x.avg_pool2d::<2, 2, 1>(), tensor([[0.25, 1.25, 0.0], [1.25, 0.75, 2.0]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn avg_pool2d<const SIZE: usize, const STRIDE: usize, const PADDING: usize>(
        &self,
    ) -> Tensor<E, Pooled<S, 2, SIZE, STRIDE, PADDING>>
    where
        E: Real,
        S: Pool<2, SIZE, STRIDE, PADDING>,
    {
        self.avg_pool2d_to::<SIZE, STRIDE, PADDING, _>()
    }

    /// The same where the caller names the shape of the result, for lengths that are not in the compiler's table.
    ///
    /// That the shapes fit is checked when the program is built (not yet at `cargo check`).
    ///
    /// Shape and derivative: as for [`avg_pool2d`](Self::avg_pool2d).
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let y: Matrix<f64, 1, 898> = Matrix::<f64, 2, 1797>::ones().avg_pool2d_to::<2, 2, 0, _>();
    /// assert_eq!(y, Tensor::ones());
    /// ```
    #[inline]
    #[must_use]
    pub fn avg_pool2d_to<const SIZE: usize, const STRIDE: usize, const PADDING: usize, R: Shape>(
        &self,
    ) -> Tensor<E, R>
    where
        E: Real,
    {
        const { Pooling::<2, SIZE, STRIDE, PADDING, S, R>::SLIDES };
        Tensor(E::unary::<_, S>(AvgPool::<2, SIZE, STRIDE, PADDING, R>::default(), &self.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, grad, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>, Const<1>)| -> (Const<1>, Const<1>) { x.avg_pool2d::<1, 1, 0>() });
        check::everywhere!(|x: (Const<3>, Const<4>)| -> (Const<2>, Const<3>) { x.avg_pool2d::<2, 1, 0>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<4>)| -> (Const<2>, Const<2>, Const<2>) { x.avg_pool2d::<3, 2, 1>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<3>)| -> (Const<2>, Const<1>, Const<1>, Const<1>) { x.avg_pool2d::<3, 2, 0>() });
        check::everywhere!(|x: (Const<1>, Const<2>, Const<5>, Const<1>)| -> (Const<1>, Const<2>, Const<3>, Const<1>) { x.avg_pool2d::<2, 2, 1>() });
    }

    #[test]
    fn overlapping_windows_add_up() {
        let slope = grad(|x| x.avg_pool2d::<2, 1, 0>().sum(), &tensor([[0.0; 3]; 3]));
        assert_eq!(slope, tensor([[0.25, 0.5, 0.25], [0.5, 1.0, 0.5], [0.25, 0.5, 0.25]]));
    }
}
