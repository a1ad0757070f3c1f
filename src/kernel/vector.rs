//! Sums over one slice, with as many accumulators as a register has lanes. Long ones are sums of two halves.

use crate::kernel::{Semiring, naive::BLOCK};

/// Σ aᵢ, each lane on its own, then the lanes, then what is left over.
pub(super) fn sum<T: Semiring, const LANES: usize>(a: &[T]) -> T {
    if a.len() > LANES * BLOCK {
        let (front, back) = a.split_at(a.len() / 2);
        return sum::<T, LANES>(front) + sum::<T, LANES>(back);
    }
    if a.len() < 2 * LANES {
        return a.iter().fold(T::ZERO, |sum, &a| sum + a); // one chunk: the same order, without lanes to clear
    }
    let (chunks, rest) = a.as_chunks::<LANES>();
    let mut lanes = [T::ZERO; LANES];
    for chunk in chunks {
        for (lane, &a) in lanes.iter_mut().zip(chunk) {
            *lane = *lane + a;
        }
    }
    lanes.iter().chain(rest).fold(T::ZERO, |sum, &a| sum + a)
}

/// Σ aᵢ · bᵢ, in the same order as [`sum`].
pub(super) fn dot<T: Semiring, const LANES: usize>(a: &[T], b: &[T]) -> T {
    let n = a.len().min(b.len());
    if n > LANES * BLOCK {
        return dot::<T, LANES>(&a[..n / 2], &b[..n / 2]) + dot::<T, LANES>(&a[n / 2..n], &b[n / 2..n]);
    }
    if n < 2 * LANES {
        return a.iter().zip(b).fold(T::ZERO, |sum, (&a, &b)| a.times_plus(b, sum));
    }
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut lanes = [T::ZERO; LANES];
    for (a, b) in a.iter().zip(b) {
        for ((lane, &a), &b) in lanes.iter_mut().zip(a).zip(b) {
            *lane = a.times_plus(b, *lane);
        }
    }
    let lanes = lanes.iter().fold(T::ZERO, |sum, &lane| sum + lane);
    a_rest.iter().zip(b_rest).fold(lanes, |sum, (&a, &b)| a.times_plus(b, sum))
}

/// yⱼ = Σᵢ xᵢⱼ over the rows of x, each as long as y.
pub(crate) fn sum_rows<T: Semiring>(x: &[T], y: &mut [T]) {
    y.fill(T::ZERO);
    add_rows(x, y, |_, row, sums| {
        for (sum, &x) in sums.iter_mut().zip(row) {
            *sum = *sum + x;
        }
    });
}

/// Adds to y what `add` makes of the rows of x, each as long as y: some columns at a time, whose sums stay in registers, and
/// some rows at a time, so that a long column does not lose its last terms. `add` gets the number of a row, a part of the
/// row from some column on, and the sums of these columns.
#[inline(always)]
pub(super) fn add_rows<T: Semiring>(x: &[T], y: &mut [T], add: impl Fn(usize, &[T], &mut [T])) {
    const COLUMNS: usize = 16;
    let n = y.len();
    for (block, x) in x.chunks(BLOCK * n).enumerate() {
        for (at, y) in y.chunks_mut(COLUMNS).enumerate() {
            let mut sums = [T::ZERO; COLUMNS];
            for (i, row) in x.chunks_exact(n).enumerate() {
                add(block * BLOCK + i, &row[at * COLUMNS..], &mut sums[..y.len()]);
            }
            for (y, &sum) in y.iter_mut().zip(&sums) {
                *y = *y + sum;
            }
        }
    }
}
