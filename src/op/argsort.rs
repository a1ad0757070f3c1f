//! `argsort`: the places of the elements along one axis, in order.

use crate::op::lane::lanes;
use crate::shape::{HasAxis, Shape};
use crate::tensor::{Element, Tensor};
use core::cmp::Ordering;

/// From small to large. NaN, which compares with nothing, is larger than every number and equal to itself.
#[inline]
pub(crate) fn ascending<T: PartialOrd>(a: &T, b: &T) -> Ordering {
    let nan = |x: &T| x.partial_cmp(x).is_none();
    a.partial_cmp(b).unwrap_or_else(|| nan(a).cmp(&nan(b)))
}

/// For each lane along axis `I` the places of its elements, counted along the axis: as `arrange` leaves them, whose
/// second argument compares two places. Needs no allocator: one lane lies on the stack.
#[inline]
pub(crate) fn places<T, const I: usize, S: HasAxis<I>, R: HasAxis<I>>(
    x: &[T],
    order: impl Fn(&T, &T) -> Ordering,
    arrange: impl Fn(&mut [usize], &dyn Fn(&usize, &usize) -> Ordering),
) -> Tensor<usize, R> {
    let mut y = Tensor::full(0);
    let mut lane = Tensor::<usize, (S::Axis,)>::full(0);
    for (mut from, to) in lanes::<I, S>().zip(lanes::<I, R>()) {
        let first = from.next().unwrap_or(0);
        for (place, slot) in lane.as_mut_slice().iter_mut().enumerate() {
            *slot = place;
        }
        // Equal elements in the order of their places: then a sort need not be stable to be one.
        arrange(lane.as_mut_slice(), &|&a, &b| {
            order(&x[first + a * S::INNER], &x[first + b * S::INNER]).then(a.cmp(&b))
        });
        for (to, &place) in to.zip(lane.as_slice()) {
            y.as_mut_slice()[to] = place;
        }
    }
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
        self.read(|x| places::<_, I, S, S>(x, ascending, |lane, order| lane.sort_unstable_by(order)))
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
        self.read(|x| places::<_, I, S, S>(x, |a, b| ascending(b, a), |lane, order| lane.sort_unstable_by(order)))
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
