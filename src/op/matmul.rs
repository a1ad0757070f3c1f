//! `matmul`: products of vectors, matrices and batches of matrices that broadcast.

use crate::kernel::broadcast::Walk;
use crate::number::{Float, Ring};
use crate::rule::{BinaryOp, Nothing, Operation};
use crate::shape::{MatMulWith, Multiplied, Shape};
use crate::tensor::{Element, Tensor};
use core::marker::PhantomData;

/// The rule of [`Tensor::matmul`].
#[derive(Debug, Clone, Copy)]
pub struct BroadcastMatMul;

impl Operation for BroadcastMatMul {
    const NAME: &'static str = "matmul";
    fn read(_: &[u32]) -> Self {
        BroadcastMatMul
    }
}

/// The products to compute: their sizes, and the walk over the batch.
struct Products<A, B>(PhantomData<(A, B)>);

impl<A: MatMulWith<B>, B: Shape> Products<A, B> {
    const PLAN: ([usize; 3], Walk) = {
        let ([m, k, n], [lhs, rhs, out]) = (A::SIZES, A::BATCHES);
        if B::NUMEL == k * n {
            // One matrix on the right: the batch on the left is one tall matrix.
            ([A::NUMEL / k, k, n], Walk::new(&[], &[], &[]))
        } else {
            ([m, k, n], Walk::new(lhs, rhs, out))
        }
    };

    /// Calls `f` with the ranges of both factors and of each product, and with the sizes.
    #[inline(always)]
    fn each(mut f: impl FnMut([core::ops::Range<usize>; 3], [usize; 3])) {
        let ([m, k, n], walk) = const { Self::PLAN };
        walk.each(|i, j, o| {
            let ranges = [i * m * k..(i + 1) * m * k, j * k * n..(j + 1) * k * n, o * m * n..(o + 1) * m * n];
            f(ranges, [m, k, n]);
        });
    }
}

impl<T: Ring, A: MatMulWith<B>, B: Shape> BinaryOp<T, A, B> for BroadcastMatMul {
    type Output = Multiplied<A, B>;
    type Saved = Nothing;
    #[inline]
    fn value(&self, a: &[T], b: &[T], y: &mut [T], _: &mut [T]) {
        y.fill(T::ZERO);
        Products::<A, B>::each(|[i, j, o], [m, k, n]| T::product(&a[i], &b[j], &mut y[o], [m, k, n]));
    }
    /// dA += dY · Bᵀ, summed over the batch where A is repeated.
    #[inline]
    fn pullback_lhs(&self, _: &[T], b: &[T], _: &[T], _: &[T], dy: &[T], da: &mut [T])
    where
        T: Float,
    {
        Products::<A, B>::each(|[i, j, o], [m, k, n]| T::product_nt(&dy[o], &b[j], &mut da[i], [m, n, k]));
    }
    /// dB += Aᵀ · dY, summed over the batch where B is repeated.
    #[inline]
    fn pullback_rhs(&self, a: &[T], _: &[T], _: &[T], _: &[T], dy: &[T], db: &mut [T])
    where
        T: Float,
    {
        Products::<A, B>::each(|[i, j, o], [m, k, n]| T::product_tn(&a[i], &dy[o], &mut db[j], [k, m, n]));
    }
}

impl<E: Element<Number: Ring>, A: Shape> Tensor<E, A> {
    /// The product of vectors, matrices, or batches of matrices whose batch axes broadcast, of any ranks that fit.
    ///
    /// The last two axes multiply as matrices. A vector on the left is a row, one on the right a column, and its axis
    /// disappears. For two matrices this is [`mm`](Tensor::mm).
    ///
    /// Shape: `(…, M, K), (…, K, N) → (…, M, N)`. Derivative: dY·Bᵀ by the left operand, Aᵀ·dY by the right one, each
    /// summed over the batch where that operand is repeated.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = tensor([[[1, 2]], [[3, 4]]]); // a batch of two 1×2 matrices
    /// let b = tensor([[1, 0, 1], [0, 1, 1]]);
    /// assert_eq!(a.matmul(&b), tensor([[[1, 2, 3]], [[3, 4, 7]]]));
    /// assert_eq!(a.matmul(&tensor([1, 10])), tensor([[21], [43]]));
    /// assert_eq!(tensor([1, 2]).matmul(&tensor([3, 4])), 11);
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    #[doc(alias = "@")]
    pub fn matmul<B: Shape>(&self, rhs: &Tensor<E, B>) -> Tensor<E, Multiplied<A, B>>
    where
        A: MatMulWith<B>,
    {
        Tensor(E::binary::<BroadcastMatMul, A, B>(BroadcastMatMul, &self.0, &rhs.0))
    }
}

impl<T: Ring, A: Shape> Tensor<T, A> {
    /// [`matmul`](Self::matmul), written into a tensor that the caller owns and whose old numbers are lost.
    ///
    /// ```
    /// use wengert::{Tensor, tensor};
    ///
    /// let mut y = Tensor::zeros();
    /// tensor([[[1, 2]], [[3, 4]]]).matmul_into(&tensor([1, 10]), &mut y);
    /// assert_eq!(y, tensor([[21], [43]]));
    /// ```
    #[inline]
    pub fn matmul_into<B: Shape>(&self, rhs: &Tensor<T, B>, out: &mut Tensor<T, Multiplied<A, B>>)
    where
        A: MatMulWith<B>,
    {
        self.binary_into(BroadcastMatMul, rhs, out);
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, Dim, Tensor, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (Const<3>,), b: (Const<3>,)| -> () { a.matmul(&b) });
        check::everywhere!(|a: (Const<3>,), b: (Const<2>, Const<3>, Const<2>)| -> (Const<2>, Const<2>) { a.matmul(&b) });
        check::everywhere!(|a: (Const<2>, Const<3>, Const<2>), b: (Const<2>,)| -> (Const<2>, Const<3>) { a.matmul(&b) });
        check::everywhere!(|a: (Const<2>, Const<3>, Const<2>), b: (Const<2>, Const<3>)| -> (Const<2>, Const<3>, Const<3>) { a.matmul(&b) });
        check::everywhere!(|a: (Const<2>, Const<3>), b: (Const<2>, Const<3>, Const<2>)| -> (Const<2>, Const<2>, Const<2>) { a.matmul(&b) });
        check::everywhere!(|a: (Const<2>, Const<1>, Const<2>, Const<2>), b: (Const<3>, Const<2>, Const<1>)| -> (Const<2>, Const<3>, Const<2>, Const<1>) { a.matmul(&b) });
    }

    #[test]
    fn batches_broadcast_in_every_pair() {
        let a = Tensor::<f64, (Const<2>, Const<1>, Const<3>, Const<4>)>::from_fn(|[i, _, m, k]| (i + 2 * m + 3 * k) as f64);
        let b = Tensor::<f64, (Const<5>, Const<4>, Const<3>)>::from_fn(|[j, k, n]| (j * k + n) as f64);
        let y: Tensor<f64, (Const<2>, Const<5>, Const<3>, Const<3>)> = a.matmul(&b);
        for (i, j) in [(0, 0), (0, 4), (1, 2), (1, 4)] {
            assert_eq!(y.row(i).row(j), a.row(i).row(0).mm(&b.row(j)));
        }
    }

    #[test]
    fn generic_axes_multiply_too() {
        fn matrices<M: Dim, K: Dim, N: Dim>(a: &Tensor<i32, (M, K)>, b: &Tensor<i32, (K, N)>) -> Tensor<i32, (M, N)> {
            a.matmul(b)
        }
        assert_eq!(matrices(&tensor([[1, 2]]), &tensor([[3], [4]])), tensor([[11]]));
    }
}
