//! What reductions, scans and the softmax family share: the elements that belong together, and their exponentials.

use crate::kernel::total;
use crate::number::Float;
use crate::op::Exp;
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
    let (at, top) = lane.fold((first, x[first]), |(at, top), i| if x[i] > top { (i, x[i]) } else { (at, top) });
    (at, if top.is_finite() { T::from_base(top.primal()) } else { T::ZERO })
}

/// e = exp(x − m) along a lane, where m is its [`peak`]. Gives m and Σ e − 1: the largest exponential is 1, and beside it
/// small ones would lose their digits.
#[inline]
pub(crate) fn exponentials<T: Float>(x: &[T], e: &mut [T], lane: impl Lane) -> (T, T) {
    let (at, m) = shifted(x, e, lane.clone());
    let top = e[at];
    match (lane.clone().next(), lane.clone().next_back()) {
        // Side by side.
        (Some(first), Some(last)) if last - first + 1 == lane.len() => T::apply_each(&mut e[first..=last], &Exp),
        _ => lane.clone().for_each(|i| e[i] = e[i].exp()),
    }
    (m, excess(top, e, at, lane))
}

/// e = x − m along a lane, where m is its [`peak`]. Gives where that is, and m.
#[inline]
pub(crate) fn shifted<T: Float>(x: &[T], e: &mut [T], lane: impl Lane) -> (usize, T) {
    let (at, m) = peak(x, lane.clone());
    lane.for_each(|i| e[i] = x[i] - m);
    (at, m)
}

/// Σ e − 1 along a lane of exponentials, of which that at the peak is e to the power of `top`.
#[inline]
pub(crate) fn excess<T: Float>(top: T, e: &[T], at: usize, lane: impl Lane) -> T {
    // At the peak there is nothing above 1, but in tangents and where it is infinite.
    let top = if top.vanishes() { T::ZERO } else { top.exp_m1() };
    top + total(lane.map(|i| if i == at { T::ZERO } else { e[i] }))
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
