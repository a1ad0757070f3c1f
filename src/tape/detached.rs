//! Numbers of a tape without their tangents.

use crate::number::Float;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::Shape;

/// A copy to the end of the tape, without tangents. Its operand counts as a constant, so that it is never recorded.
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
    /// The derivative of a constant.
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], _: &[T], _: &mut [T]) {}
}
