//! What reductions, scans and the softmax family share: the elements that belong together, and their exponentials.

use crate::kernel::total;
use crate::number::Float;
use crate::shape::{Along, HasAxis, Lanes, Shape};

/// The positions of the elements of one lane.
pub(crate) trait Lane: DoubleEndedIterator<Item = usize> + ExactSizeIterator + Clone {}

impl<I: DoubleEndedIterator<Item = usize> + ExactSizeIterator + Clone> Lane for I {}

/// The positions of the elements of each lane of a shape.
#[inline]
pub(crate) fn each_lane<L: Lanes<S>, S: Shape>() -> impl Iterator<Item = impl Lane> {
    (0..S::NUMEL / L::LENGTH).map(|lane| (0..L::LENGTH).map(move |k| L::position(lane, k)))
}

/// The positions of the elements of each lane along axis `I`.
#[inline]
pub(crate) fn lanes<const I: usize, S: HasAxis<I>>() -> impl Iterator<Item = impl Lane> {
    each_lane::<Along<I>, S>()
}

/// Where the largest value of a lane lies, and a number m to subtract from all, so that no exponential overflows.
///
/// m is that value as a constant: it cancels from whatever is computed with the exponentials, so it needs no tangents. A
/// lane of −∞ only has nothing to subtract, and m is 0; its exponentials are 0 as they are.
#[inline]
pub(crate) fn peak<T: Float>(x: &[T], lane: impl Iterator<Item = usize> + Clone) -> (usize, T) {
    let first = lane.clone().next().unwrap_or(0);
    let at = lane.fold(first, |at, i| if x[i] > x[at] { i } else { at });
    (at, if x[at].is_finite() { T::from_base(x[at].primal()) } else { T::ZERO })
}

/// e = exp(x − m) along a lane, where m is its [`peak`]. Gives m and Σ e − 1: the largest exponential is 1, and beside it
/// small ones would lose their digits.
#[inline]
pub(crate) fn exponentials<T: Float>(x: &[T], e: &mut [T], lane: impl Lane) -> (T, T) {
    let (at, m) = peak(x, lane.clone());
    let others = total(lane.map(|i| {
        e[i] = (x[i] - m).exp();
        if i == at { T::ZERO } else { e[i] }
    }));
    (m, (x[at] - m).exp_m1() + others)
}

/// The mean of a lane. What rounding has left out of it is the mean of the deviations, and is added: of equal elements it
/// is that element.
#[inline]
pub(crate) fn mean<T: Float>(x: &[T], lane: impl Lane) -> T {
    let n = T::from_f64(lane.len() as f64);
    let rough = total(lane.clone().map(|i| x[i])) / n;
    rough + total(lane.map(|i| x[i] - rough)) / n
}

/// Whether nothing uses a lane: then it gets no adjoint, even if its probabilities are NaN.
#[inline]
pub(crate) fn unused<T: Float>(dy: &[T], mut lane: impl Iterator<Item = usize>) -> bool {
    lane.all(|i| dy[i].vanishes())
}
