//! One more axis in a shape.

use crate::shape::{Dim, HasAxis, Shape};

/// A shape that can take a further axis `D` at place `I`, counted from 0 on the left.
///
/// ```
/// use wengert::{Const, Shape, shape::Inserted};
///
/// assert_eq!(Inserted::<(Const<2>, Const<3>), 1, Const<7>>::DIMS, [2, 7, 3]);
/// ```
#[diagnostic::on_unimplemented(
    message = "the shape `{Self}` cannot take a further axis at place {I}",
    label = "no place {I} for an axis",
    note = "places are counted from 0 on the left, up to the number of axes; rank 6 is the highest"
)]
pub trait Insert<const I: usize, D: Dim>: Shape {
    /// The shape with the axis.
    type Output: HasAxis<I, Axis = D, Removed = Self>;
}

/// The shape `S` with the axis `D` inserted at place `I`.
pub type Inserted<S, const I: usize, D> = <S as Insert<I, D>>::Output;

/// Implements [`Insert`] for one rank and place. The expansion of `insert!(1: [A] [B])`:
///
/// ```ignore
/// impl<A: Dim, X: Dim, B: Dim> Insert<1, X> for (A, B) { type Output = (A, X, B); }
/// ```
macro_rules! insert {
    ($($i:literal: [$($before:ident)*] [$($after:ident)*];)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($before: Dim,)* X: Dim, $($after: Dim),*> Insert<$i, X> for ($($before,)* $($after,)*) {
            type Output = ($($before,)* X, $($after,)*);
        }
    )* };
}
insert! {
    0: [] [];
    0: [] [A];
    1: [A] [];
    0: [] [A B];
    1: [A] [B];
    2: [A B] [];
    0: [] [A B C];
    1: [A] [B C];
    2: [A B] [C];
    3: [A B C] [];
    0: [] [A B C D];
    1: [A] [B C D];
    2: [A B] [C D];
    3: [A B C] [D];
    4: [A B C D] [];
    0: [] [A B C D F];
    1: [A] [B C D F];
    2: [A B] [C D F];
    3: [A B C] [D F];
    4: [A B C D] [F];
    5: [A B C D F] [];
}
