//! All axes of a shape as one.

use crate::shape::{Const, Dim, Product, Shape, Times};

/// A shape the product of whose axis lengths the compiler knows, as [`flatten`](crate::Tensor::flatten) needs it.
///
/// The product is taken from left to right by [`Times`], so each product on the way must be in its table too.
///
/// ```
/// use wengert::{Const, Shape, shape::Flattened};
///
/// assert_eq!(Flattened::<(Const<2>, Const<3>, Const<4>)>::DIMS, [24]);
/// ```
#[diagnostic::on_unimplemented(
    message = "the number of elements of the shape `{Self}` is not in the compiler's table",
    label = "this length cannot be inferred",
    note = "lengths up to 256 and the commonest ones above are; name the output shape instead, as in `x.reshape::<(Const<1797>,)>()`"
)]
pub trait Flatten: Shape {
    /// The one axis that is left.
    type Axis: Dim;
}

/// The shape `S` as that of a vector.
pub type Flattened<S> = (<S as Flatten>::Axis,);

#[diagnostic::do_not_recommend]
impl Flatten for () {
    type Axis = Const<1>;
}
#[diagnostic::do_not_recommend]
impl<A: Dim> Flatten for (A,) {
    type Axis = A;
}

/// One axis more than the rank before: the product of all but the last, times the last.
macro_rules! flatten {
    ($($d:ident)+; $last:ident) => {
        #[diagnostic::do_not_recommend]
        impl<$($d: Dim,)+ $last: Dim> Flatten for ($($d,)+ $last,)
        where
            ($($d,)+): Flatten<Axis: Times<$last>>,
        {
            type Axis = Product<<($($d,)+) as Flatten>::Axis, $last>;
        }
    };
}
flatten!(A; B);
flatten!(A B; C);
flatten!(A B C; D);
flatten!(A B C D; F);
flatten!(A B C D F; G);
