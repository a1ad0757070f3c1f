//! Eigenvalues of symmetric matrices by Jacobi's rotations.

use crate::kernel::Field;
use crate::kernel::lu::swap_rows;

/// Sweeps at the most. Convergence is quadratic; matrices of 32 rows take eight or nine.
const SWEEPS: usize = 40;

/// Rotates a symmetric n×n matrix until it is diagonal, the eigenvalues in ascending order; the rows of `v` become the
/// eigenvectors. About 3·n³ multiplications for each sweep.
///
/// An entry is negligible beside the root of its two diagonal entries, which gives small eigenvalues of positive definite
/// matrices their digits too (J. Demmel, K. Veselić: Jacobi's method is more accurate than QR, 1992). A matrix that is not
/// finite gets NaN everywhere.
pub(crate) fn diagonalise<T: Field>(a: &mut [T], v: &mut [T], n: usize) {
    if !a.iter().all(|x| x.is_finite()) {
        a.fill(T::nan());
        v.fill(T::nan());
        return;
    }
    v.fill(T::ZERO);
    v.iter_mut().step_by(n + 1).for_each(|diagonal| *diagonal = T::ONE);
    let least = a.iter().fold(T::ZERO, |m, x| m.max(x.abs())) * T::epsilon();
    for _ in 0..SWEEPS {
        let mut settled = true;
        for (p, q) in pairs(n) {
            let [pp, qq] = [a[p * n + p], a[q * n + q]].map(|x| x.abs().sqrt());
            if a[p * n + q].abs() > T::epsilon() * (pp * qq).max(least) {
                rotate(a, v, n, p, q);
                settled = false;
            }
        }
        if settled {
            break;
        }
    }
    sort(a, v, n);
}

/// All pairs p < q below n.
pub(crate) fn pairs(n: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..n).flat_map(move |p| (p + 1..n).map(move |q| (p, q)))
}

/// The rotation of axes p and q after which `a[p, q]` is 0, by the smaller of its two angles. That entry and the difference
/// of the two diagonal entries must not both be 0.
pub(crate) fn rotate<T: Field>(a: &mut [T], v: &mut [T], n: usize, p: usize, q: usize) {
    let (off, gap) = (a[p * n + q] + a[p * n + q], a[q * n + q] - a[p * n + p]);
    let tangent = if gap < T::ZERO { off / (gap - gap.hypot(off)) } else { off / (gap + gap.hypot(off)) };
    let cos = (T::ONE + tangent * tangent).sqrt().recip();
    let sin = tangent * cos;
    turn(a, n, p, q, cos, sin);
    for row in a.chunks_exact_mut(n) {
        (row[p], row[q]) = (cos * row[p] - sin * row[q], sin * row[p] + cos * row[q]);
    }
    (a[p * n + q], a[q * n + p]) = (T::ZERO, T::ZERO);
    turn(v, n, p, q, cos, sin);
}

/// The rotation of two rows.
pub(crate) fn turn<T: Field>(a: &mut [T], n: usize, p: usize, q: usize, cos: T, sin: T) {
    let (front, back) = a.split_at_mut(q * n);
    for (x, y) in front[p * n..][..n].iter_mut().zip(&mut back[..n]) {
        (*x, *y) = (cos * *x - sin * *y, sin * *x + cos * *y);
    }
}

/// Sorts the diagonal, and the rows of `v` with it.
fn sort<T: Field>(a: &mut [T], v: &mut [T], n: usize) {
    for i in 0..n {
        let least = (i + 1..n).fold(i, |at, j| if a[j * n + j] < a[at * n + at] { j } else { at });
        if least != i {
            a.swap(i * n + i, least * n + least);
            swap_rows(v, i, least, n);
        }
    }
}
