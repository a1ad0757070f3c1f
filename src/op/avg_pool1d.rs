//! `avg_pool1d`: the mean of each window.

use crate::op::AvgPool;
use crate::op::window::Pooling;
use crate::shape::{Pool, Pooled, Shape};
use crate::tensor::{Element, Real, Tensor};

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The mean of every window of `SIZE` along the last axis.
    ///
    /// Windows begin `STRIDE` places apart. `PADDING` zeros at either end count as elements, so every window is divided by
    /// `SIZE`; they are at most half of a window.
    ///
    /// Shape: `(…, L) → (…, (L + 2·PADDING − SIZE)/STRIDE + 1)`, rounded down. Derivative: 1/`SIZE` for every element of each
    /// window, added over the windows.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let x = tensor([1.0, 3.0, 5.0, 9.0]);
    /// assert_eq!(x.avg_pool1d::<2, 2, 0>(), tensor([2.0, 7.0]));
    /// assert_eq!(x.avg_pool1d::<2, 2, 1>(), tensor([0.5, 4.0, 4.5]));
    /// ```
    #[inline]
    #[must_use]
    pub fn avg_pool1d<const SIZE: usize, const STRIDE: usize, const PADDING: usize>(
        &self,
    ) -> Tensor<E, Pooled<S, 1, SIZE, STRIDE, PADDING>>
    where
        E: Real,
        S: Pool<1, SIZE, STRIDE, PADDING>,
    {
        self.avg_pool1d_to::<SIZE, STRIDE, PADDING, _>()
    }

    /// The same where the caller names the shape of the result, for lengths that are not in the compiler's table.
    ///
    /// That the shapes fit is checked when the program is built (not yet at `cargo check`).
    ///
    /// Shape and derivative: as for [`avg_pool1d`](Self::avg_pool1d).
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let y: Vector<f64, 1796> = Vector::<f64, 1797>::arange().avg_pool1d_to::<2, 1, 0, _>();
    /// assert_eq!(y[[1795]], 1795.5);
    /// ```
    #[inline]
    #[must_use]
    pub fn avg_pool1d_to<const SIZE: usize, const STRIDE: usize, const PADDING: usize, R: Shape>(
        &self,
    ) -> Tensor<E, R>
    where
        E: Real,
    {
        const { Pooling::<1, SIZE, STRIDE, PADDING, S, R>::SLIDES };
        Tensor(E::unary::<_, S>(AvgPool::<1, SIZE, STRIDE, PADDING, R>::default(), &self.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>,)| -> (Const<1>,) { x.avg_pool1d::<1, 1, 0>() });
        check::everywhere!(|x: (Const<5>,)| -> (Const<2>,) { x.avg_pool1d::<2, 2, 0>() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<1>) { x.avg_pool1d::<3, 1, 0>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<2>, Const<4>)| -> (Const<2>, Const<1>, Const<2>, Const<2>) { x.avg_pool1d::<3, 2, 1>() });
    }
}
