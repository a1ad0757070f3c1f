//! One shape's axes followed by another's.

use crate::shape::{Dim, Shape};

/// The axes of `Self` followed by those of `Rhs`: the shape of an outer product, of a Jacobian, of a Hessian.
///
/// ```
/// use wengert::{Concat, Const, Shape, shape::Join};
///
/// assert_eq!(Join::<(Const<2>,), (Const<3>, Const<4>)>::DIMS, [2, 3, 4]);
/// ```
#[diagnostic::on_unimplemented(
    message = "the shapes `{Self}` and `{Rhs}` together have more than six axes",
    label = "rank 6 is the highest",
    note = "`reshape` one of them to fewer axes first"
)]
pub trait Concat<Rhs> {
    /// The joint shape.
    type Output: Shape;
}

/// The axes of `A` followed by those of `B`.
pub type Join<A, B> = <A as Concat<B>>::Output;

#[diagnostic::do_not_recommend]
impl<S: Shape> Concat<S> for () {
    type Output = S;
}

/// Implements [`Concat`] for pairs of ranks. The expansion of `concat!([A] [])` and `concat!([A] [B])`:
///
/// ```ignore
/// impl<A: Dim> Concat<()> for (A,) { type Output = (A,); }
/// impl<A: Dim, B: Dim> Concat<(B,)> for (A,) { type Output = (A, B); }
/// ```
macro_rules! concat {
    ($([$($a:ident)+] [$($b:ident)*];)+) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($a: Dim,)+ $($b: Dim),*> Concat<($($b,)*)> for ($($a,)+) {
            type Output = ($($a,)+ $($b,)*);
        }
    )+ };
}
concat! {
    [A] [];
    [A] [B];
    [A] [B C];
    [A] [B C D];
    [A] [B C D F];
    [A] [B C D F G];
    [A B] [];
    [A B] [C];
    [A B] [C D];
    [A B] [C D F];
    [A B] [C D F G];
    [A B C] [];
    [A B C] [D];
    [A B C] [D F];
    [A B C] [D F G];
    [A B C D] [];
    [A B C D] [F];
    [A B C D] [F G];
    [A B C D F] [];
    [A B C D F] [G];
    [A B C D F G] [];
}
