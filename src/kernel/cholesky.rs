//! Cholesky factorisation.

use crate::kernel::{Field, Semiring};

/// A = L·Lᵀ in place, from the lower triangle of an n×n matrix, row by row; what is above the diagonal becomes 0. n³/6
/// multiplications and as many additions.
///
/// Where a pivot is not above 0 the matrix is not positive definite. That entry of the diagonal becomes NaN, and so does
/// everything that depends on it.
pub(crate) fn factorise<T: Field>(a: &mut [T], n: usize) {
    for i in 0..n {
        let (before, row) = a.split_at_mut(i * n);
        let row = &mut row[..n];
        for (j, other) in before.chunks_exact(n).enumerate() {
            row[j] = (row[j] - <T as Semiring>::dot(&row[..j], &other[..j])) / other[j];
        }
        let pivot = row[i] - <T as Semiring>::dot(&row[..i], &row[..i]);
        row[i] = if pivot > T::ZERO { pivot.sqrt() } else { T::nan() };
        row[i + 1..].fill(T::ZERO);
    }
}
