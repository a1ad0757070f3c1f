//! `conv2d`: windows of images times weights.

use crate::number::{Float, Ring};
use crate::op::window::Convolving;
use crate::op::by_type::by_type;
use crate::rule::{BinaryOp, Nothing, Operation};
use crate::shape::{Convolve2d, Convolved2d, Shape};
use crate::tensor::{Element, Tensor};
use core::marker::PhantomData;

/// The rule of [`Tensor::conv2d`] and [`Tensor::conv1d`]: over the last `AXES` axes, to the shape `R`.
#[derive(Debug)]
pub struct Convolution<const AXES: usize, const STRIDE: usize, const PADDING: usize, R>(PhantomData<R>);

by_type!(Convolution[const AXES: usize, const STRIDE: usize, const PADDING: usize] R);

impl<const AXES: usize, const STRIDE: usize, const PADDING: usize, R: Shape> Operation
    for Convolution<AXES, STRIDE, PADDING, R>
{
    const NAME: &'static str = "convolution";
    fn read(_: &[u32]) -> Self {
        Self::default()
    }
}

impl<T: Ring, const AXES: usize, const STRIDE: usize, const PADDING: usize, S: Shape, W: Shape, R: Shape>
    BinaryOp<T, S, W> for Convolution<AXES, STRIDE, PADDING, R>
{
    type Output = R;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], w: &[T], y: &mut [T], _: &mut [T]) {
        const { Convolving::<AXES, STRIDE, PADDING, S, W, R>::WINDOWS }.correlate(x, w, y);
    }
    /// Each weight, times its dy, goes back to every place that its window saw.
    #[inline]
    fn pullback_lhs(&self, _: &[T], w: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        const { Convolving::<AXES, STRIDE, PADDING, S, W, R>::WINDOWS }.spread(dy, w, dx);
    }
    /// A weight gets all that its windows saw, times their dy.
    #[inline]
    fn pullback_rhs(&self, x: &[T], _: &[T], _: &[T], _: &[T], dy: &[T], dw: &mut [T])
    where
        T: Float,
    {
        const { Convolving::<AXES, STRIDE, PADDING, S, W, R>::WINDOWS }.collect(x, dy, dw);
    }
}

impl<E: Element<Number: Ring>, S: Shape> Tensor<E, S> {
    /// The convolution of images: every window, as large as a weight, times that weight.
    ///
    /// As everywhere in deep learning this is a cross-correlation: the weight is not turned around. Windows begin `STRIDE`
    /// rows and columns apart, on images with `PADDING` rows and columns of zeros on each of the four sides. The zeros
    /// are numbers like others: against an infinite weight they make NaN. The images come with any batch axes, or with
    /// none. A bias is added by broadcasting, in the shape `(COUT, One, One)`.
    ///
    /// Shape: `(…, CIN, H, W), (COUT, CIN, KH, KW) → (…, COUT, (H + 2·PADDING − KH)/STRIDE + 1,
    /// (W + 2·PADDING − KW)/STRIDE + 1)`, rounded down. Derivative: by the images, each weight times its dy, added to every
    /// place that the window saw; by a weight, everything its windows saw, times their dy.
    ///
    /// Where an edge runs, by Sobel's weights for the slopes to the right and downwards:
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let image = tensor([[
    ///     [0, 0, 0, 9, 9],
    ///     [0, 0, 0, 9, 9],
    ///     [0, 0, 0, 9, 9],
    ///     [0, 0, 0, 9, 9],
    /// ]]);
    /// let sobel = tensor([
    ///     [[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]],
    ///     [[[-1, -2, -1], [0, 0, 0], [1, 2, 1]]],
    /// ]);
    /// let [right, down] = [[[0, 36, 36], [0, 36, 36]], [[0; 3]; 2]];
    /// assert_eq!(image.conv2d::<1, 0, _>(&sobel), tensor([right, down]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn conv2d<const STRIDE: usize, const PADDING: usize, W>(
        &self,
        weight: &Tensor<E, W>,
    ) -> Tensor<E, Convolved2d<S, W, STRIDE, PADDING>>
    where
        W: Convolve2d<S, STRIDE, PADDING>,
    {
        self.conv2d_to::<STRIDE, PADDING, _, W>(weight)
    }

    /// The same where the caller names the shape of the result, for lengths that are not in the compiler's table.
    ///
    /// That the shapes fit is checked when the program is built (not yet at `cargo check`).
    ///
    /// Shape and derivative: as for [`conv2d`](Self::conv2d).
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let x = Tensor::<i32, (Const<1>, Const<2>, Const<1797>)>::ones();
    /// let y = x.conv2d_to::<1, 0, (Const<1>, Const<1>, Const<1795>), _>(&tensor([[[[1; 3]; 2]]]));
    /// assert_eq!(y[[0, 0, 1794]], 6);
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn conv2d_to<const STRIDE: usize, const PADDING: usize, R: Shape, W: Shape>(
        &self,
        weight: &Tensor<E, W>,
    ) -> Tensor<E, R> {
        const { Convolving::<2, STRIDE, PADDING, S, W, R>::WINDOWS };
        let rule = Convolution::<2, STRIDE, PADDING, R>::default();
        Tensor(E::binary::<_, S, W>(rule, &self.0, &weight.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check, tensor};

    type Image<const H: usize, const W: usize> = (Const<1>, Const<H>, Const<W>);
    type Batch<const C: usize, const H: usize, const W: usize> = (Const<2>, Const<C>, Const<H>, Const<W>);
    type Weight<const O: usize, const C: usize, const H: usize, const W: usize> = (Const<O>, Const<C>, Const<H>, Const<W>);

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: Image<1, 1>, w: Weight<1, 1, 1, 1>| -> Image<1, 1> { x.conv2d::<1, 0, _>(&w) });
        check::everywhere!(|x: Image<3, 4>, w: Weight<1, 1, 2, 3>| -> Image<2, 2> { x.conv2d::<1, 0, _>(&w) });
        check::everywhere!(|x: Image<3, 4>, w: Weight<1, 1, 3, 4>| -> Image<1, 1> { x.conv2d::<2, 0, _>(&w) });
        check::everywhere!(|x: Batch<2, 3, 2>, w: Weight<3, 2, 3, 3>| -> Batch<3, 2, 1> { x.conv2d::<2, 1, _>(&w) });
        check::everywhere!(|x: Image<3, 4>, w: Weight<2, 1, 2, 3>| -> (Const<2>, Const<2>, Const<2>) {
            x.reshape::<(crate::One, Const<3>, Const<4>)>().conv2d::<1, 0, _>(&w)
        });
        check::everywhere!(|x: Batch<1, 3, 1>, w: Weight<2, 1, 1, 3>| -> Batch<2, 5, 1> { x.conv2d::<1, 1, _>(&w) });
    }

    #[test]
    fn more_taps_and_windows_than_a_panel_holds() {
        check::everywhere!(|x: (Const<4>, Const<6>, Const<5>), w: Weight<1, 4, 3, 3>| -> Image<6, 5> { x.conv2d::<1, 1, _>(&w) });
    }

    #[test]
    fn padding_is_zeros_all_around() {
        let ones = tensor([[[1; 3]; 3]]);
        let w = tensor([[[[1; 3]; 3]]]);
        assert_eq!(ones.conv2d::<1, 1, _>(&w), tensor([[[4, 6, 4], [6, 9, 6], [4, 6, 4]]]));
        assert_eq!(ones.conv2d::<2, 1, _>(&w), tensor([[[4, 4], [4, 4]]]));
    }

    #[test]
    fn channels_add_up_and_batches_do_not() {
        let x = tensor([[[[1]], [[10]]], [[[2]], [[20]]]]);
        let w = tensor([[[[1]], [[1]]], [[[1]], [[-1]]], [[[0]], [[7]]]]);
        assert_eq!(x.conv2d::<1, 0, _>(&w), tensor([[[[11]], [[-9]], [[70]]], [[[22]], [[-18]], [[140]]]]));
    }

    #[test]
    fn names_of_axes_stay() {
        use crate::{Tensor, dim};
        dim!(Channels = 2);
        dim!(Features = 3);
        let x = Tensor::<i32, (Channels, Const<3>, Const<3>)>::ones();
        let w = Tensor::<i32, (Features, Channels, Const<2>, Const<2>)>::ones();
        let y: Tensor<i32, (Features, Const<2>, Const<2>)> = x.conv2d::<1, 0, _>(&w);
        assert_eq!(y, Tensor::full(8));
    }

    #[test]
    fn generic_code_asks_for_the_relation() {
        use crate::{Element, Ring, Shape, Tensor, shape::{Convolve2d, Convolved2d}};
        fn same<E: Element<Number: Ring>, S: Shape, W: Convolve2d<S, 1, 1>>(
            x: &Tensor<E, S>,
            w: &Tensor<E, W>,
        ) -> Tensor<E, Convolved2d<S, W, 1, 1>> {
            x.conv2d::<1, 1, _>(w)
        }
        let x = tensor([[[1, 2], [3, 4]]]);
        let centre = tensor([[[[0, 0, 0], [0, 1, 0], [0, 0, 0]]]]);
        assert_eq!(same(&x, &centre), x);
    }
}
