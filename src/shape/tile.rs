//! All axes of a shape several times over.

use crate::shape::{Const, Dim, Product, Shape, Times};

/// How often each axis of `S` is repeated, as a type: a tuple of counts for [`tile`](crate::Tensor::tile).
///
/// ```
/// use wengert::{Const, Shape, shape::Tiles};
///
/// type Counts = (Const<1>, Const<3>);
/// assert_eq!(<Counts as Tiles<(Const<5>, Const<2>)>>::Output::DIMS, [5, 6]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say how often each axis of the shape `{S}` is repeated",
    label = "this needs one count for each axis",
    note = "counts are a tuple such as `(Const<1>, Const<3>)`, and the lengths that come out are those of the compiler's table: up to 256 and the commonest ones above; `tile_to` names the output shape instead"
)]
pub trait Tiles<S: Shape> {
    /// The shape with its axes repeated.
    type Output: Shape;
}

/// Implements [`Tiles`] for one rank. The expansion of `tiles!(A M, B N)`:
///
/// ```ignore
/// impl<A: Dim + Times<Const<M>>, const M: usize, B: Dim + Times<Const<N>>, const N: usize> Tiles<(A, B)>
///     for (Const<M>, Const<N>)
/// {
///     type Output = (Product<A, Const<M>>, Product<B, Const<N>>);
/// }
/// ```
macro_rules! tiles {
    ($($axis:ident $n:ident),+) => {
        #[diagnostic::do_not_recommend]
        impl<$($axis: Dim + Times<Const<$n>>, const $n: usize),+> Tiles<($($axis,)+)> for ($(Const<$n>,)+) {
            type Output = ($(Product<$axis, Const<$n>>,)+);
        }
    };
}
tiles!(A N0);
tiles!(A N0, B N1);
tiles!(A N0, B N1, C N2);
tiles!(A N0, B N1, C N2, D N3);
tiles!(A N0, B N1, C N2, D N3, F N4);
tiles!(A N0, B N1, C N2, D N3, F N4, G N5);
