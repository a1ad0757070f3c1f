//! Room for numbers that an operation needs on the way.

use crate::rule::Saved;

/// From so many bytes on the room is on the heap, where there is one. A matrix of 32×32 `f64` takes a quarter of this.
#[cfg(feature = "alloc")]
pub(crate) const LARGE: usize = 1 << 15;

/// Runs `f` with room for the numbers of a shape `R`, full of `filler`: on the stack, or on the heap if it is large and
/// there is one.
#[inline]
pub(crate) fn scratch<T: Copy, R: Saved, Y>(filler: T, f: impl FnOnce(&mut [T]) -> Y) -> Y {
    #[cfg(feature = "alloc")]
    if const { R::NUMBERS * size_of::<T>() > LARGE } {
        return f(&mut alloc::vec![filler; R::NUMBERS]);
    }
    on_stack::<T, R, Y>(filler, f)
}

/// A function of its own, so that what uses the heap has no room for this in its frame.
#[inline]
fn on_stack<T: Copy, R: Saved, Y>(filler: T, f: impl FnOnce(&mut [T]) -> Y) -> Y {
    f(R::flat_mut(&mut R::splat(filler)))
}
