//! Shapes of square matrices.

use crate::shape::{Dim, Shape};

/// The shape of a square matrix: the same axis twice.
///
/// ```
/// use wengert::{Const, Dim, shape::Square};
///
/// fn side<S: Square>() -> usize { S::Axis::SIZE }
/// assert_eq!(side::<(Const<3>, Const<3>)>(), 3);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the shape of a square matrix",
    label = "not square",
    note = "a square matrix has the same axis twice, such as `(Const<3>, Const<3>)`"
)]
pub trait Square: Shape {
    /// Rows and columns.
    type Axis: Dim;
}

#[diagnostic::do_not_recommend]
impl<N: Dim> Square for (N, N) {
    type Axis = N;
}
