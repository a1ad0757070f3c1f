//! `diagonal`: the diagonal of a square matrix.

use crate::number::{Float, Stored};
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{Dim, Shape, Square};
use crate::tensor::{Element, Tensor};

/// The rule of [`Tensor::diagonal`].
#[derive(Debug, Clone, Copy)]
pub struct Diagonal;

impl Operation for Diagonal {
    const NAME: &'static str = "diagonal";
    fn read(_: &[u32]) -> Self {
        Diagonal
    }
}

impl<T: Stored, S: Square> UnaryOp<T, S> for Diagonal {
    type Output = (S::Axis,);
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        for (y, &x) in y.iter_mut().zip(x.iter().step_by(S::Axis::SIZE + 1)) {
            *y = x;
        }
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        for (dx, &dy) in dx.iter_mut().step_by(S::Axis::SIZE + 1).zip(dy) {
            *dx = *dx + dy;
        }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The diagonal of a square matrix.
    ///
    /// Shape: `(N, N) → (N,)`. Derivative: each adjoint goes back to its element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1, 2], [3, 4]]).diagonal(), tensor([1, 4]));
    /// ```
    #[inline]
    #[must_use]
    pub fn diagonal<N: Dim>(&self) -> Tensor<E, (N,)>
    where
        S: Square<Axis = N>,
    {
        self.unary(Diagonal)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>, Const<1>)| -> (Const<1>,) { x.diagonal() });
        check::everywhere!(|x: (Const<3>, Const<3>)| -> (Const<3>,) { x.diagonal() });
        check::everywhere!(|x: (Const<4>, Const<2>)| -> (Const<4>,) { x.mm(&x.t()).diagonal() });
    }
}
