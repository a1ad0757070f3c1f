//! `max_pool1d`: the largest element of each window.

use crate::number::Ring;
use crate::op::MaxPool;
use crate::op::window::Pooling;
use crate::shape::{Pool, Pooled, Shape};
use crate::tensor::{Element, Tensor};

impl<E: Element<Number: Ring + PartialOrd>, S: Shape> Tensor<E, S> {
    /// The largest element of every window of `SIZE` along the last axis; NaN if there is one.
    ///
    /// Windows begin `STRIDE` places apart. `PADDING` places at either end never are the largest, as if they were −∞;
    /// they are at most half of a window.
    ///
    /// Shape: `(…, L) → (…, (L + 2·PADDING − SIZE)/STRIDE + 1)`, rounded down. Derivative: 1 for the largest element of each
    /// window (the first of equal ones), added over the windows; 0 for others.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let x = tensor([[3, 1, 2, 5], [-1, -2, -3, -4]]);
    /// assert_eq!(x.max_pool1d::<2, 2, 0>(), tensor([[3, 5], [-1, -3]]));
    /// assert_eq!(x.max_pool1d::<3, 2, 1>(), tensor([[3, 5], [-1, -2]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn max_pool1d<const SIZE: usize, const STRIDE: usize, const PADDING: usize>(
        &self,
    ) -> Tensor<E, Pooled<S, 1, SIZE, STRIDE, PADDING>>
    where
        S: Pool<1, SIZE, STRIDE, PADDING>,
    {
        self.max_pool1d_to::<SIZE, STRIDE, PADDING, _>()
    }

    /// The same where the caller names the shape of the result, for lengths that are not in the compiler's table.
    ///
    /// That the shapes fit is checked when the program is built (not yet at `cargo check`).
    ///
    /// Shape and derivative: as for [`max_pool1d`](Self::max_pool1d).
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let y: Vector<i32, 898> = Vector::<i32, 1797>::arange().max_pool1d_to::<2, 2, 0, _>();
    /// assert_eq!(y[[897]], 1795);
    /// ```
    #[inline]
    #[must_use]
    pub fn max_pool1d_to<const SIZE: usize, const STRIDE: usize, const PADDING: usize, R: Shape>(
        &self,
    ) -> Tensor<E, R> {
        const { Pooling::<1, SIZE, STRIDE, PADDING, S, R>::SLIDES };
        Tensor(E::unary::<_, S>(MaxPool::<1, SIZE, STRIDE, PADDING, R>::default(), &self.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, grad, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>,)| -> (Const<1>,) { x.max_pool1d::<1, 1, 0>() });
        check::everywhere!(|x: (Const<5>,)| -> (Const<2>,) { x.max_pool1d::<2, 2, 0>() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<1>) { x.max_pool1d::<3, 1, 0>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<2>, Const<4>)| -> (Const<2>, Const<1>, Const<2>, Const<2>) { x.max_pool1d::<3, 2, 1>() });
    }

    #[test]
    fn the_places_behind_the_last_window_are_in_none() {
        assert_eq!(tensor([1, 2, 9]).max_pool1d::<2, 2, 0>(), tensor([2]));
        assert_eq!(grad(|x| x.max_pool1d::<2, 2, 0>().sum(), &tensor([1.0, 2.0, 9.0])), tensor([0.0, 1.0, 0.0]));
    }
}
