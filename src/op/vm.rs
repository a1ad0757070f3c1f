//! `vm`: a vector times a matrix.

use crate::number::{Float, Ring};
use crate::rule::{BinaryOp, Nothing, Operation};
use crate::shape::Dim;
use crate::tensor::{Element, Tensor};

/// The rule of [`Tensor::vm`].
#[derive(Debug, Clone, Copy)]
pub struct VecMat;

impl Operation for VecMat {
    const NAME: &'static str = "vm";
    fn read(_: &[u32]) -> Self {
        VecMat
    }
}

impl<T: Ring, K: Dim, N: Dim> BinaryOp<T, (K,), (K, N)> for VecMat {
    type Output = (N,);
    type Saved = Nothing;
    #[inline]
    fn value(&self, a: &[T], b: &[T], y: &mut [T], _: &mut [T]) {
        y.fill(T::ZERO);
        T::product(a, b, y, [1, K::SIZE, N::SIZE]);
    }
    /// The transpose: da += B · dy.
    #[inline]
    fn pullback_lhs(&self, _: &[T], b: &[T], _: &[T], _: &[T], dy: &[T], da: &mut [T])
    where
        T: Float,
    {
        T::product(b, dy, da, [K::SIZE, N::SIZE, 1]);
    }
    /// An outer product: dB += a · dyᵀ.
    #[inline]
    fn pullback_rhs(&self, a: &[T], _: &[T], _: &[T], _: &[T], dy: &[T], db: &mut [T])
    where
        T: Float,
    {
        T::product(a, dy, db, [K::SIZE, 1, N::SIZE]);
    }
}

impl<E: Element<Number: Ring>, K: Dim> Tensor<E, (K,)> {
    /// The vector, as a row, times a matrix.
    ///
    /// Shape: `(K,), (K, N) → (N,)`. Derivative: B·dy by the vector, a·dyᵀ by the matrix.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1, 10]).vm(&tensor([[1, 2, 3], [4, 5, 6]])), tensor([41, 52, 63]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn vm<N: Dim>(&self, rhs: &Tensor<E, (K, N)>) -> Tensor<E, (N,)> {
        Tensor(E::binary::<VecMat, (K,), (K, N)>(VecMat, &self.0, &rhs.0))
    }
}

impl<T: Ring, K: Dim> Tensor<T, (K,)> {
    /// [`vm`](Self::vm), written into a tensor that the caller owns and whose old numbers are lost.
    ///
    /// ```
    /// use wengert::{Tensor, tensor};
    ///
    /// let mut y = Tensor::zeros();
    /// tensor([1, 10]).vm_into(&tensor([[1, 2], [3, 4]]), &mut y);
    /// assert_eq!(y, tensor([31, 42]));
    /// ```
    #[inline]
    pub fn vm_into<N: Dim>(&self, rhs: &Tensor<T, (K, N)>, out: &mut Tensor<T, (N,)>) {
        self.binary_into(VecMat, rhs, out);
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (Const<1>,), b: (Const<1>, Const<1>)| -> (Const<1>,) { a.vm(&b) });
        check::everywhere!(|a: (Const<2>,), b: (Const<2>, Const<3>)| -> (Const<3>,) { a.vm(&b) });
        check::everywhere!(|a: (Const<11>,), b: (Const<11>, Const<5>)| -> (Const<5>,) { a.vm(&b) });
    }
}
