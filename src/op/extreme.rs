//! What max, min, argmax and argmin share: the place of the largest or smallest element.

use crate::op::lane::each_lane;
use crate::shape::{Lanes, Shape};
use crate::tensor::Tensor;
use core::cmp::Ordering;

/// Where the largest (`Greater`) or smallest (`Less`) element of a lane stands: the first of equal ones, and the first
/// NaN before any number.
#[inline]
pub(crate) fn extreme<T: PartialOrd>(wanted: Ordering, x: &[T], lane: impl Iterator<Item = usize>) -> usize {
    lane.reduce(|best, i| {
        // NaN compares with nothing, not even with itself.
        let settled = x[best].partial_cmp(&x[best]).is_none();
        let replaces = x[i].partial_cmp(&x[best]).is_none_or(|order| order == wanted);
        if replaces && !settled { i } else { best }
    })
    .unwrap_or(0)
}

/// The same for every lane, counted within it.
#[inline]
pub(crate) fn extremes<T: PartialOrd, L: Lanes<S>, S: Shape>(wanted: Ordering, x: &[T]) -> Tensor<usize, L::Reduced> {
    let mut y = Tensor::full(0);
    for (y, mut lane) in y.as_mut_slice().iter_mut().zip(each_lane::<L, S>()) {
        let at = extreme(wanted, x, lane.clone());
        *y = lane.position(|i| i == at).unwrap_or(0);
    }
    y
}
