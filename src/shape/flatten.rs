//! All axes of a shape as one.

use crate::shape::{Const, Dim, Product, Shape, Times};

/// A shape whose number of elements the compiler can tell as an axis. A single axis stays as it is, also a named one; the
/// product of several is a bare [`Const`].
///
/// ```
/// use wengert::{Const, Dim, shape::Flatten};
///
/// assert_eq!(<(Const<2>, Const<3>, Const<4>) as Flatten>::Axis::SIZE, 24);
/// ```
#[diagnostic::on_unimplemented(
    message = "how many elements the shape `{Self}` holds is not in the compiler's table of lengths",
    label = "this length cannot be inferred",
    note = "lengths up to 256 and the commonest ones above are; name the output shape instead, as in `x.reshape::<(Const<1797>,)>()`"
)]
pub trait Flatten: Shape {
    /// The axis of all elements.
    type Axis: Dim;
}

#[diagnostic::do_not_recommend]
impl Flatten for () {
    type Axis = Const<1>;
}

#[diagnostic::do_not_recommend]
impl<A: Dim> Flatten for (A,) {
    type Axis = A;
}

/// Implements [`Flatten`] for one rank: the first two axes become one, and then the shape has one axis fewer. The expansion
/// of `flatten!(C)`:
///
/// ```ignore
/// impl<A: Dim + Times<B>, B: Dim, C: Dim> Flatten for (A, B, C)
/// where
///     (Product<A, B>, C): Flatten,
/// {
///     type Axis = <(Product<A, B>, C) as Flatten>::Axis;
/// }
/// ```
macro_rules! flatten {
    ($($rest:ident)*) => {
        #[diagnostic::do_not_recommend]
        impl<A: Dim + Times<B>, B: Dim, $($rest: Dim),*> Flatten for (A, B, $($rest),*)
        where
            (Product<A, B>, $($rest),*): Flatten,
        {
            type Axis = <(Product<A, B>, $($rest),*) as Flatten>::Axis;
        }
    };
}
flatten!(C);
flatten!(C D);
flatten!(C D F);
flatten!(C D F G);

// Not by the macro: without a comma, one axis in parentheses is no tuple.
#[diagnostic::do_not_recommend]
impl<A: Dim + Times<B>, B: Dim> Flatten for (A, B) {
    type Axis = Product<A, B>;
}
