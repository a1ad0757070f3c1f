//! What stands in for the work on vector registers where none are looked for: it never does the work.

/// The exponential of each number.
pub(super) fn exp<T>(_: &mut [T]) -> bool {
    false
}

/// The hyperbolic tangent of each number.
pub(super) fn tanh<T>(_: &mut [T]) -> bool {
    false
}

/// The logistic function of each number.
pub(super) fn sigmoid<T>(_: &mut [T]) -> bool {
    false
}

/// c += a · b.
#[inline(always)]
pub(super) fn product<T>(_: &[T], _: &[T], _: &mut [T], _: [usize; 3]) -> bool {
    false
}

/// c += a · bᵀ.
#[inline(always)]
pub(super) fn product_nt<T>(_: &[T], _: &[T], _: &mut [T], _: [usize; 3]) -> bool {
    false
}

/// c += aᵀ · b.
#[inline(always)]
pub(super) fn product_tn<T>(_: &[T], _: &[T], _: &mut [T], _: [usize; 3]) -> bool {
    false
}
