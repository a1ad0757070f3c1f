//! What determinants and their derivatives need, with no division by a pivot that may be 0.

use crate::kernel::lu::swap_rows;
use crate::kernel::naive::add_scaled;
use crate::kernel::{Field, Semiring};

/// P·A·Q = L·M in place, with complete pivoting: M is upper triangular up to row `k`, and from there on a block in which
/// nothing is left to eliminate: it has one entry, or all its entries are 0. Gives `k`.
///
/// Complete pivoting, since only so a pivot of 0 says that the block is 0. (Entries of dual numbers are compared by value; a
/// block of zeros may have tangents.)
pub(crate) fn eliminate<T: Field>(
    a: &mut [T],
    n: usize,
    mut exchange_rows: impl FnMut(usize, usize),
    mut exchange_columns: impl FnMut(usize, usize),
) -> usize {
    for k in 0..n - 1 {
        let mut largest = (k, k);
        for (i, j) in (k..n).flat_map(|i| (k..n).map(move |j| (i, j))) {
            if a[i * n + j].abs() > a[largest.0 * n + largest.1].abs() {
                largest = (i, j);
            }
        }
        if a[largest.0 * n + largest.1] == T::ZERO {
            return k;
        }
        if largest.0 != k {
            swap_rows(a, k, largest.0, n);
            exchange_rows(k, largest.0);
        }
        if largest.1 != k {
            a.chunks_exact_mut(n).for_each(|row| row.swap(k, largest.1));
            exchange_columns(k, largest.1);
        }
        let (upper, lower) = a.split_at_mut((k + 1) * n);
        let row = &upper[k * n..];
        for other in lower.chunks_exact_mut(n) {
            other[k] = other[k] / row[k];
            add_scaled(-other[k], &row[k + 1..], &mut other[k + 1..]);
        }
    }
    n - 1
}

/// The determinant of an m×m matrix, and its adjugate in `adjugate`, by the method of Faddeev and Le Verrier: m⁴
/// multiplications, but divisions by 1, …, m only. `work` is m×m.
pub(crate) fn faddeev_le_verrier<T: Field>(a: &[T], adjugate: &mut [T], work: &mut [T], m: usize) -> T {
    adjugate.fill(T::ZERO);
    adjugate.iter_mut().step_by(m + 1).for_each(|diagonal| *diagonal = T::ONE);
    let mut k = T::ONE;
    for last in (0..m).rev().map(|left| left == 0) {
        work.fill(T::ZERO);
        <T as Semiring>::product(a, adjugate, work, [m, m, m]);
        let coefficient = -work.iter().step_by(m + 1).fold(T::ZERO, |sum, &x| sum + x) / k;
        if last {
            // The signs of the method alternate: (−1)ᵐ for the determinant, (−1)ᵐ⁻¹ for the adjugate.
            if m.is_multiple_of(2) {
                for x in adjugate {
                    *x = -*x;
                }
                return coefficient;
            }
            return -coefficient;
        }
        adjugate.copy_from_slice(work);
        adjugate.iter_mut().step_by(m + 1).for_each(|diagonal| *diagonal = *diagonal + coefficient);
        k = k + T::ONE;
    }
    T::ONE // without rows
}
