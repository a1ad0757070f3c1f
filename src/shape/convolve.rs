//! Which inputs and weights convolve, and to what.

use crate::shape::{Concat, Const, Dim, Holds, Join, One, Shape, SplitLast, Windows};

/// The channels that a weight is for, where an input has the channels `C`: the same axis, where
/// [`One`] and `Const<1>` are one.
#[diagnostic::on_unimplemented(
    message = "the weight is for `{Self}` channels, and the input has `{C}`",
    label = "these channels differ",
    note = "a weight is (channels of the result, channels of the input, then the lengths of a window); an input is (batch, channels, then its lengths), with or without the batch",
    note = "`unsqueeze` leaves a channel of length 1, and `reshape` names channels anew"
)]
pub trait SameChannels<C> {}

#[diagnostic::do_not_recommend]
impl<C: Dim> SameChannels<C> for C {}

#[diagnostic::do_not_recommend]
impl SameChannels<One> for Const<1> {}

#[diagnostic::do_not_recommend]
impl SameChannels<Const<1>> for One {}

/// The shape `(COUT, CIN, K)` of a weight that convolves signals of shape `S`, `(…, CIN, L)`: windows `STRIDE` apart, with
/// `PADDING` places at either end.
///
/// ```
/// use wengert::{Const, Shape, shape::Convolved1d};
///
/// type Signals = (Const<8>, Const<3>, Const<28>);
/// type Weight = (Const<16>, Const<3>, Const<5>);
/// assert_eq!(Convolved1d::<Signals, Weight, 1, 0>::DIMS, [8, 16, 24]);
/// ```
#[diagnostic::on_unimplemented(
    message = "a weight of shape `{Self}` does not convolve signals of shape `{S}`",
    label = "this is not the shape of a weight",
    note = "`conv1d` takes signals (batch, channels, length) or (channels, length) and a weight (channels of the result, channels of the input, length)"
)]
pub trait Convolve1d<S, const STRIDE: usize, const PADDING: usize>: Shape {
    /// The shape of the result.
    type Output: Shape;
}

/// The shape of what a weight of shape `W` makes of signals of shape `S`.
pub type Convolved1d<S, W, const STRIDE: usize, const PADDING: usize> = <W as Convolve1d<S, STRIDE, PADDING>>::Output;

impl<S, C, L, R, O, I, K, const STRIDE: usize, const PADDING: usize> Convolve1d<S, STRIDE, PADDING> for (O, I, K)
where
    Self: Shape,
    S: SplitLast<2, Last = (C, L), Rest: Concat<(O, R)>>,
    I: SameChannels<C>,
    L: Holds<K, PADDING> + Windows<K, STRIDE, PADDING, Count = R>,
{
    type Output = Join<S::Rest, (O, R)>;
}

/// The shape `(COUT, CIN, KH, KW)` of a weight that convolves images of shape `S`, `(…, CIN, H, W)`: windows `STRIDE`
/// apart, with `PADDING` places at each side.
///
/// ```
/// use wengert::{Const, Shape, shape::Convolved2d};
///
/// type Images = (Const<8>, Const<3>, Const<28>, Const<20>);
/// type Weight = (Const<16>, Const<3>, Const<3>, Const<5>);
/// assert_eq!(Convolved2d::<Images, Weight, 1, 0>::DIMS, [8, 16, 26, 16]);
/// ```
#[diagnostic::on_unimplemented(
    message = "a weight of shape `{Self}` does not convolve images of shape `{S}`",
    label = "this is not the shape of a weight",
    note = "`conv2d` takes images (batch, channels, height, width) or (channels, height, width) and a weight (channels of the result, channels of the input, height, width)"
)]
pub trait Convolve2d<S, const STRIDE: usize, const PADDING: usize>: Shape {
    /// The shape of the result.
    type Output: Shape;
}

/// The shape of what a weight of shape `W` makes of images of shape `S`.
pub type Convolved2d<S, W, const STRIDE: usize, const PADDING: usize> = <W as Convolve2d<S, STRIDE, PADDING>>::Output;

impl<S, C, H, W, RH, RW, O, I, KH, KW, const STRIDE: usize, const PADDING: usize> Convolve2d<S, STRIDE, PADDING>
    for (O, I, KH, KW)
where
    Self: Shape,
    S: SplitLast<3, Last = (C, H, W), Rest: Concat<(O, RH, RW)>>,
    I: SameChannels<C>,
    H: Holds<KH, PADDING> + Windows<KH, STRIDE, PADDING, Count = RH>,
    W: Holds<KW, PADDING> + Windows<KW, STRIDE, PADDING, Count = RW>,
{
    type Output = Join<S::Rest, (O, RH, RW)>;
}
