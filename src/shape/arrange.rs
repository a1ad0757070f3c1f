//! The axes of a shape in another order.

use crate::shape::{Const, Dim, HasAxis, Shape, require};

/// An order of the axes of `S`, as a type: a tuple of their numbers for
/// [`permute`](crate::Tensor::permute), or [`Exchange`] for [`transpose`](crate::Tensor::transpose).
///
/// ```
/// use wengert::{Const, Shape, shape::Arrange};
///
/// type Order = (Const<2>, Const<0>, Const<1>);
/// type S = (Const<5>, Const<6>, Const<7>);
/// assert_eq!(<Order as Arrange<S>>::Output::DIMS, [7, 5, 6]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an order of the axes of the shape `{S}`",
    label = "this shape has other axes",
    note = "an order names each axis once, counted from 0 on the left, such as `(Const<2>, Const<0>, Const<1>)`"
)]
pub trait Arrange<S: Shape>: 'static {
    /// The shape with its axes in this order.
    type Output: Shape;
    /// The place that each axis of the result has in `S`. Entries beyond the rank do not count.
    const ORDER: [usize; 6];
}

/// A shape whose axes `I` and `J` can change places.
///
/// ```
/// use wengert::{Const, Shape, shape::Swapped};
///
/// assert_eq!(Swapped::<(Const<5>, Const<6>, Const<7>), 0, 2>::DIMS, [7, 6, 5]);
/// ```
#[diagnostic::on_unimplemented(
    message = "a tensor of shape `{Self}` has no axes {I} and {J} that could change places",
    label = "one of these axes is missing",
    note = "axes are counted from 0 on the left, so a matrix has the axes 0 (rows) and 1 (columns)"
)]
pub trait Swap<const I: usize, const J: usize>: Shape {
    /// The shape with both axes exchanged.
    type Output: Shape;
}

/// The shape `S` with the axes `I` and `J` exchanged.
pub type Swapped<S, const I: usize, const J: usize> = <S as Swap<I, J>>::Output;

#[diagnostic::do_not_recommend]
impl<const I: usize, const J: usize, S> Swap<I, J> for S
where
    S: HasAxis<I> + HasAxis<J>,
    <S as HasAxis<I>>::With<<S as HasAxis<J>>::Axis>: HasAxis<J>,
{
    type Output = <<S as HasAxis<I>>::With<<S as HasAxis<J>>::Axis> as HasAxis<J>>::With<<S as HasAxis<I>>::Axis>;
}

/// The order in which the axes `I` and `J` change places.
#[derive(Debug, Clone, Copy)]
pub struct Exchange<const I: usize, const J: usize>;

#[diagnostic::do_not_recommend]
impl<const I: usize, const J: usize, S: Swap<I, J>> Arrange<S> for Exchange<I, J> {
    type Output = Swapped<S, I, J>;
    const ORDER: [usize; 6] = {
        let mut order = [0, 1, 2, 3, 4, 5];
        (order[I], order[J]) = (J, I);
        order
    };
}

/// Whether the first `rank` entries of an order name each axis once.
const fn once(order: [usize; 6], rank: usize) -> bool {
    let mut axis = 0;
    while axis < rank {
        let (mut place, mut found) = (0, 0);
        while place < rank {
            if order[place] == axis {
                found += 1;
            }
            place += 1;
        }
        if found != 1 {
            return false;
        }
        axis += 1;
    }
    true
}

/// Tuples of numbers of axes. The expansion of `order!((A, B): A/I B/J, 2 3 4 5)`:
///
/// ```ignore
/// impl<const I: usize, const J: usize, A: Dim, B: Dim> Arrange<(A, B)> for (Const<I>, Const<J>)
/// where
///     (A, B): HasAxis<I> + HasAxis<J>,
/// {
///     type Output = (<(A, B) as HasAxis<I>>::Axis, <(A, B) as HasAxis<J>>::Axis);
///     const ORDER: [usize; 6] = { /* that each is there once is checked */ [I, J, 2, 3, 4, 5] };
/// }
/// ```
macro_rules! order {
    ($shape:ty: $($d:ident/$i:ident)+, $($rest:literal)*) => {
        #[diagnostic::do_not_recommend]
        impl<$(const $i: usize,)+ $($d: Dim),+> Arrange<$shape> for ($(Const<$i>,)+)
        where
            $($shape: HasAxis<$i>,)+
        {
            type Output = ($(<$shape as HasAxis<$i>>::Axis,)+);
            const ORDER: [usize; 6] = {
                let order = [$($i,)+ $($rest),*];
                require(once(order, <$shape>::RANK), "permute: the order must name each axis once");
                order
            };
        }
    };
}
order!((A, B): A/I B/J, 2 3 4 5);
order!((A, B, C): A/I B/J C/K, 3 4 5);
order!((A, B, C, D): A/I B/J C/K D/L, 4 5);
order!((A, B, C, D, F): A/I B/J C/K D/L F/M, 5);
order!((A, B, C, D, F, G): A/I B/J C/K D/L F/M G/N,);
