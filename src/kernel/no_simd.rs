//! What stands in for the work on vector registers where none are looked for: it never does the work.

use crate::kernel::VectorFunction;

/// A function of each number of a slice.
#[inline(always)]
pub(super) fn each<T>(_: VectorFunction, _: &mut [T]) -> bool {
    false
}

/// Nor does it know of any registers.
#[inline(always)]
pub(super) fn is_widest() -> bool {
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

/// Runs a closure.
#[inline(always)]
pub(crate) fn wide<R>(f: impl FnOnce() -> R) -> R {
    f()
}
