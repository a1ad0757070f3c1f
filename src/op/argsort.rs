//! `argsort`: the places of the elements along one axis, in order.

use crate::op::lane::lanes;
use crate::shape::{Dim, HasAxis, Shape};
use crate::tensor::{Element, Tensor};
use core::cmp::Ordering;

/// From small to large. NaN, which compares with nothing, is larger than every number and equal to itself.
#[inline]
fn ascending<T: PartialOrd>(a: &T, b: &T) -> Ordering {
    let nan = |x: &T| x.partial_cmp(x).is_none();
    a.partial_cmp(b).unwrap_or_else(|| nan(a).cmp(&nan(b)))
}

/// The order of the elements of a lane, named by their places: the first is at `x[0]`, the next `stride` further. Equal ones
/// in the order of their places: then a sort need not be stable to be one.
fn order<T: PartialOrd, const DESCENDING: bool>(x: &[T], stride: usize) -> impl Fn(&usize, &usize) -> Ordering {
    move |&a, &b| {
        let order = ascending(&x[a * stride], &x[b * stride]);
        (if DESCENDING { order.reverse() } else { order }).then(a.cmp(&b))
    }
}

/// Sorts places. Not inlined, as the sort of the standard library is large, and the same for all shapes.
#[inline(never)]
fn sort<T: PartialOrd, const DESCENDING: bool>(x: &[T], stride: usize, places: &mut [usize]) {
    places.sort_unstable_by(order::<T, DESCENDING>(x, stride));
}

/// Moves so many places to the front, in any order.
#[inline(never)]
fn to_front<T: PartialOrd, const DESCENDING: bool>(x: &[T], stride: usize, places: &mut [usize], count: usize) {
    places.select_nth_unstable_by(count - 1, order::<T, DESCENDING>(x, stride));
}

/// Calls `f` for the elements of each lane along axis `I` in order, as many as axis `I` of `R` is long: with the place in
/// `R`, the place along the axis, and the place in `S`. Needs no allocator: the places of one lane lie on the stack.
pub(crate) fn in_order<T: PartialOrd, const I: usize, const DESCENDING: bool, S: HasAxis<I>, R: HasAxis<I>>(
    x: &[T],
    mut f: impl FnMut(usize, usize, usize),
) {
    let (count, mut places) = (R::Axis::SIZE, <(S::Axis,)>::splat(0));
    let places = <(S::Axis,)>::flat_mut(&mut places);
    for (mut from, to) in lanes::<I, S>().zip(lanes::<I, R>()) {
        let first = from.next().unwrap_or(0);
        for (place, slot) in places.iter_mut().enumerate() {
            *slot = place;
        }
        if const { R::Axis::SIZE < S::Axis::SIZE } {
            to_front::<T, DESCENDING>(&x[first..], S::INNER, places, count);
        }
        sort::<T, DESCENDING>(&x[first..], S::INNER, &mut places[..count]);
        for (to, &place) in to.zip(&*places) {
            f(to, place, first + place * S::INNER);
        }
    }
}

/// The places of these elements, counted along the axis.
pub(crate) fn places<T: PartialOrd, const I: usize, const DESCENDING: bool, S: HasAxis<I>, R: HasAxis<I>>(
    x: &[T],
) -> Tensor<usize, R> {
    let mut y = Tensor::full(0);
    in_order::<T, I, DESCENDING, S, R>(x, |to, place, _| y.as_mut_slice()[to] = place);
    y
}

impl<E: Element<Number: PartialOrd>, S: Shape> Tensor<E, S> {
    /// For each lane along axis `I` the places of its elements from the smallest to the largest, counted from 0.
    ///
    /// Equal elements keep their order, and NaN comes last, as if it were larger than every number. The values alone
    /// decide, in every mode. [`gather`](Self::gather) takes the elements at these places, of this tensor
    /// ([`sort`](Self::sort) does that) or of another one.
    ///
    /// Shape: `S → S`, of `usize` in every mode. Derivative: none, as places jump.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[3, 1, 2], [5, 5, 4]]);
    /// let places = a.argsort::<1>();
    /// assert_eq!(places, tensor([[1, 2, 0], [2, 0, 1]]));
    /// let names = tensor([['c', 'a', 'b'], ['x', 'y', 'w']].map(|row| row.map(u32::from)));
    /// assert_eq!(names.gather::<1, _>(&places)[[0, 0]], u32::from('a'));
    /// ```
    #[must_use]
    pub fn argsort<const I: usize>(&self) -> Tensor<usize, S>
    where
        S: HasAxis<I>,
    {
        self.read(places::<_, I, false, S, S>)
    }

    /// For each lane along axis `I` the places of its elements from the largest to the smallest, counted from 0.
    ///
    /// Equal elements keep their order, and NaN comes first, as if it were larger than every number.
    ///
    /// Shape: `S → S`, of `usize` in every mode. Derivative: none, as places jump.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([2.0, f64::NAN, 7.0, 2.0]).argsort_descending::<0>(), tensor([1, 2, 0, 3]));
    /// ```
    #[must_use]
    pub fn argsort_descending<const I: usize>(&self) -> Tensor<usize, S>
    where
        S: HasAxis<I>,
    {
        self.read(places::<_, I, true, S, S>)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Dual, Tape, tensor};

    #[test]
    fn every_axis_is_sorted_on_its_own() {
        let x = tensor([[[3, 1], [2, 2]], [[0, 5], [4, 1]]]);
        assert_eq!(x.argsort::<0>(), tensor([[[1, 0], [0, 1]], [[0, 1], [1, 0]]]));
        assert_eq!(x.argsort::<1>(), tensor([[[1, 0], [0, 1]], [[0, 1], [1, 0]]]));
        assert_eq!(x.argsort::<2>(), tensor([[[1, 0], [0, 1]], [[0, 1], [1, 0]]]));
        assert_eq!(x.argsort_descending::<2>(), tensor([[[0, 1], [0, 1]], [[1, 0], [0, 1]]]));
        assert_eq!(tensor([[7], [5]]).argsort::<1>(), tensor([[0], [0]]));
    }

    #[test]
    fn equal_elements_keep_their_order_also_in_long_lanes() {
        let x = crate::Vector::<usize, 200>::from_fn(|[i]| i * 7 % 5);
        for (places, down) in [(x.argsort::<0>(), false), (x.argsort_descending::<0>(), true)] {
            for pair in places.as_slice().windows(2) {
                let (a, b) = (x[[pair[0]]], x[[pair[1]]]);
                assert!(if down { a > b } else { a < b } || (a == b && pair[0] < pair[1]));
            }
        }
    }

    #[test]
    fn nan_is_larger_than_infinity_and_both_zeros_are_equal() {
        let nan = f64::NAN;
        let x = tensor([nan, f64::INFINITY, 0.0, -nan, -0.0, f64::NEG_INFINITY]);
        assert_eq!(x.argsort::<0>(), tensor([5, 2, 4, 1, 0, 3]));
        assert_eq!(x.argsort_descending::<0>(), tensor([0, 3, 1, 2, 4, 5]));
        assert_eq!(tensor([true, false, true]).argsort::<0>(), tensor([1, 0, 2]));
    }

    #[test]
    fn values_decide_in_every_mode() {
        let x = [2.0, 1.0, 2.0];
        let dual = tensor([Dual::new(2.0, [-9.0]), Dual::new(1.0, [9.0]), Dual::new(2.0, [-10.0])]);
        let tape = Tape::new();
        assert_eq!(dual.argsort::<0>(), tensor(x).argsort::<0>());
        assert_eq!(tape.var(&tensor(x)).argsort::<0>(), tensor([1, 0, 2]));
    }
}
