//! QR factorisation by Householder's reflections.

use crate::kernel::Field;
use crate::kernel::naive::add_scaled;

/// A = Q·R in place, where A is m×n and m ≥ n: R on the diagonal and above it, and below it the reflections whose product is
/// Q. Each is 1 − τ·v·vᵀ with the first entry of v being 1; the others lie below the diagonal, τ in `scales`. `v` holds m
/// numbers, `work` n. About n²·(m − n/3) multiplications and as many additions.
pub(crate) fn factorise<T: Field>(a: &mut [T], scales: &mut [T], v: &mut [T], work: &mut [T], [m, n]: [usize; 2]) {
    for k in 0..n {
        let v = &mut v[..m - k];
        for (v, row) in v.iter_mut().zip(a[k * n..].chunks_exact(n)) {
            *v = row[k];
        }
        let (scale, diagonal) = reflection(v);
        scales[k] = scale;
        reflect(v, scale, &mut a[k * n..], n, k + 1, work);
        for (row, &v) in a[k * n..].chunks_exact_mut(n).zip(&*v) {
            row[k] = v;
        }
        a[k * n + k] = diagonal;
    }
}

/// The reflection that maps a column to a multiple of the first unit vector: makes v of the column, gives τ and the
/// multiple. A column of zeros stays as it is, with τ = 0.
///
/// There is no shortcut for a column that is a multiple already: the tangents of its zeros would be lost.
fn reflection<T: Field>(column: &mut [T]) -> (T, T) {
    // Divided by its largest entry the column has squares that neither overflow nor vanish.
    let largest = column.iter().fold(T::ZERO, |m, x| if m.is_nan() || x.abs() <= m { m } else { x.abs() });
    let first = column[0];
    if largest == T::ZERO {
        column[0] = T::ONE;
        return (T::ZERO, first);
    }
    let length = largest * column.iter().fold(T::ZERO, |sum, &x| (x / largest).times_plus(x / largest, sum)).sqrt();
    let multiple = if first >= T::ZERO { -length } else { length };
    for x in &mut column[1..] {
        *x = *x / (first - multiple);
    }
    column[0] = T::ONE;
    ((multiple - first) / multiple, multiple)
}

/// b ← (1 − τ·v·vᵀ)·b for the columns of b from `from` on, where b has as many rows as v and n columns. `work` holds n
/// numbers.
fn reflect<T: Field>(v: &[T], scale: T, b: &mut [T], n: usize, from: usize, work: &mut [T]) {
    let work = &mut work[from..n];
    work.fill(T::ZERO);
    for (&v, row) in v.iter().zip(b.chunks_exact(n)) {
        add_scaled(v, &row[from..], work);
    }
    for (&v, row) in v.iter().zip(b.chunks_exact_mut(n)) {
        add_scaled(-scale * v, work, &mut row[from..]);
    }
}

/// Reflection `k` of a factorisation: v, copied to where it is contiguous.
fn gather<T: Field>(a: &[T], k: usize, n: usize, v: &mut [T]) {
    for (v, row) in v.iter_mut().zip(a[k * n..].chunks_exact(n)) {
        *v = row[k];
    }
    v[0] = T::ONE;
}

/// b ← Qᵀ·b, where b has m rows and `columns` columns. `v` holds m numbers, `work` as many as b has columns.
pub(crate) fn apply_transposed<T: Field>(
    (a, scales): (&[T], &[T]),
    b: &mut [T],
    columns: usize,
    v: &mut [T],
    work: &mut [T],
    [m, n]: [usize; 2],
) {
    for k in 0..n {
        let v = &mut v[..m - k];
        gather(a, k, n, v);
        reflect(v, scales[k], &mut b[k * columns..], columns, 0, work);
    }
}

/// The first n columns of Q, where `v` holds m numbers and `work` n.
pub(crate) fn columns<T: Field>(
    (a, scales): (&[T], &[T]),
    q: &mut [T],
    v: &mut [T],
    work: &mut [T],
    [m, n]: [usize; 2],
) {
    q.fill(T::ZERO);
    q.iter_mut().step_by(n + 1).take(n).for_each(|diagonal| *diagonal = T::ONE);
    for k in (0..n).rev() {
        let v = &mut v[..m - k];
        gather(a, k, n, v);
        reflect(v, scales[k], &mut q[k * n..], n, k, work);
    }
}
