//! Which shapes are pooled, and to what.

use crate::shape::arithmetic::Size;
use crate::shape::windows::Number;
use crate::shape::{Concat, Const, Dim, Holds, Join, Shape, SplitLast, Windows};
use core::ops::Add;
use typenum::{B1, IsLessOrEqual, ToUInt};

/// A padding that leaves some of the axis in every window of the length of the axis `K`.
///
/// ```
/// use wengert::{Const, shape::AtMostHalf};
///
/// fn fits<P: AtMostHalf<K>, K>() {}
/// fits::<Const<1>, Const<2>>();
/// ```
#[diagnostic::on_unimplemented(
    message = "a padding of `{Self}` is more than half of a window of length `{K}`",
    label = "more padding than half a window",
    note = "a window may not lie in the padding altogether: it would have no largest element"
)]
pub trait AtMostHalf<K> {}

#[diagnostic::do_not_recommend]
impl<const PADDING: usize, K> AtMostHalf<K> for Const<PADDING>
where
    K: Dim<Length: ToUInt>,
    Const<PADDING>: ToUInt<Output: Add<Number<PADDING>, Output: IsLessOrEqual<Size<K>, Output = B1>>>,
{
}

/// A shape whose last `AXES` axes are pooled by windows `SIZE` long, `STRIDE` apart, with `PADDING` places at either end.
///
/// ```
/// use wengert::{Const, Shape, shape::Pooled};
///
/// type Images = (Const<8>, Const<3>, Const<28>, Const<20>);
/// assert_eq!(Pooled::<Images, 2, 2, 2, 0>::DIMS, [8, 3, 14, 10]);
/// assert_eq!(Pooled::<Images, 1, 3, 2, 1>::DIMS, [8, 3, 28, 10]);
/// ```
#[diagnostic::on_unimplemented(
    message = "a tensor of shape `{Self}` is not pooled over its last {AXES} axes",
    label = "too few axes",
    note = "signals are pooled over their last axis, images over their last two; all axes before them are kept"
)]
pub trait Pool<const AXES: usize, const SIZE: usize, const STRIDE: usize, const PADDING: usize>: Shape {
    /// The shape of all windows.
    type Output: Shape;
}

/// The shape of the windows over the last `AXES` axes of `S`.
pub type Pooled<S, const AXES: usize, const SIZE: usize, const STRIDE: usize, const PADDING: usize> =
    <S as Pool<AXES, SIZE, STRIDE, PADDING>>::Output;

impl<S, L, R, const SIZE: usize, const STRIDE: usize, const PADDING: usize> Pool<1, SIZE, STRIDE, PADDING> for S
where
    S: SplitLast<1, Last = (L,), Rest: Concat<(R,)>>,
    L: Holds<Const<SIZE>, PADDING> + Windows<Const<SIZE>, STRIDE, PADDING, Count = R>,
    Const<PADDING>: AtMostHalf<Const<SIZE>>,
{
    type Output = Join<S::Rest, (R,)>;
}

impl<S, H, W, RH, RW, const SIZE: usize, const STRIDE: usize, const PADDING: usize> Pool<2, SIZE, STRIDE, PADDING> for S
where
    S: SplitLast<2, Last = (H, W), Rest: Concat<(RH, RW)>>,
    H: Holds<Const<SIZE>, PADDING> + Windows<Const<SIZE>, STRIDE, PADDING, Count = RH>,
    W: Holds<Const<SIZE>, PADDING> + Windows<Const<SIZE>, STRIDE, PADDING, Count = RW>,
    Const<PADDING>: AtMostHalf<Const<SIZE>>,
{
    type Output = Join<S::Rest, (RH, RW)>;
}
