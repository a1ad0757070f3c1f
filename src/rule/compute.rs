//! Running an operation: inlined where it is small, a function of its own where it is large.

use crate::rule::{BinaryOp, UnaryOp};
use crate::shape::Shape;

/// From so many numbers on a call costs nothing beside the work, and a program that holds the loops of all its operations
/// in one function costs the compiler minutes.
const LARGE: usize = 64;

/// Computes `op` on one operand.
#[inline(always)]
pub(crate) fn unary<T, O: UnaryOp<T, A>, A: Shape>(op: O, x: &[T], y: &mut [T], saved: &mut [T]) {
    #[inline(never)]
    fn large<T, O: UnaryOp<T, A>, A: Shape>(op: O, x: &[T], y: &mut [T], saved: &mut [T]) {
        op.value(x, y, saved);
    }
    if const { A::NUMEL >= LARGE || O::Output::NUMEL >= LARGE } {
        large::<T, O, A>(op, x, y, saved);
    } else {
        op.value(x, y, saved);
    }
}

/// Computes `op` on two operands.
#[inline(always)]
pub(crate) fn binary<T, O: BinaryOp<T, A, B>, A: Shape, B: Shape>(
    op: O,
    a: &[T],
    b: &[T],
    y: &mut [T],
    saved: &mut [T],
) {
    #[inline(never)]
    fn large<T, O: BinaryOp<T, A, B>, A: Shape, B: Shape>(op: O, a: &[T], b: &[T], y: &mut [T], saved: &mut [T]) {
        op.value(a, b, y, saved);
    }
    if const { A::NUMEL >= LARGE || B::NUMEL >= LARGE || O::Output::NUMEL >= LARGE } {
        large::<T, O, A, B>(op, a, b, y, saved);
    } else {
        op.value(a, b, y, saved);
    }
}

/// Computes a function of each number.
#[inline(always)]
pub(crate) fn each<T: Copy, S: Shape>(x: &[T], y: &mut [T], f: impl Fn(T) -> T) {
    #[inline(always)]
    fn small<T: Copy>(x: &[T], y: &mut [T], f: impl Fn(T) -> T) {
        for (y, &x) in y.iter_mut().zip(x) {
            *y = f(x);
        }
    }
    #[inline(never)]
    fn large<T: Copy>(x: &[T], y: &mut [T], f: impl Fn(T) -> T) {
        small(x, y, f);
    }
    if const { S::NUMEL >= LARGE } { large(x, y, f) } else { small(x, y, f) }
}
