//! `mv`: a matrix times a vector.

use crate::kernel::unrolled;
use crate::number::{Float, Primitive, Ring};
use crate::op::mm::lifted;
use crate::rule::{BinaryOp, Nothing, Operation};
use crate::shape::Dim;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::mv`].
#[derive(Debug, Clone, Copy)]
pub struct MatVec;

impl Operation for MatVec {
    const NAME: &'static str = "mv";
    fn read(_: &[u32]) -> Self {
        MatVec
    }
}

impl<T: Ring, M: Dim, K: Dim> BinaryOp<T, (M, K), (K,)> for MatVec {
    type Output = (M,);
    type Saved = Nothing;
    #[inline]
    fn value(&self, a: &[T], b: &[T], y: &mut [T], _: &mut [T]) {
        unrolled::fill(y, T::ZERO);
        T::product(a, b, y, [M::SIZE, K::SIZE, 1]);
    }
    /// An outer product: dA += dy · bᵀ.
    #[inline]
    fn pullback_lhs(&self, _: &[T], b: &[T], _: &[T], _: &[T], dy: &[T], da: &mut [T])
    where
        T: Float,
    {
        T::product(dy, b, da, [M::SIZE, 1, K::SIZE]);
    }
    /// The transpose: db += Aᵀ · dy.
    #[inline]
    fn pullback_rhs(&self, a: &[T], _: &[T], _: &[T], _: &[T], dy: &[T], db: &mut [T])
    where
        T: Float,
    {
        T::product(dy, a, db, [1, M::SIZE, K::SIZE]);
    }
}

impl<E: Element<Number: Ring>, M: Dim, K: Dim> Tensor<E, (M, K)> {
    /// The matrix times a vector.
    ///
    /// Shape: `(M, K), (K,) → (M,)`. Derivative: dy·bᵀ by the matrix, Aᵀ·dy by the vector.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1, 2], [3, 4]]).mv(&tensor([1, 1])), tensor([3, 7]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn mv(&self, rhs: &Tensor<E, (K,)>) -> Tensor<E, (M,)> {
        Tensor(E::binary::<MatVec, (M, K), (K,)>(MatVec, &self.0, &rhs.0))
    }
}

impl<T: Ring, M: Dim, K: Dim> Tensor<T, (M, K)> {
    /// [`mv`](Self::mv), written into a tensor that the caller owns and whose old numbers are lost.
    ///
    /// ```
    /// use wengert::{Tensor, tensor};
    ///
    /// let mut y = Tensor::zeros();
    /// tensor([[1, 2], [3, 4]]).mv_into(&tensor([1, 1]), &mut y);
    /// assert_eq!(y, tensor([3, 7]));
    /// ```
    #[inline]
    pub fn mv_into(&self, rhs: &Tensor<T, (K,)>, out: &mut Tensor<T, (M,)>) {
        self.binary_into(MatVec, rhs, out);
    }
}

impl<T: Element, M: Dim, K: Dim> Tensor<T, (M, K)> {
    /// [`mv`](Self::mv) of plain data and a tensor in any mode: the same as `rhs.lift(data).mv(rhs)`, but where numbers lie in
    /// place no constants are made of the data. A tape copies them for each call.
    ///
    /// Shape: `(M, K), (K,) → (M,)`. Derivative: selfᵀ·dy by `rhs`; the data have none.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let (x, y) = (tensor([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]]), tensor([1.0, 3.0, 5.0]));
    /// fn misfit<E: Real<Base = f64>>(w: &Vector<E, 2>, x: &Matrix<f64, 3, 2>, y: &Vector<f64, 3>) -> Scalar<E> {
    ///     (x.mv_lifted(w) - w.lift(y)).square().sum()
    /// }
    ///
    /// assert_eq!(grad(|w| misfit(&w, &x, &y), &tensor([1.0, 2.0])), tensor([0.0, 0.0]));
    /// assert_eq!(jvp(|w| misfit(&w, &x, &y), &tensor([0.0, 2.0]), &tensor([1.0, 0.0])).1, -6.0);
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn mv_lifted<E: Real<Base = T>>(&self, rhs: &Tensor<E, (K,)>) -> Tensor<E, (M,)>
    where
        T: Primitive,
    {
        lifted(MatVec, self, rhs, [M::SIZE, K::SIZE, 1])
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, Tensor, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (Const<1>, Const<1>), b: (Const<1>,)| -> (Const<1>,) { a.mv(&b) });
        check::everywhere!(|a: (Const<3>, Const<2>), b: (Const<2>,)| -> (Const<3>,) { a.mv(&b) });
        check::everywhere!(|a: (Const<5>, Const<11>), b: (Const<11>,)| -> (Const<5>,) { a.mv(&b) });
    }

    #[test]
    fn lifted_data_in_all_modes() {
        check::everywhere!(|b: (Const<3>,)| -> (Const<4>,) {
            Tensor::from_fn(|[i, j]: [usize; 2]| b.value()[[(i + j) % 3]].signum()).mv_lifted(&b)
        });
    }
}
