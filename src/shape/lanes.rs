//! Which elements of a shape a reduction or a scan takes together.

use crate::shape::{Dim, HasAxis, Shape};

/// All elements together, last axis fastest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct All;

/// The elements along axis `I` together, for each place on the other axes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Along<const I: usize>;

/// How a shape falls into lanes: one of [`All`] elements, or one along an axis for each place on the others
/// ([`Along`]). A rule that is generic over it is written once for `sum()` and `sum_axis::<I>()`.
///
/// ```
/// use wengert::{Const, shape::{All, Along, Lanes}};
///
/// type S = (Const<2>, Const<3>, Const<4>);
/// assert_eq!((<All as Lanes<S>>::LENGTH, <All as Lanes<S>>::STRIDE), (24, 1));
/// assert_eq!((<Along<1> as Lanes<S>>::LENGTH, <Along<1> as Lanes<S>>::STRIDE), (3, 4));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which elements of the shape `{S}` belong together",
    label = "neither `All` nor an axis of this shape",
    note = "`All` takes all elements together, `Along<I>` those along axis I"
)]
pub trait Lanes<S: Shape>: Copy + Default + 'static {
    /// The shape of one result for each lane.
    type Reduced: Shape;
    /// How many elements a lane has.
    const LENGTH: usize;
    /// How far apart neighbours in a lane lie.
    const STRIDE: usize;
}

#[diagnostic::do_not_recommend]
impl<S: Shape> Lanes<S> for All {
    type Reduced = ();
    const LENGTH: usize = S::NUMEL;
    const STRIDE: usize = 1;
}

#[diagnostic::do_not_recommend]
impl<const I: usize, S: HasAxis<I>> Lanes<S> for Along<I> {
    type Reduced = S::Removed;
    const LENGTH: usize = S::Axis::SIZE;
    const STRIDE: usize = S::INNER;
}
