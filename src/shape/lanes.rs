//! Which elements of a shape a reduction or a scan takes together.

use crate::shape::{Broadcast, Dim, HasAxis, Shape};

/// All elements together, last axis fastest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct All;

/// The elements along axis `I` together, for each place on the other axes. A tuple such as `(Along<0>, Along<2>)`, named
/// from left to right, takes those along several axes together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Along<const I: usize>;

/// The same lanes as `L`, whose axes stay in the result with length 1 ([`One`](crate::One)).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Keep<L>(L);

/// How a shape falls into lanes: one of [`All`] elements, or one along an axis for each place on the others
/// ([`Along`]), or along several axes. A rule that is generic over it is written once for `sum()`, `sum_axis::<I>()` and
/// `sum_over::<(Along<I>, Along<J>)>()`.
///
/// ```
/// use wengert::{Along, Const, Keep, Shape, shape::{All, Lanes, Reduced}};
///
/// type S = (Const<2>, Const<3>, Const<4>);
/// assert_eq!((<All as Lanes<S>>::LENGTH, <All as Lanes<S>>::STRIDE), (24, Some(1)));
/// assert_eq!((<Along<1> as Lanes<S>>::LENGTH, <Along<1> as Lanes<S>>::STRIDE), (3, Some(4)));
///
/// type Ends = (Along<0>, Along<2>);
/// assert_eq!((<Ends as Lanes<S>>::LENGTH, <Ends as Lanes<S>>::STRIDE), (8, None));
/// assert_eq!(Reduced::<S, Ends>::DIMS, [3]);
/// assert_eq!(Reduced::<S, Keep<Ends>>::DIMS, [1, 3, 1]);
/// ```
#[diagnostic::on_unimplemented(
    message = "a tensor of shape `{S}` does not have the axes `{Self}`",
    label = "one is missing, or they are not named from left to right",
    note = "axes are counted from 0 on the left, and several are named from left to right: `Along<I>`, `(Along<I>, Along<J>)`; `Keep<…>` lets them stay with length 1"
)]
pub trait Lanes<S: Shape>: Copy + Default + 'static {
    /// The shape of one result for each lane.
    type Reduced: Shape;
    /// How many elements a lane has.
    const LENGTH: usize;
    /// How far apart neighbours in a lane lie, where this is the same for all of them.
    const STRIDE: Option<usize>;
    /// The position of the k-th element of a lane. Lanes are counted as in [`Reduced`](Lanes::Reduced).
    #[must_use]
    fn position(lane: usize, k: usize) -> usize;
}

/// The shape of one result for each lane `L` of the shape `S`.
pub type Reduced<S, L> = <L as Lanes<S>>::Reduced;

/// Lanes along one or several axes, which a reduction can keep.
///
/// ```
/// use wengert::{Along, Const, One, Shape, shape::Axes};
///
/// type S = (Const<2>, Const<3>, Const<4>);
/// assert_eq!(<<(Along<0>, Along<1>) as Axes<S>>::Kept as Shape>::DIMS, [1, 1, 4]);
/// ```
#[diagnostic::on_unimplemented(
    message = "a tensor of shape `{S}` does not have the axes `{Self}`, so it cannot keep them",
    label = "one is missing, or they are not named from left to right",
    note = "axes are counted from 0 on the left, and several are named from left to right: `Along<I>`, `(Along<I>, Along<J>)`"
)]
pub trait Axes<S: Shape>: Lanes<S> {
    /// The shape with [`One`](crate::One) in place of these axes.
    type Kept: Shape + Broadcast<S, Output = S>;
}

#[diagnostic::do_not_recommend]
impl<S: Shape> Lanes<S> for All {
    type Reduced = ();
    const LENGTH: usize = S::NUMEL;
    const STRIDE: Option<usize> = Some(1);
    #[inline(always)]
    fn position(_: usize, k: usize) -> usize {
        k
    }
}

#[diagnostic::do_not_recommend]
impl<const I: usize, S: HasAxis<I>> Lanes<S> for Along<I> {
    type Reduced = S::Removed;
    const LENGTH: usize = S::Axis::SIZE;
    const STRIDE: Option<usize> = Some(S::INNER);
    #[inline(always)]
    fn position(lane: usize, k: usize) -> usize {
        lane / S::INNER * (S::Axis::SIZE * S::INNER) + lane % S::INNER + k * S::INNER
    }
}

#[diagnostic::do_not_recommend]
impl<const I: usize, S: HasAxis<I>> Axes<S> for Along<I> {
    type Kept = S::Kept;
}

#[diagnostic::do_not_recommend]
impl<L: Axes<S>, S: Shape> Lanes<S> for Keep<L> {
    type Reduced = L::Kept;
    const LENGTH: usize = L::LENGTH;
    const STRIDE: Option<usize> = L::STRIDE;
    #[inline(always)]
    fn position(lane: usize, k: usize) -> usize {
        L::position(lane, k)
    }
}

/// An axis that stands left of axis `J`.
///
/// ```
/// fn left<A: wengert::shape::LeftOf<2>>() {}
/// left::<wengert::Along<0>>();
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not left of `Along<{J}>`: axes are named from left to right",
    label = "these axes are in another order",
    note = "the order does not change the result: write `(Along<0>, Along<2>)`, not `(Along<2>, Along<0>)`"
)]
pub trait LeftOf<const J: usize> {}

/// The expansion of `left!(0: 1 2)`: `impl LeftOf<1> for Along<0> {}` and `impl LeftOf<2> for Along<0> {}`.
macro_rules! left {
    ($($i:literal: $($j:literal)+;)+) => { $($(
        #[diagnostic::do_not_recommend]
        impl LeftOf<$j> for Along<$i> {}
    )+)+ };
}
left! {
    0: 1 2 3 4 5;
    1: 2 3 4 5;
    2: 3 4 5;
    3: 4 5;
    4: 5;
}

/// Several axes: the last one, and the others in the shape that is left without it. The expansion of
/// `several!((Along<I>), I, J)`:
///
/// ```ignore
/// impl<const I: usize, const J: usize, S> Lanes<S> for (Along<I>, Along<J>)
/// where
///     Along<I>: LeftOf<J>,
///     S: HasAxis<J>,
///     Along<I>: Lanes<S::Removed>,
/// {
///     type Reduced = <Along<I> as Lanes<S::Removed>>::Reduced;
///     // …
/// }
/// ```
macro_rules! several {
    (($others:ty), $($i:ident)*, $before:ident, $last:ident) => {
        #[diagnostic::do_not_recommend]
        impl<$(const $i: usize,)* const $before: usize, const $last: usize, S> Lanes<S>
            for ($(Along<$i>,)* Along<$before>, Along<$last>)
        where
            Along<$before>: LeftOf<$last>,
            S: HasAxis<$last>,
            $others: Lanes<<S as HasAxis<$last>>::Removed>,
        {
            type Reduced = <$others as Lanes<<S as HasAxis<$last>>::Removed>>::Reduced;
            const LENGTH: usize = <$others as Lanes<<S as HasAxis<$last>>::Removed>>::LENGTH * S::Axis::SIZE;
            // Neighbouring axes are one long one.
            const STRIDE: Option<usize> = match <$others as Lanes<<S as HasAxis<$last>>::Removed>>::STRIDE {
                Some(stride) if stride == S::INNER => Some(stride),
                _ => None,
            };
            #[inline(always)]
            fn position(lane: usize, k: usize) -> usize {
                let (other, last) = (k / S::Axis::SIZE, k % S::Axis::SIZE);
                let lane = <$others as Lanes<<S as HasAxis<$last>>::Removed>>::position(lane, other);
                <Along<$last> as Lanes<S>>::position(lane, last)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$(const $i: usize,)* const $before: usize, const $last: usize, S> Axes<S>
            for ($(Along<$i>,)* Along<$before>, Along<$last>)
        where
            Along<$before>: LeftOf<$last>,
            S: HasAxis<$last>,
            $others: Lanes<<S as HasAxis<$last>>::Removed> + Axes<<S as HasAxis<$last>>::Kept>,
            <$others as Axes<<S as HasAxis<$last>>::Kept>>::Kept: Broadcast<S, Output = S>,
        {
            type Kept = <$others as Axes<<S as HasAxis<$last>>::Kept>>::Kept;
        }
    };
}
several!((Along<I>), , I, J);
several!(((Along<I>, Along<J>)), I, J, K);
several!(((Along<I>, Along<J>, Along<K>)), I J, K, L);
several!(((Along<I>, Along<J>, Along<K>, Along<L>)), I J K, L, M);
several!(((Along<I>, Along<J>, Along<K>, Along<L>, Along<M>)), I J K L, M, N);
