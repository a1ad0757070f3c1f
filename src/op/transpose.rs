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
        places(M::SIZE, N::SIZE, |from, to| y[to] = x[from]);
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        places(M::SIZE, N::SIZE, |to, from| dx[to] = dx[to] + dy[from]);
    }
}

/// Calls `f` with the place of each element before and after, a block of rows at a time, so that both sides stay in the
/// cache. (Blocks of rows and columns are no faster where it matters, and some shapes took the compiler a minute and a
/// half.)
#[inline(always)]
fn places(m: usize, n: usize, mut f: impl FnMut(usize, usize)) {
    const BLOCK: usize = 16;
    for i0 in (0..m).step_by(BLOCK) {
        for j in 0..n {
            for i in i0..m.min(i0 + BLOCK) {
                f(i * n + j, j * m + i);
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
