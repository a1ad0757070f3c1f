//! Copies on a tape: tensors side by side, and values without their tangents.

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

/// The values without their tangents, for a tape of dual numbers. (A plain number has nothing to cut off but the handle's
/// activity.) Its operand is a constant, so that nothing flows back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Detached;

impl Operation for Detached {
    const NAME: &'static str = "detach";
    fn read(_: &[u32]) -> Self {
        Detached
    }
}

impl<T: Float, S: Shape> UnaryOp<T, S> for Detached {
    type Output = S;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        for (y, x) in y.iter_mut().zip(x) {
            *y = T::from_base(x.primal());
        }
    }
    fn pullback(&self, _: &[T], _: &[T], _: &[T], _: &[T], _: &mut [T]) {}
}
