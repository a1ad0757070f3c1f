//! `trace`: the sum along the diagonal.

use crate::number::{Float, Ring};
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{Dim, Shape, Square};
use crate::tensor::{Element, Scalar, Tensor};

/// The rule of [`Tensor::trace`].
#[derive(Debug, Clone, Copy)]
pub struct Trace;

impl Operation for Trace {
    const NAME: &'static str = "trace";
    fn read(_: &[u32]) -> Self {
        Trace
    }
}

impl<T: Ring, S: Square> UnaryOp<T, S> for Trace {
    type Output = ();
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        y[0] = x.iter().step_by(S::Axis::SIZE + 1).fold(T::ZERO, |sum, &x| sum + x);
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        for dx in dx.iter_mut().step_by(S::Axis::SIZE + 1) {
            *dx = *dx + dy[0];
        }
    }
}

impl<E: Element<Number: Ring>, S: Shape> Tensor<E, S> {
    /// The sum of the diagonal of a square matrix.
    ///
    /// Shape: `(N, N) → ()`. Derivative: 1 on the diagonal, 0 elsewhere.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1, 2], [3, 4]]).trace(), 5);
    /// ```
    #[inline]
    #[must_use]
    pub fn trace(&self) -> Scalar<E>
    where
        S: Square,
    {
        self.unary(Trace)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>, Const<1>)| -> () { x.trace() });
        check::everywhere!(|x: (Const<3>, Const<3>)| -> () { x.trace() });
        check::everywhere!(|x: (Const<4>, Const<2>)| -> () { x.mm(&x.t()).trace() });
    }
}
