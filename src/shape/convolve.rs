//! Which signals and weights convolve, and to what.

use crate::shape::{Concat, Dim, Holds, Join, Shape, SplitLast, Windows};

/// The channels that a weight is for, where an input has the channels `C`: the same axis.
#[diagnostic::on_unimplemented(
    message = "the weight is for `{Self}` channels, and the input has `{C}`",
    label = "these channels differ",
    note = "a weight is (channels of the result, channels of the input, then the lengths of a window); an input is (batch, channels, then its lengths), with or without the batch"
)]
pub trait SameChannels<C> {}

#[diagnostic::do_not_recommend]
impl<C: Dim> SameChannels<C> for C {}

/// The shape of a weight that convolves an input of shape `S` over `AXES` axes, `STRIDE` apart, with `PADDING` places at
/// either end.
///
/// Inputs are `(B, CIN, H, W)`, or `(CIN, H, W)` without a batch, and weights `(COUT, CIN, KH, KW)`; over one axis
/// `(B, CIN, L)`, `(CIN, L)` and `(COUT, CIN, K)`.
///
/// ```
/// use wengert::{Const, Shape, shape::Convolved};
///
/// type Images = (Const<8>, Const<3>, Const<28>, Const<20>);
/// type Weight = (Const<16>, Const<3>, Const<3>, Const<5>);
/// assert_eq!(Convolved::<Images, Weight, 2, 1, 0>::DIMS, [8, 16, 26, 16]);
/// ```
#[diagnostic::on_unimplemented(
    message = "a weight of shape `{Self}` does not convolve an input of shape `{S}` over {AXES} axes",
    label = "these shapes do not fit",
    note = "`conv2d` takes an input (batch, channels, height, width) or (channels, height, width) and a weight (channels of the result, channels of the input, height, width)",
    note = "`conv1d` takes an input (batch, channels, length) or (channels, length) and a weight (channels of the result, channels of the input, length)"
)]
pub trait Convolve<const AXES: usize, S, const STRIDE: usize, const PADDING: usize>: Shape {
    /// The shape of the result.
    type Output: Shape;
}

/// The shape of what a weight of shape `W` makes of an input of shape `S`, over `AXES` axes.
pub type Convolved<S, W, const AXES: usize, const STRIDE: usize, const PADDING: usize> =
    <W as Convolve<AXES, S, STRIDE, PADDING>>::Output;

impl<S, C, L, R, O, I, K, const STRIDE: usize, const PADDING: usize> Convolve<1, S, STRIDE, PADDING> for (O, I, K)
where
    Self: Shape,
    S: SplitLast<2, Last = (C, L), Rest: Concat<(O, R)>>,
    I: SameChannels<C>,
    L: Holds<K, PADDING> + Windows<K, STRIDE, PADDING, Count = R>,
{
    type Output = Join<S::Rest, (O, R)>;
}

impl<S, C, H, W, RH, RW, O, I, KH, KW, const STRIDE: usize, const PADDING: usize> Convolve<2, S, STRIDE, PADDING>
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
