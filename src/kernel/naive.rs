//! Products as their definitions say: for integers, dual numbers and numbers of other crates.

use crate::kernel::Semiring;

/// c += a · b. The middle loop is outside the innermost one, so that rows are read and written in order.
pub(super) fn product<T: Semiring>(a: &[T], b: &[T], c: &mut [T], [m, k, n]: [usize; 3]) {
    assert!(a.len() >= m * k && b.len() >= k * n && c.len() >= m * n);
    for (a, c) in a.chunks_exact(k).zip(c.chunks_exact_mut(n)).take(m) {
        for (&a, b) in a.iter().zip(b.chunks_exact(n)) {
            add_scaled(a, b, c);
        }
    }
}

/// c += a · bᵀ.
pub(super) fn product_nt<T: Semiring>(a: &[T], b: &[T], c: &mut [T], [m, k, n]: [usize; 3]) {
    assert!(a.len() >= m * k && b.len() >= n * k && c.len() >= m * n);
    for (a, c) in a.chunks_exact(k).zip(c.chunks_exact_mut(n)).take(m) {
        for (b, c) in b.chunks_exact(k).zip(c) {
            *c = *c + T::dot(a, b);
        }
    }
}

/// c += aᵀ · b.
pub(super) fn product_tn<T: Semiring>(a: &[T], b: &[T], c: &mut [T], [m, k, n]: [usize; 3]) {
    assert!(a.len() >= k * m && b.len() >= k * n && c.len() >= m * n);
    for (a, b) in a.chunks_exact(m).zip(b.chunks_exact(n)).take(k) {
        for (&a, c) in a.iter().zip(c.chunks_exact_mut(n)) {
            add_scaled(a, b, c);
        }
    }
}

/// How many terms are added one after another. Longer sums are sums of two halves, whose error grows with the logarithm of
/// the length only.
pub(crate) const BLOCK: usize = 256;

/// Σ aᵢ.
pub(super) fn sum<T: Semiring>(a: &[T]) -> T {
    if a.len() > BLOCK {
        let (front, back) = a.split_at(a.len() / 2);
        return sum(front) + sum(back);
    }
    a.iter().fold(T::ZERO, |sum, &a| sum + a)
}

/// Σ aᵢ · bᵢ.
pub(super) fn dot<T: Semiring>(a: &[T], b: &[T]) -> T {
    let n = a.len().min(b.len());
    if n > BLOCK {
        return dot(&a[..n / 2], &b[..n / 2]) + dot(&a[n / 2..n], &b[n / 2..n]);
    }
    a.iter().zip(b).fold(T::ZERO, |sum, (&a, &b)| a.times_plus(b, sum))
}

/// c += factor · b.
#[inline]
pub(super) fn add_scaled<T: Semiring>(factor: T, b: &[T], c: &mut [T]) {
    for (c, &b) in c.iter_mut().zip(b) {
        *c = factor.times_plus(b, *c);
    }
}
