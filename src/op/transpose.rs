//! `t`: rows become columns.

use crate::number::{Float, Stored};
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::Dim;
use crate::tensor::{Element, Tensor};

/// The rule of [`Tensor::t`]. It only moves elements, so it works on anything a tensor stores.
#[derive(Debug, Clone, Copy)]
pub struct Transpose;

impl Operation for Transpose {
    const NAME: &'static str = "transpose";
    fn read(_: &[u32]) -> Self {
        Transpose
    }
}

impl<T: Stored, M: Dim, N: Dim> UnaryOp<T, (M, N)> for Transpose {
    type Output = (N, M);
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        for (j, row) in y.chunks_exact_mut(M::SIZE).enumerate() {
            for (y, x) in row.iter_mut().zip(x.chunks_exact(N::SIZE)) {
                *y = x[j];
            }
        }
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        for (j, row) in dy.chunks_exact(M::SIZE).enumerate() {
            for (&dy, dx) in row.iter().zip(dx.chunks_exact_mut(N::SIZE)) {
                dx[j] = dx[j] + dy;
            }
        }
    }
}

impl<E: Element, M: Dim, N: Dim> Tensor<E, (M, N)> {
    /// The transposed matrix.
    ///
    /// Shape: `(M, N) → (N, M)`. Derivative: each adjoint goes back to its element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1, 2, 3], [4, 5, 6]]).t(), tensor([[1, 4], [2, 5], [3, 6]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn t(&self) -> Tensor<E, (N, M)> {
        Tensor(E::unary::<Transpose, (M, N)>(Transpose, &self.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>, Const<1>)| -> (Const<1>, Const<1>) { x.t() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<3>, Const<2>) { x.t() });
        check::everywhere!(|x: (Const<5>, Const<2>)| -> (Const<2>, Const<2>) { x.t().mm(&x) });
    }
}
