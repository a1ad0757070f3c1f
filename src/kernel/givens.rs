//! QR factorisation row by row, by Givens' rotations.

use crate::kernel::Field;

/// Adds an equation to those of a least squares problem, R·x = c with a triangle R of n×n numbers: rotates the row into R
/// and the number on its right into c. The row is zero afterwards. About 2·n² multiplications.
///
/// Rows of zeros are where to begin, and any number of equations may follow.
pub(crate) fn absorb<T: Field>(r: &mut [T], c: &mut [T], row: &mut [T], mut right: T, n: usize) {
    for (k, (r, c)) in r.chunks_exact_mut(n).zip(c).enumerate() {
        if row[k] == T::ZERO {
            continue;
        }
        let length = r[k].hypot(row[k]);
        let (cos, sin) = (r[k] / length, row[k] / length);
        for (r, row) in r[k..].iter_mut().zip(&mut row[k..]) {
            (*r, *row) = (cos * *r + sin * *row, cos * *row - sin * *r);
        }
        row[k] = T::ZERO;
        (*c, right) = (cos * *c + sin * right, cos * right - sin * *c);
    }
}

#[cfg(test)]
mod tests {
    use super::absorb;
    use crate::kernel::{Triangle, triangular};

    #[test]
    fn the_triangle_has_the_product_and_the_solution_of_all_rows() {
        // A line through three points, 1.1 + 0.5·x is the best.
        let rows = [([1.0_f64, -1.0], 0.5), ([1.0, 0.0], 1.3), ([1.0, 1.0], 1.5)];
        let (mut r, mut c) = ([0.0; 4], [0.0; 2]);
        for (mut row, right) in rows {
            absorb(&mut r, &mut c, &mut row, right, 2);
            assert_eq!(row, [0.0; 2]);
        }
        let product = [r[0] * r[0], r[0] * r[1], r[1] * r[1] + r[3] * r[3]];
        assert!(product.iter().zip([3.0, 0.0, 2.0]).all(|(found, exact)| (found - exact).abs() < 1e-15));
        triangular::solve(&r, &mut c, [2, 1], Triangle::UPPER);
        assert!((c[0] - 1.1).abs() < 1e-15 && (c[1] - 0.5).abs() < 1e-15);
    }

    #[test]
    fn squares_need_not_be_numbers() {
        let (mut r, mut c) = ([0.0], [0.0]);
        for row in [3e200, 4e200] {
            absorb(&mut r, &mut c, &mut [row], row, 1);
        }
        assert!((r[0] / 5e200 - 1.0_f64).abs() < 1e-15 && (c[0] / 5e200 - 1.0_f64).abs() < 1e-15);
    }
}
