//! `tensordot`: a sum over several axes that two tensors share.

use crate::number::{Float, Ring};
use crate::rule::{BinaryOp, Nothing, Operation};
use crate::shape::{Contract, Contracted, Shape};
use crate::tensor::{Element, Tensor};

/// The rule of [`Tensor::tensordot`]: in memory, a product of two matrices.
#[derive(Debug, Clone, Copy)]
pub struct TensorDot<const N: usize>;

impl<const N: usize> Operation for TensorDot<N> {
    const NAME: &'static str = "tensordot";
    fn read(_: &[u32]) -> Self {
        TensorDot
    }
}

impl<T: Ring, const N: usize, A: Contract<N, B>, B: Shape> BinaryOp<T, A, B> for TensorDot<N> {
    type Output = Contracted<A, B, N>;
    type Saved = Nothing;
    #[inline]
    fn value(&self, a: &[T], b: &[T], y: &mut [T], _: &mut [T]) {
        y.fill(T::ZERO);
        T::product(a, b, y, A::SIZES);
    }
    #[inline]
    fn pullback_lhs(&self, _: &[T], b: &[T], _: &[T], _: &[T], dy: &[T], da: &mut [T])
    where
        T: Float,
    {
        let [m, k, n] = A::SIZES;
        T::product_nt(dy, b, da, [m, n, k]);
    }
    #[inline]
    fn pullback_rhs(&self, a: &[T], _: &[T], _: &[T], _: &[T], dy: &[T], db: &mut [T])
    where
        T: Float,
    {
        let [m, k, n] = A::SIZES;
        T::product_tn(a, dy, db, [k, m, n]);
    }
}

impl<E: Element<Number: Ring>, A: Shape> Tensor<E, A> {
    /// The sum over the last `N` axes of this tensor and the first `N` of another, which must be the same: `N = 1` is the
    /// product of matrices, `N = 0` the outer product.
    ///
    /// Shape: `(…, K…), (K…, …) →` the axes that remain. Derivative: the contraction of the adjoint with the other
    /// operand.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[[1, 2], [3, 4]]]);
    /// let b = tensor([[[1], [10]], [[100], [1000]]]);
    /// assert_eq!(a.tensordot::<2, _>(&b), tensor([[4321]]));
    /// assert_eq!(a.tensordot::<1, _>(&tensor([[1], [1]])), tensor([[[3], [7]]]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn tensordot<const N: usize, B: Shape>(&self, rhs: &Tensor<E, B>) -> Tensor<E, Contracted<A, B, N>>
    where
        A: Contract<N, B>,
    {
        Tensor(E::binary::<TensorDot<N>, A, B>(TensorDot, &self.0, &rhs.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (), b: (Const<2>,)| -> (Const<2>,) { a.tensordot::<0, _>(&b) });
        check::everywhere!(|a: (Const<2>, Const<1>), b: (Const<1>, Const<3>)| -> (Const<2>, Const<3>) { a.tensordot::<1, _>(&b) });
        check::everywhere!(|a: (Const<2>, Const<3>), b: (Const<2>, Const<3>)| -> () { a.tensordot::<2, _>(&b) });
        check::everywhere!(|a: (Const<2>, Const<1>, Const<3>, Const<2>), b: (Const<3>, Const<2>, Const<2>)| -> (Const<2>, Const<1>, Const<2>) { a.tensordot::<2, _>(&b) });
    }
}
