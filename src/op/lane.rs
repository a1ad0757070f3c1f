//! What reductions, scans and the softmax family share: the elements that belong together, and their exponentials.

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

/// e = exp(x − m) along a lane, where m, the lane's largest value, keeps it from overflowing. Gives m and Σ e − 1: the
/// largest exponential is 1, and beside it small ones would lose their digits.
///
/// m is a constant: it cancels from whatever is computed with the exponentials, so it needs no tangents.
#[inline]
pub(crate) fn exponentials<T: Float>(x: &[T], e: &mut [T], lane: impl Iterator<Item = usize> + Clone) -> (T, T) {
    let first = lane.clone().next().unwrap_or(0);
    let at = lane.clone().fold(first, |at, i| if x[i] > x[at] { i } else { at });
    // A lane of −∞ only has no largest value to subtract; its exponentials are 0 as they are.
    let m = if x[at].is_finite() { T::from_base(x[at].primal()) } else { T::ZERO };
    let mut excess = (x[at] - m).exp_m1();
    for i in lane {
        e[i] = (x[i] - m).exp();
        if i != at {
            excess = excess + e[i];
        }
    }
    (m, excess)
}

/// Whether nothing uses a lane: then it gets no adjoint, even if its probabilities are NaN.
#[inline]
pub(crate) fn unused<T: Float>(dy: &[T], mut lane: impl Iterator<Item = usize>) -> bool {
    lane.all(|i| dy[i].vanishes())
}
