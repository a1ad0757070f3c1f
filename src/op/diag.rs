//! `diag`: a vector as a diagonal matrix.

use crate::number::{Float, Ring};
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::Dim;
use crate::tensor::{Element, Tensor};

/// The rule of [`Tensor::diag`].
#[derive(Debug, Clone, Copy)]
pub struct Diag;

impl Operation for Diag {
    const NAME: &'static str = "diag";
    fn read(_: &[u32]) -> Self {
        Diag
    }
}

impl<T: Ring, N: Dim> UnaryOp<T, (N,)> for Diag {
    type Output = (N, N);
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        y.fill(T::ZERO);
        for (y, &x) in y.iter_mut().step_by(N::SIZE + 1).zip(x) {
            *y = x;
        }
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        for (dx, &dy) in dx.iter_mut().zip(dy.iter().step_by(N::SIZE + 1)) {
            *dx = *dx + dy;
        }
    }
}

impl<E: Element<Number: Ring>, N: Dim> Tensor<E, (N,)> {
    /// The matrix with this vector on its diagonal and 0 elsewhere.
    ///
    /// Shape: `(N,) → (N, N)`. Derivative: each adjoint on the diagonal goes back to its element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1, 2]).diag(), tensor([[1, 0], [0, 2]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn diag(&self) -> Tensor<E, (N, N)> {
        self.unary(Diag)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>,)| -> (Const<1>, Const<1>) { x.diag() });
        check::everywhere!(|x: (Const<3>,)| -> (Const<3>, Const<3>) { x.diag() });
        check::everywhere!(|x: (Const<2>,)| -> (Const<2>, Const<2>) { x.diag().mm(&x.diag()) });
    }
}
