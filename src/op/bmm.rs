//! `bmm`: a batch of products of matrices.

use crate::number::{Float, Ring};
use crate::rule::{BinaryOp, Nothing, Operation};
use crate::shape::Dim;
use crate::tensor::{Element, Tensor};

/// The rule of [`Tensor::bmm`].
#[derive(Debug, Clone, Copy)]
pub struct BatchMatMul;

impl Operation for BatchMatMul {
    const NAME: &'static str = "bmm";
    fn read(_: &[u32]) -> Self {
        BatchMatMul
    }
}

impl<T: Ring, B: Dim, M: Dim, K: Dim, N: Dim> BinaryOp<T, (B, M, K), (B, K, N)> for BatchMatMul {
    type Output = (B, M, N);
    type Saved = Nothing;
    #[inline]
    fn value(&self, a: &[T], b: &[T], y: &mut [T], _: &mut [T]) {
        y.fill(T::ZERO);
        let (mk, kn, mn) = (M::SIZE * K::SIZE, K::SIZE * N::SIZE, M::SIZE * N::SIZE);
        for ((a, b), y) in a.chunks_exact(mk).zip(b.chunks_exact(kn)).zip(y.chunks_exact_mut(mn)) {
            T::product(a, b, y, [M::SIZE, K::SIZE, N::SIZE]);
        }
    }
    #[inline]
    fn pullback_lhs(&self, _: &[T], b: &[T], _: &[T], _: &[T], dy: &[T], da: &mut [T])
    where
        T: Float,
    {
        let (mk, kn, mn) = (M::SIZE * K::SIZE, K::SIZE * N::SIZE, M::SIZE * N::SIZE);
        for ((b, dy), da) in b.chunks_exact(kn).zip(dy.chunks_exact(mn)).zip(da.chunks_exact_mut(mk)) {
            T::product_nt(dy, b, da, [M::SIZE, N::SIZE, K::SIZE]);
        }
    }
    #[inline]
    fn pullback_rhs(&self, a: &[T], _: &[T], _: &[T], _: &[T], dy: &[T], db: &mut [T])
    where
        T: Float,
    {
        let (mk, kn, mn) = (M::SIZE * K::SIZE, K::SIZE * N::SIZE, M::SIZE * N::SIZE);
        for ((a, dy), db) in a.chunks_exact(mk).zip(dy.chunks_exact(mn)).zip(db.chunks_exact_mut(kn)) {
            T::product_tn(a, dy, db, [K::SIZE, M::SIZE, N::SIZE]);
        }
    }
}

impl<E: Element<Number: Ring>, B: Dim, M: Dim, K: Dim> Tensor<E, (B, M, K)> {
    /// The product of each matrix of a batch with its partner.
    ///
    /// Shape: `(B, M, K), (B, K, N) → (B, M, N)`. Derivative: as for [`mm`](Tensor::mm), item by item.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[[1, 2]], [[3, 4]]]);
    /// let b = tensor([[[1], [1]], [[10], [1]]]);
    /// assert_eq!(a.bmm(&b), tensor([[[3]], [[34]]]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn bmm<N: Dim>(&self, rhs: &Tensor<E, (B, K, N)>) -> Tensor<E, (B, M, N)> {
        Tensor(E::binary::<BatchMatMul, (B, M, K), (B, K, N)>(BatchMatMul, &self.0, &rhs.0))
    }
}

impl<T: Ring, B: Dim, M: Dim, K: Dim> Tensor<T, (B, M, K)> {
    /// [`bmm`](Self::bmm), written into a tensor that the caller owns and whose old numbers are lost.
    ///
    /// ```
    /// use wengert::{Tensor, tensor};
    ///
    /// let mut y = Tensor::zeros();
    /// tensor([[[1, 2]]]).bmm_into(&tensor([[[1], [1]]]), &mut y);
    /// assert_eq!(y, tensor([[[3]]]));
    /// ```
    #[inline]
    pub fn bmm_into<N: Dim>(&self, rhs: &Tensor<T, (B, K, N)>, out: &mut Tensor<T, (B, M, N)>) {
        self.binary_into(BatchMatMul, rhs, out);
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (Const<1>, Const<1>, Const<1>), b: (Const<1>, Const<1>, Const<1>)| -> (Const<1>, Const<1>, Const<1>) { a.bmm(&b) });
        check::everywhere!(|a: (Const<2>, Const<3>, Const<2>), b: (Const<2>, Const<2>, Const<4>)| -> (Const<2>, Const<3>, Const<4>) { a.bmm(&b) });
        check::everywhere!(|a: (Const<3>, Const<2>, Const<2>)| -> (Const<3>, Const<2>, Const<2>) { a.bmm(&a) });
    }
}
