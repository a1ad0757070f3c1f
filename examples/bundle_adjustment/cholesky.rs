//! The solution of a large symmetric system.

/// Solves a·x = b, where `a` is symmetric and positive definite, row by row in `a`, of which the lower triangle is read.
/// Its factor takes its place. Nothing if `a` is not positive definite.
pub(crate) fn solve(a: &mut [f64], mut b: Vec<f64>) -> Option<Vec<f64>> {
    let n = b.len();
    // a = L·Lᵀ
    for i in 0..n {
        let (above, row) = a.split_at_mut(i * n);
        for (j, other) in above.chunks_exact(n).enumerate() {
            row[j] = (row[j] - dot(&row[..j], &other[..j])) / other[j];
        }
        let square = row[i] - dot(&row[..i], &row[..i]);
        if square.is_nan() || square <= 0.0 {
            return None;
        }
        row[i] = square.sqrt();
    }
    // L·y = b
    for (i, row) in a.chunks_exact(n).enumerate() {
        b[i] = (b[i] - dot(&row[..i], &b[..i])) / row[i];
    }
    // Lᵀ·x = y
    for (i, row) in a.chunks_exact(n).enumerate().rev() {
        b[i] /= row[i];
        let (above, x) = b.split_at_mut(i);
        for (b, l) in above.iter_mut().zip(row) {
            *b -= l * x[0];
        }
    }
    Some(b)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
