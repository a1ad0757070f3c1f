//! Products as their definitions say: for integers, dual numbers and numbers of other crates.

use crate::kernel::{Semiring, unrolled, vector::add_rows};

/// c += a · b.
pub(super) fn product<T: Semiring>(a: &[T], b: &[T], c: &mut [T], [m, k, n]: [usize; 3]) {
    assert!(a.len() >= m * k && b.len() >= k * n && c.len() >= m * n);
    if k <= BLOCK {
        return short_product(a, b, c, [m, k, n]);
    }
    for (a, c) in a.chunks_exact(k).zip(c.chunks_exact_mut(n)).take(m) {
        add_rows(&b[..k * n], c, |i, b, sums| add_scaled(a[i], b, sums));
    }
}

/// c += a · b, where sums are not so long that they need blocks: small programs hold no more than this. The middle loop is
/// outside the innermost one, so that rows are read and written in order.
#[cfg_attr(not(debug_assertions), inline(always))]
pub(super) fn short_product<T: Semiring>(a: &[T], b: &[T], c: &mut [T], [m, k, n]: [usize; 3]) {
    assert!(a.len() >= m * k && b.len() >= k * n && c.len() >= m * n);
    if n == 1 {
        for (a, c) in a.chunks_exact(k).zip(c).take(m) {
            *c = unrolled::fold(a, &b[..k], *c, |sum, a, b| a.times_plus(b, sum));
        }
        return;
    }
    // Where code is to be small there is one loop for all.
    match n {
        _ if cfg!(not(feature = "std")) => {}
        5 => return product_by_rows::<T, 5>(a, b, c, [m, k]),
        6 => return product_by_rows::<T, 6>(a, b, c, [m, k]),
        7 => return product_by_rows::<T, 7>(a, b, c, [m, k]),
        9 => return product_by_rows::<T, 9>(a, b, c, [m, k]),
        10 => return product_by_rows::<T, 10>(a, b, c, [m, k]),
        _ => {}
    }
    for (i, c) in c.chunks_exact_mut(n).enumerate().take(m) {
        for (&a, b) in a[i * k..][..k].iter().zip(b.chunks_exact(n)) {
            unrolled::each(b, c, |b, c| *c = a.times_plus(b, *c));
        }
    }
}

/// c += a · b with `N` columns, each row of which stays in registers: no whole number of these, so the compiler does not see
/// it by itself.
#[inline(always)]
fn product_by_rows<T: Semiring, const N: usize>(a: &[T], b: &[T], c: &mut [T], [m, k]: [usize; 2]) {
    let (b, _) = b.as_chunks::<N>();
    let (c, _) = c.as_chunks_mut::<N>();
    for (a, c) in a.chunks_exact(k).zip(c).take(m) {
        let mut sums = *c;
        for (&a, b) in a.iter().zip(b) {
            for (sum, &b) in sums.iter_mut().zip(b) {
                *sum = a.times_plus(b, *sum);
            }
        }
        *c = sums;
    }
}

/// c += a · bᵀ.
#[cfg_attr(not(debug_assertions), inline(always))]
pub(super) fn product_nt<T: Semiring>(a: &[T], b: &[T], c: &mut [T], [m, k, n]: [usize; 3]) {
    assert!(a.len() >= m * k && b.len() >= n * k && c.len() >= m * n);
    for (a, c) in a.chunks_exact(k).zip(c.chunks_exact_mut(n)).take(m) {
        for (b, c) in b.chunks_exact(k).zip(c) {
            *c = *c + T::dot(a, b);
        }
    }
}

/// c += a · bᵀ, as in [`short_product`]: sums so short that lanes would cost more than they save.
#[cfg_attr(not(debug_assertions), inline(always))]
pub(super) fn short_product_nt<T: Semiring>(a: &[T], b: &[T], c: &mut [T], [m, k, n]: [usize; 3]) {
    assert!(a.len() >= m * k && b.len() >= n * k && c.len() >= m * n);
    for (a, c) in a.chunks_exact(k).zip(c.chunks_exact_mut(n)).take(m) {
        for (b, c) in b.chunks_exact(k).zip(c) {
            *c = *c + a.iter().zip(b).fold(T::ZERO, |sum, (&a, &b)| a.times_plus(b, sum));
        }
    }
}

/// c += aᵀ · b.
pub(super) fn product_tn<T: Semiring>(a: &[T], b: &[T], c: &mut [T], [m, k, n]: [usize; 3]) {
    assert!(a.len() >= k * m && b.len() >= k * n && c.len() >= m * n);
    if k <= BLOCK {
        return short_product_tn(a, b, c, [m, k, n]);
    }
    for (i, c) in c.chunks_exact_mut(n).enumerate().take(m) {
        add_rows(&b[..k * n], c, |row, b, sums| add_scaled(a[row * m + i], b, sums));
    }
}

/// c += aᵀ · b, as in [`short_product`].
#[cfg_attr(not(debug_assertions), inline(always))]
pub(super) fn short_product_tn<T: Semiring>(a: &[T], b: &[T], c: &mut [T], [m, k, n]: [usize; 3]) {
    assert!(a.len() >= k * m && b.len() >= k * n && c.len() >= m * n);
    for (a, b) in a.chunks_exact(m).zip(b.chunks_exact(n)).take(k) {
        for (&a, c) in a.iter().zip(c.chunks_exact_mut(n)) {
            unrolled::each(b, c, |b, c| *c = a.times_plus(b, *c));
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

/// The sum of some terms that do not lie side by side. They are added by no lanes, hence in shorter blocks.
pub(crate) fn total<T: Semiring>(mut terms: impl ExactSizeIterator<Item = T>) -> T {
    const BLOCK: usize = 64;
    fn next<T: Semiring>(terms: &mut impl Iterator<Item = T>, count: usize) -> T {
        if count > BLOCK {
            let front = next(terms, count / 2);
            return front + next(terms, count - count / 2);
        }
        terms.take(count).fold(T::ZERO, |sum, x| sum + x)
    }
    match terms.len() {
        // Inlined, but where code is to be small.
        ..=BLOCK if cfg!(feature = "std") => terms.fold(T::ZERO, |sum, x| sum + x),
        count => next(&mut terms, count),
    }
}

/// Σ aᵢ · bᵢ.
pub(super) fn dot<T: Semiring>(a: &[T], b: &[T]) -> T {
    let n = a.len().min(b.len());
    if n > BLOCK {
        return dot(&a[..n / 2], &b[..n / 2]) + dot(&a[n / 2..n], &b[n / 2..n]);
    }
    unrolled::fold(a, b, T::ZERO, |sum, a, b| a.times_plus(b, sum))
}

/// c += factor · b.
#[inline]
pub(super) fn add_scaled<T: Semiring>(factor: T, b: &[T], c: &mut [T]) {
    for (c, &b) in c.iter_mut().zip(b) {
        *c = factor.times_plus(b, *c);
    }
}
