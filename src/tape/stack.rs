//! Tensors of a tape side by side.

use crate::number::Float;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::Shape;

/// A copy to the end of the tape. Copies recorded one after another lie side by side, so that they are one tensor.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stacked;

impl Operation for Stacked {
    const NAME: &'static str = "stack";
    fn read(_: &[u32]) -> Self {
        Stacked
    }
}

impl<T: Float, S: Shape> UnaryOp<T, S> for Stacked {
    type Output = S;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        y.copy_from_slice(x);
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T]) {
        for (dx, &dy) in dx.iter_mut().zip(dy) {
            *dx = *dx + dy;
        }
    }
}
