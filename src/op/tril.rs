//! `tril`: the lower triangle of matrices.

use crate::number::{Float, Ring};
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{Dim, Matrices, Shape};
use crate::tensor::{Element, Tensor};

/// The rule of [`Tensor::tril`].
#[derive(Debug, Clone, Copy)]
pub struct Tril;

impl Operation for Tril {
    const NAME: &'static str = "tril";
    fn read(_: &[u32]) -> Self {
        Tril
    }
}

impl<T: Ring, S: Matrices> UnaryOp<T, S> for Tril {
    type Output = S;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        let n = S::Columns::SIZE;
        for (row, (y, x)) in y.chunks_exact_mut(n).zip(x.chunks_exact(n)).enumerate() {
            let diagonal = (row % S::Rows::SIZE + 1).min(n);
            y[..diagonal].copy_from_slice(&x[..diagonal]);
            y[diagonal..].fill(T::ZERO);
        }
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        let n = S::Columns::SIZE;
        for (row, (dy, dx)) in dy.chunks_exact(n).zip(dx.chunks_exact_mut(n)).enumerate() {
            let diagonal = (row % S::Rows::SIZE + 1).min(n);
            for (dx, &dy) in dx[..diagonal].iter_mut().zip(&dy[..diagonal]) {
                *dx = *dx + dy;
            }
        }
    }
}

impl<E: Element<Number: Ring>, S: Shape> Tensor<E, S> {
    /// The matrix with 0 above its diagonal, for each matrix of a batch.
    ///
    /// Shape: `(…, M, N) → (…, M, N)`. Derivative: 1 on the diagonal and below it, 0 above it.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1, 2, 3], [4, 5, 6]]).tril(), tensor([[1, 0, 0], [4, 5, 0]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn tril(&self) -> Self
    where
        S: Matrices,
    {
        self.unary(Tril)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>, Const<1>)| -> (Const<1>, Const<1>) { x.tril() });
        check::everywhere!(|x: (Const<4>, Const<2>)| -> (Const<4>, Const<2>) { x.tril() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<2>, Const<3>)| -> (Const<2>, Const<1>, Const<2>, Const<3>) { x.tril() });
    }
}
