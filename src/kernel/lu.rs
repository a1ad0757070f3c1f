//! LU factorisation with partial pivoting, and what is solved with it.

use crate::kernel::naive::add_scaled;
use crate::kernel::{Field, Triangle, triangular};

/// P·A = L·U in place: L below the diagonal (its own diagonal is ones), U on it and above. n³/3 multiplications and as many
/// additions.
///
/// The pivot is the entry of the column, on the diagonal or below it, with the largest magnitude. `exchange` hears of every
/// exchange of two rows. Gives the first column without a pivot, where all of these entries are 0: the matrix is singular
/// there, and the factorisation goes on.
pub(crate) fn factorise<T: Field>(a: &mut [T], n: usize, mut exchange: impl FnMut(usize, usize)) -> Option<usize> {
    let mut zero = None;
    for k in 0..n {
        let largest = (k + 1..n).fold(k, |at, i| if a[i * n + k].abs() > a[at * n + k].abs() { i } else { at });
        if largest != k {
            swap_rows(a, k, largest, n);
            exchange(k, largest);
        }
        let (upper, lower) = a.split_at_mut((k + 1) * n);
        let row = &upper[k * n..];
        if row[k] == T::ZERO {
            zero = zero.or(Some(k));
            continue;
        }
        for other in lower.chunks_exact_mut(n) {
            other[k] = other[k] / row[k];
            add_scaled(-other[k], &row[k + 1..], &mut other[k + 1..]);
        }
    }
    zero
}

/// Exchanges rows `i` < `j` of a matrix with n columns.
pub(crate) fn swap_rows<T: Copy>(a: &mut [T], i: usize, j: usize, n: usize) {
    let (front, back) = a.split_at_mut(j * n);
    front[i * n..][..n].swap_with_slice(&mut back[..n]);
}

/// x ← (L·U)⁻¹ x, where x is n×k and its rows have been exchanged already.
pub(crate) fn solve<T: Field>(lu: &[T], x: &mut [T], sizes: [usize; 2]) {
    triangular::solve(lu, x, sizes, Triangle::LOWER.unit());
    triangular::solve(lu, x, sizes, Triangle::UPPER);
}

/// x ← (L·U)⁻ᵀ x, where x is n×k. Its rows are to be exchanged back.
pub(crate) fn solve_transposed<T: Field>(lu: &[T], x: &mut [T], sizes: [usize; 2]) {
    triangular::solve(lu, x, sizes, Triangle::UPPER.transposed());
    triangular::solve(lu, x, sizes, Triangle::LOWER.unit().transposed());
}
