//! Windows that slide along an axis, and how many there are: (L + 2 · padding − size) / stride + 1, computed by the
//! compiler through typenum.

use crate::shape::arithmetic::{Measured, Size};
use crate::shape::{Const, Dim};
use core::ops::{Add, Div, Sub};
use typenum::{Add1, B1, Diff, IsGreaterOrEqual, Max, Maximum, Quot, ToUInt};

/// An axis that holds a window of the length of the axis `K`, once it has `PADDING` more places at either end.
///
/// ```
/// use wengert::{Const, shape::Holds};
///
/// fn holds<L: Holds<K, PADDING>, K, const PADDING: usize>() {}
/// holds::<Const<5>, Const<3>, 0>();
/// holds::<Const<1>, Const<3>, 1>();
/// ```
#[diagnostic::on_unimplemented(
    message = "a window of length `{K}` does not fit into an axis of length `{Self}` with {PADDING} places of padding at either end",
    label = "the window is longer than the padded axis",
    note = "a window is at most as long as the axis and both paddings together"
)]
pub trait Holds<K, const PADDING: usize>: Dim {}

/// An axis along which windows of the length of the axis `K` slide, `STRIDE` apart, with `PADDING` more places at either
/// end.
///
/// ```
/// use wengert::{Const, Dim, shape::Windowed};
///
/// assert_eq!(Windowed::<Const<28>, Const<3>, 1, 0>::SIZE, 26);
/// assert_eq!(Windowed::<Const<28>, Const<3>, 2, 1>::SIZE, 14);
/// ```
#[diagnostic::on_unimplemented(
    message = "the number of windows of length `{K}` along an axis of length `{Self}`, {STRIDE} apart, is not in the compiler's table",
    label = "this length cannot be inferred",
    note = "windows are at least 1 apart: a stride of 0 has no number of windows",
    note = "lengths up to 256 and the commonest ones above are in the table; for others name the shape `R` of the result, as in `x.conv2d_to::<1, 0, R, _>(&weight)` or `x.unfold_to::<0, 3, 1, R>()`"
)]
pub trait Windows<K, const STRIDE: usize, const PADDING: usize>: Dim {
    /// The axis of all windows.
    type Count: Dim;
}

/// The axis of the windows along the axis `L`.
pub type Windowed<L, K, const STRIDE: usize, const PADDING: usize> = <L as Windows<K, STRIDE, PADDING>>::Count;

/// A typenum integer from a const parameter.
pub(super) type Number<const N: usize> = <Const<N> as ToUInt>::Output;
/// The places of both paddings.
type Twice<const PADDING: usize> = typenum::Sum<Number<PADDING>, Number<PADDING>>;
/// The length of an axis with its paddings, or of the window if that is longer.
type Covered<L, K, const PADDING: usize> = Maximum<typenum::Sum<Size<L>, Twice<PADDING>>, Size<K>>;
/// How often the stride fits behind the first window.
type Steps<L, K, const STRIDE: usize, const PADDING: usize> =
    Quot<Diff<Covered<L, K, PADDING>, Size<K>>, Number<STRIDE>>;

#[diagnostic::do_not_recommend]
impl<L, K, const PADDING: usize> Holds<K, PADDING> for L
where
    L: Dim<Length: ToUInt>,
    K: Dim<Length: ToUInt>,
    Const<PADDING>: ToUInt<Output: Add<Number<PADDING>>>,
    Size<L>: Add<Twice<PADDING>, Output: IsGreaterOrEqual<Size<K>, Output = B1>>,
{
}

// That the window fits is left to `Holds`: else a window that is too long would be reported twice.
#[diagnostic::do_not_recommend]
impl<L, K, const STRIDE: usize, const PADDING: usize> Windows<K, STRIDE, PADDING> for L
where
    L: Dim<Length: ToUInt>,
    K: Dim<Length: ToUInt>,
    Const<STRIDE>: ToUInt,
    Const<PADDING>: ToUInt<Output: Add<Number<PADDING>>>,
    Size<L>: Add<Twice<PADDING>, Output: Max<Size<K>>>,
    Covered<L, K, PADDING>: Sub<Size<K>, Output: Div<Number<STRIDE>, Output: Add<B1, Output: Measured>>>,
{
    type Count = <Add1<Steps<L, K, STRIDE, PADDING>> as Measured>::Axis;
}
