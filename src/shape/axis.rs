//! One axis of a shape, picked by a const argument.

use crate::shape::{Broadcast, Dim, One, Shape};

/// A shape that has an axis `I`, counted from 0 on the left.
///
/// ```
/// use wengert::{Const, One, shape::HasAxis};
///
/// type S = (Const<2>, Const<3>, Const<4>);
/// fn same<T: 'static, U: 'static>() -> bool { core::any::TypeId::of::<T>() == core::any::TypeId::of::<U>() }
/// assert!(same::<<S as HasAxis<1>>::Axis, Const<3>>());
/// assert!(same::<<S as HasAxis<1>>::Removed, (Const<2>, Const<4>)>());
/// assert!(same::<<S as HasAxis<1>>::Kept, (Const<2>, One, Const<4>)>());
/// assert!(same::<<S as HasAxis<1>>::With<Const<7>>, (Const<2>, Const<7>, Const<4>)>());
/// ```
#[diagnostic::on_unimplemented(
    message = "a tensor of shape `{Self}` has no axis {I}",
    label = "there is no axis {I}",
    note = "axes are counted from 0 on the left, so a matrix has the axes 0 (rows) and 1 (columns)"
)]
pub trait HasAxis<const I: usize>: Shape {
    /// The axis itself.
    type Axis: Dim;
    /// The shape without the axis.
    type Removed: Shape;
    /// The shape with [`One`] in place of the axis.
    type Kept: Shape + Broadcast<Self, Output = Self>;
    /// The shape with another axis in place of this one.
    type With<D: Dim>: HasAxis<I, Axis = D, Removed = Self::Removed>;
    /// How many times the axis occurs in storage: the product of the lengths to its left.
    const OUTER: usize;
    /// How far apart neighbours along the axis lie: the product of the lengths to its right.
    const INNER: usize;
}

/// A shape that has the same axes as `Rhs`, apart from axis `I`.
///
/// ```
/// use wengert::{Const, shape::AlikeApart};
///
/// fn alike<A: AlikeApart<1, B>, B>() {}
/// alike::<(Const<2>, Const<3>), (Const<2>, Const<7>)>();
/// ```
#[diagnostic::on_unimplemented(
    message = "the shapes `{Self}` and `{Rhs}` are not alike apart from an axis {I}",
    label = "these shapes do not fit",
    note = "both must have an axis {I}, counted from 0 on the left, and the same axes beside it"
)]
pub trait AlikeApart<const I: usize, Rhs>: HasAxis<I> {}

#[diagnostic::do_not_recommend]
impl<const I: usize, A: HasAxis<I>, B: HasAxis<I, Removed = A::Removed>> AlikeApart<I, B> for A {}

/// A shape whose first axis is that of `Rhs`.
///
/// ```
/// use wengert::{Const, shape::SameFirst};
///
/// fn same<A: SameFirst<B>, B>() {}
/// same::<(Const<2>, Const<3>), (Const<2>,)>();
/// ```
#[diagnostic::on_unimplemented(
    message = "the shapes `{Self}` and `{Rhs}` do not have the same first axis",
    label = "the first axes differ",
    note = "tensors that are taken apart side by side hold equally many items along the same first axis"
)]
pub trait SameFirst<Rhs>: HasAxis<0> {}

#[diagnostic::do_not_recommend]
impl<A: HasAxis<0>, B: HasAxis<0, Axis = A::Axis>> SameFirst<B> for A {}

/// Implements [`HasAxis`] for one axis. The expansion of `axis!(1: [A] B [C])`:
///
/// ```ignore
/// impl<A: Dim, B: Dim, C: Dim> HasAxis<1> for (A, B, C) {
///     type Axis = B;
///     type Removed = (A, C);
///     type Kept = (A, One, C);
///     type With<X: Dim> = (A, X, C);
///     const OUTER: usize = 1 * A::SIZE;
///     const INNER: usize = 1 * C::SIZE;
/// }
/// ```
macro_rules! axis {
    ($($i:literal: [$($before:ident)*] $axis:ident [$($after:ident)*];)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($before: Dim,)* $axis: Dim, $($after: Dim),*> HasAxis<$i> for ($($before,)* $axis, $($after,)*) {
            type Axis = $axis;
            type Removed = ($($before,)* $($after,)*);
            type Kept = ($($before,)* One, $($after,)*);
            type With<X: Dim> = ($($before,)* X, $($after,)*);
            const OUTER: usize = 1 $(* $before::SIZE)*;
            const INNER: usize = 1 $(* $after::SIZE)*;
        }
    )* };
}
axis! {
    0: [] A [];
    0: [] A [B];
    1: [A] B [];
    0: [] A [B C];
    1: [A] B [C];
    2: [A B] C [];
    0: [] A [B C D];
    1: [A] B [C D];
    2: [A B] C [D];
    3: [A B C] D [];
    0: [] A [B C D F];
    1: [A] B [C D F];
    2: [A B] C [D F];
    3: [A B C] D [F];
    4: [A B C D] F [];
    0: [] A [B C D F G];
    1: [A] B [C D F G];
    2: [A B] C [D F G];
    3: [A B C] D [F G];
    4: [A B C D] F [G];
    5: [A B C D F] G [];
}
