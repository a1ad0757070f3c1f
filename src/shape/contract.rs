//! A shape cut in two, and the contraction of the axes at the cut.

use crate::shape::{Concat, Dim, Join, Shape};

/// A shape with at least `N` axes, cut behind the first `N`.
#[diagnostic::on_unimplemented(message = "the shape `{Self}` has fewer than {N} axes", label = "fewer than {N} axes")]
pub trait SplitFirst<const N: usize>: Shape {
    /// The first `N` axes.
    type First: Shape;
    /// The others.
    type Rest: Shape;
}

/// A shape with at least `N` axes, cut before the last `N`.
#[diagnostic::on_unimplemented(message = "the shape `{Self}` has fewer than {N} axes", label = "fewer than {N} axes")]
pub trait SplitLast<const N: usize>: Shape {
    /// The last `N` axes.
    type Last: Shape;
    /// The others.
    type Rest: Shape;
}

/// Implements [`SplitFirst`] and [`SplitLast`] for one cut. The expansion of `split!(1/2: [A] [B C];)`:
///
/// ```ignore
/// impl<A: Dim, B: Dim, C: Dim> SplitFirst<1> for (A, B, C) { type First = (A,); type Rest = (B, C); }
/// impl<A: Dim, B: Dim, C: Dim> SplitLast<2> for (A, B, C) { type Last = (B, C); type Rest = (A,); }
/// ```
macro_rules! split {
    ($($first:literal/$last:literal: [$($a:ident)*] [$($b:ident)*];)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($a: Dim,)* $($b: Dim),*> SplitFirst<$first> for ($($a,)* $($b,)*) {
            type First = ($($a,)*);
            type Rest = ($($b,)*);
        }
        #[diagnostic::do_not_recommend]
        impl<$($a: Dim,)* $($b: Dim),*> SplitLast<$last> for ($($a,)* $($b,)*) {
            type Last = ($($b,)*);
            type Rest = ($($a,)*);
        }
    )* };
}
split! {
    0/0: [] [];
    0/1: [] [A];
    1/0: [A] [];
    0/2: [] [A B];
    1/1: [A] [B];
    2/0: [A B] [];
    0/3: [] [A B C];
    1/2: [A] [B C];
    2/1: [A B] [C];
    3/0: [A B C] [];
    0/4: [] [A B C D];
    1/3: [A] [B C D];
    2/2: [A B] [C D];
    3/1: [A B C] [D];
    4/0: [A B C D] [];
    0/5: [] [A B C D F];
    1/4: [A] [B C D F];
    2/3: [A B] [C D F];
    3/2: [A B C] [D F];
    4/1: [A B C D] [F];
    5/0: [A B C D F] [];
    0/6: [] [A B C D F G];
    1/5: [A] [B C D F G];
    2/4: [A B] [C D F G];
    3/3: [A B C] [D F G];
    4/2: [A B C D] [F G];
    5/1: [A B C D F] [G];
    6/0: [A B C D F G] [];
}

/// Two shapes of which the last `N` axes of the one are the first `N` of the other.
///
/// ```
/// use wengert::{Const, Shape, shape::Contracted};
///
/// type A = (Const<2>, Const<3>, Const<4>);
/// type B = (Const<3>, Const<4>, Const<5>);
/// assert_eq!(Contracted::<A, B, 2>::DIMS, [2, 5]);
/// ```
#[diagnostic::on_unimplemented(
    message = "the last {N} axes of `{Self}` are not the first {N} of `{Rhs}`",
    label = "these shapes do not fit",
    note = "a contraction sums over axes that both have: the last on the left, the first on the right, in the same order; at most six axes remain"
)]
pub trait Contract<const N: usize, Rhs>: Shape {
    /// The axes that remain, those of the left shape first.
    type Output: Shape;
    /// How many elements remain of the left shape, are summed over, and remain of the right shape.
    const SIZES: [usize; 3];
}

/// The shape of the contraction of `A` and `B` over `N` axes.
pub type Contracted<A, B, const N: usize> = <A as Contract<N, B>>::Output;

#[diagnostic::do_not_recommend]
impl<const N: usize, A, B> Contract<N, B> for A
where
    A: SplitLast<N, Rest: Concat<B::Rest>>,
    B: SplitFirst<N, First = A::Last>,
{
    type Output = Join<A::Rest, B::Rest>;
    const SIZES: [usize; 3] = [A::Rest::NUMEL, A::Last::NUMEL, B::Rest::NUMEL];
}
