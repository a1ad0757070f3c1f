//! `conv1d`: windows of signals times weights.

use crate::number::Ring;
use crate::op::Convolution;
use crate::op::window::Convolving;
use crate::shape::{Convolve1d, Convolved1d, Shape};
use crate::tensor::{Element, Tensor};

impl<E: Element<Number: Ring>, S: Shape> Tensor<E, S> {
    /// The convolution of signals: every window, as long as a weight, times that weight.
    ///
    /// As everywhere in deep learning this is a cross-correlation: the weight is not turned around. Windows begin `STRIDE`
    /// places apart, on signals with `PADDING` zeros at either end. The zeros are numbers like others: against an
    /// infinite weight they make NaN. The signals come with any batch axes, or with none. A bias is added by
    /// broadcasting, in the shape `(COUT, One)`.
    ///
    /// Shape: `(…, CIN, L), (COUT, CIN, K) → (…, COUT, (L + 2·PADDING − K)/STRIDE + 1)`, rounded down. Derivative: by the
    /// signals, each weight times its dy, added to every place that the window saw; by a weight, everything its windows
    /// saw, times their dy.
    ///
    /// Differences of neighbours, and sums over three of them:
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let squares = tensor([[0, 1, 4, 9, 16]]); // one channel
    /// assert_eq!(squares.conv1d::<1, 0, _>(&tensor([[[-1, 1]]])), tensor([[1, 3, 5, 7]]));
    /// assert_eq!(squares.conv1d::<2, 1, _>(&tensor([[[1, 1, 1]]])), tensor([[1, 14, 25]]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn conv1d<const STRIDE: usize, const PADDING: usize, W>(
        &self,
        weight: &Tensor<E, W>,
    ) -> Tensor<E, Convolved1d<S, W, STRIDE, PADDING>>
    where
        W: Convolve1d<S, STRIDE, PADDING>,
    {
        self.conv1d_to::<STRIDE, PADDING, _, W>(weight)
    }

    /// The same where the caller names the shape of the result, for lengths that are not in the compiler's table.
    ///
    /// That the shapes fit is checked when the program is built (not yet at `cargo check`).
    ///
    /// Shape and derivative: as for [`conv1d`](Self::conv1d).
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let signal = Matrix::<usize, 1, 1797>::from_fn(|[_, i]| i * i);
    /// let sums: Matrix<usize, 1, 1796> = signal.conv1d_to::<1, 0, _, _>(&tensor([[[1, 1]]]));
    /// assert_eq!(sums[[0, 3]], 9 + 16);
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn conv1d_to<const STRIDE: usize, const PADDING: usize, R: Shape, W: Shape>(
        &self,
        weight: &Tensor<E, W>,
    ) -> Tensor<E, R> {
        const { Convolving::<1, STRIDE, PADDING, S, W, R>::WINDOWS };
        let rule = Convolution::<1, STRIDE, PADDING, R>::default();
        Tensor(E::binary::<_, S, W>(rule, &self.0, &weight.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>, Const<1>), w: (Const<1>, Const<1>, Const<1>)| -> (Const<1>, Const<1>) { x.conv1d::<1, 0, _>(&w) });
        check::everywhere!(|x: (Const<2>, Const<7>), w: (Const<3>, Const<2>, Const<2>)| -> (Const<3>, Const<3>) { x.conv1d::<2, 0, _>(&w) });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>), w: (Const<2>, Const<1>, Const<3>)| -> (Const<2>, Const<2>, Const<3>) { x.conv1d::<1, 1, _>(&w) });
        check::everywhere!(|x: (Const<2>, Const<2>, Const<4>), w: (Const<1>, Const<2>, Const<4>)| -> (Const<2>, Const<1>, Const<1>) { x.conv1d::<1, 0, _>(&w) });
    }

    #[test]
    fn a_signal_longer_than_a_panel() {
        check::everywhere!(|x: (Const<1>, Const<37>), w: (Const<2>, Const<1>, Const<3>)| -> (Const<2>, Const<19>) { x.conv1d::<2, 1, _>(&w) });
    }

    #[test]
    fn the_weight_is_not_turned_around() {
        assert_eq!(tensor([[1, 0, 0]]).conv1d::<1, 2, _>(&tensor([[[1, 2, 3]]])), tensor([[3, 2, 1, 0, 0]]));
    }

    #[test]
    fn windows_may_lie_in_the_padding_altogether() {
        assert_eq!(tensor([[5]]).conv1d::<1, 3, _>(&tensor([[[1, 10]]])), tensor([[0, 0, 50, 5, 0, 0]]));
        assert_eq!(tensor([[5]]).conv1d::<3, 3, _>(&tensor([[[1, 10]]])), tensor([[0, 5]]));
    }
}
