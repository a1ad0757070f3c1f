//! Systems with a triangular matrix, by substitution.

use crate::kernel::naive::add_scaled;
use crate::kernel::{Field, Semiring};

/// Which triangle of a matrix is meant, and how: see [`solve_triangular`](crate::Tensor::solve_triangular).
///
/// ```
/// use wengert::{Triangle, tensor};
///
/// let l = tensor([[2.0, 9.0], [4.0, 8.0]]); // the 9 is not in the triangle
/// let b = tensor([2.0, 12.0]);
/// assert_eq!(l.solve_triangular(Triangle::LOWER, &b), tensor([1.0, 1.0]));
/// assert_eq!(l.solve_triangular(Triangle::LOWER.unit(), &b), tensor([2.0, 4.0]));
/// assert_eq!(l.solve_triangular(Triangle::LOWER.transposed(), &b), tensor([-2.0, 1.5]));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Triangle {
    pub(crate) upper: bool,
    pub(crate) unit: bool,
    pub(crate) transposed: bool,
}

impl Triangle {
    /// The diagonal and what is below it.
    pub const LOWER: Self = Triangle { upper: false, unit: false, transposed: false };
    /// The diagonal and what is above it.
    pub const UPPER: Self = Triangle { upper: true, unit: false, transposed: false };

    /// The same triangle with ones on its diagonal, whatever is stored there.
    #[must_use]
    pub const fn unit(self) -> Self {
        Triangle { unit: true, ..self }
    }

    /// The transpose of the triangle: `Triangle::LOWER.transposed()` is Lᵀ, an upper triangle, read from L as it lies.
    #[must_use]
    pub const fn transposed(self) -> Self {
        Triangle { transposed: !self.transposed, ..self }
    }
}

/// x ← A⁻¹ x, where A is one triangle of an n×n matrix and x is n×k. n²·k multiplications and additions, half of them each.
///
/// Either way row i of the matrix is read in order: as it is, it gathers the unknowns that are known already; transposed, it
/// tells the others of unknown i.
pub(crate) fn solve<T: Field>(a: &[T], x: &mut [T], [n, k]: [usize; 2], triangle: Triangle) {
    let Triangle { upper, unit, transposed } = triangle;
    for step in 0..n {
        let i = if upper == transposed { step } else { n - 1 - step };
        let row = &a[i * n..][..n];
        let (before, after) = x.split_at_mut(if upper { (i + 1) * k } else { i * k });
        let (coefficients, others, unknown) =
            if upper { (&row[i + 1..], after, &mut before[i * k..]) } else { (&row[..i], before, &mut after[..k]) };
        if !transposed {
            gather(coefficients, others, unknown);
        }
        if !unit {
            for unknown in unknown.iter_mut() {
                *unknown = *unknown / row[i];
            }
        }
        if transposed {
            tell(coefficients, others, unknown);
        }
    }
}

/// unknown −= coefficients · others.
#[inline]
fn gather<T: Field>(coefficients: &[T], others: &[T], unknown: &mut [T]) {
    if let [unknown] = unknown {
        *unknown = *unknown - <T as Semiring>::dot(coefficients, others);
        return;
    }
    for (&coefficient, other) in coefficients.iter().zip(others.chunks_exact(unknown.len())) {
        add_scaled(-coefficient, other, unknown);
    }
}

/// others −= coefficientsᵀ · unknown.
#[inline]
fn tell<T: Field>(coefficients: &[T], others: &mut [T], unknown: &[T]) {
    if let [unknown] = *unknown {
        add_scaled(-unknown, coefficients, others);
        return;
    }
    for (&coefficient, other) in coefficients.iter().zip(others.chunks_exact_mut(unknown.len())) {
        add_scaled(-coefficient, unknown, other);
    }
}

/// The transpose of an n×n matrix, in place.
pub(crate) fn transpose<T: Copy>(a: &mut [T], n: usize) {
    for i in 0..n {
        for j in 0..i {
            a.swap(i * n + j, j * n + i);
        }
    }
}
