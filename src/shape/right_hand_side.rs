//! Shapes of right-hand sides of systems of equations.

use crate::shape::{Dim, Shape};

/// The shape of a right-hand side of `N` equations: a vector, or a matrix whose columns are right-hand sides each.
///
/// ```
/// use wengert::{Const, Shape, shape::RightHandSide};
///
/// fn columns<B: RightHandSide<Const<3>>>() -> usize { B::COLUMNS }
/// assert_eq!(columns::<(Const<3>,)>(), 1);
/// assert_eq!(columns::<(Const<3>, Const<7>)>(), 7);
/// ```
#[diagnostic::on_unimplemented(
    message = "a tensor of shape `{Self}` is no right-hand side for a matrix with `{N}` rows",
    label = "does not fit the rows of the matrix",
    note = "a right-hand side is a vector with an entry for each row of the matrix, or a matrix with as many rows"
)]
pub trait RightHandSide<N: Dim>: Shape {
    /// How many right-hand sides: 1 for a vector.
    const COLUMNS: usize;
    /// The shape of the solution where there are `K` unknowns.
    type Solution<K: Dim>: RightHandSide<K>;
}

#[diagnostic::do_not_recommend]
impl<N: Dim> RightHandSide<N> for (N,) {
    const COLUMNS: usize = 1;
    type Solution<K: Dim> = (K,);
}

#[diagnostic::do_not_recommend]
impl<N: Dim, C: Dim> RightHandSide<N> for (N, C) {
    const COLUMNS: usize = C::SIZE;
    type Solution<K: Dim> = (K, C);
}
