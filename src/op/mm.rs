//! `mm`: a matrix times a matrix.

use crate::number::{Float, Primitive, Ring};
use crate::rule::{BinaryOp, Nothing, Operation};
use crate::shape::{Dim, Shape};
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::mm`].
#[derive(Debug, Clone, Copy)]
pub struct MatMul;

impl Operation for MatMul {
    const NAME: &'static str = "mm";
    fn read(_: &[u32]) -> Self {
        MatMul
    }
}

impl<T: Ring, M: Dim, K: Dim, N: Dim> BinaryOp<T, (M, K), (K, N)> for MatMul {
    type Output = (M, N);
    type Saved = Nothing;
    #[inline]
    fn value(&self, a: &[T], b: &[T], y: &mut [T], _: &mut [T]) {
        y.fill(T::ZERO);
        T::product(a, b, y, [M::SIZE, K::SIZE, N::SIZE]);
    }
    /// dA += dY · Bᵀ.
    #[inline]
    fn pullback_lhs(&self, _: &[T], b: &[T], _: &[T], _: &[T], dy: &[T], da: &mut [T])
    where
        T: Float,
    {
        T::product_nt(dy, b, da, [M::SIZE, N::SIZE, K::SIZE]);
    }
    /// dB += Aᵀ · dY.
    #[inline]
    fn pullback_rhs(&self, a: &[T], _: &[T], _: &[T], _: &[T], dy: &[T], db: &mut [T])
    where
        T: Float,
    {
        T::product_tn(a, dy, db, [K::SIZE, M::SIZE, N::SIZE]);
    }
}

impl<E: Element<Number: Ring>, M: Dim, K: Dim> Tensor<E, (M, K)> {
    /// The product of two matrices.
    ///
    /// Shape: `(M, K), (K, N) → (M, N)`. Derivative: dY·Bᵀ by the left operand, Aᵀ·dY by the right one.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[1, 2, 3], [2, 2, 2], [3, 3, 3]]);
    /// assert_eq!(a.mm(&tensor([[1, 2], [2, 1], [1, 1]])), tensor([[8, 7], [8, 8], [12, 12]]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn mm<N: Dim>(&self, rhs: &Tensor<E, (K, N)>) -> Tensor<E, (M, N)> {
        Tensor(E::binary::<MatMul, (M, K), (K, N)>(MatMul, &self.0, &rhs.0))
    }
}

impl<T: Ring, M: Dim, K: Dim> Tensor<T, (M, K)> {
    /// [`mm`](Self::mm), written into a tensor that the caller owns and whose old numbers are lost.
    ///
    /// ```
    /// use wengert::{Tensor, tensor};
    ///
    /// let mut y = Tensor::zeros();
    /// tensor([[1, 2], [3, 4]]).mm_into(&tensor([[1], [1]]), &mut y);
    /// assert_eq!(y, tensor([[3], [7]]));
    /// ```
    #[inline]
    pub fn mm_into<N: Dim>(&self, rhs: &Tensor<T, (K, N)>, out: &mut Tensor<T, (M, N)>) {
        self.binary_into(MatMul, rhs, out);
    }
}

impl<T: Element, M: Dim, K: Dim> Tensor<T, (M, K)> {
    /// [`mm`](Self::mm) of plain data and a tensor in any mode: the same as `rhs.lift(data).mm(rhs)`, but where numbers lie in
    /// place no constants are made of the data. With `K` directions that is `1 + K` times the multiplications of the plain
    /// product (and twice to four times its time for each, since dual numbers are packed and unpacked). A tape copies the data
    /// for each call: data that are used twice are better lifted once.
    ///
    /// Shape: `(M, K), (K, N) → (M, N)`. Derivative: selfᵀ·dY by `rhs`; the data have none.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// fn first_column<E: Real<Base = f64>>(w: &Matrix<E, 2, 2>) -> Vector<E, 2> {
    ///     tensor([[1.0, 2.0], [3.0, 4.0]]).mm_lifted(w).t().row(0)
    /// }
    ///
    /// let w = tensor([[1.0, 0.0], [0.0, 1.0]]);
    /// assert_eq!(first_column(&w), tensor([1.0, 3.0]));
    /// assert_eq!(jvp(|w| first_column(&w), &w, &Tensor::ones()).1, tensor([3.0, 7.0]));
    /// assert_eq!(grad(|w| first_column(&w).sum(), &w), tensor([[4.0, 0.0], [6.0, 0.0]]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn mm_lifted<E: Real<Base = T>, N: Dim>(&self, rhs: &Tensor<E, (K, N)>) -> Tensor<E, (M, N)>
    where
        T: Primitive,
    {
        lifted(MatMul, self, rhs, [M::SIZE, K::SIZE, N::SIZE])
    }
}

/// A product of plain data and a tensor. (A function, since it knows only that the data are plain floats: methods know first
/// that they are elements, of whatever kind, so that the compiler can say what they should have been.)
#[inline]
#[track_caller]
pub(super) fn lifted<O, T: Primitive, E: Real<Base = T>, A: Shape, B: Shape>(
    op: O,
    data: &Tensor<T, A>,
    rhs: &Tensor<E, B>,
    sizes: [usize; 3],
) -> Tensor<E, O::Output>
where
    O: BinaryOp<E::Number, A, B>,
{
    Tensor(E::plain_product::<O, A, B>(op, &data.0, &rhs.0, sizes))
}

#[cfg(test)]
mod tests {
    use crate::{Const, Tensor, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (Const<1>, Const<1>), b: (Const<1>, Const<1>)| -> (Const<1>, Const<1>) { a.mm(&b) });
        check::everywhere!(|a: (Const<2>, Const<3>), b: (Const<3>, Const<4>)| -> (Const<2>, Const<4>) { a.mm(&b) });
        check::everywhere!(|a: (Const<7>, Const<5>), b: (Const<5>, Const<11>)| -> (Const<7>, Const<11>) { a.mm(&b) });
        check::everywhere!(|a: (Const<3>, Const<3>)| -> (Const<3>, Const<3>) { a.mm(&a) });
    }

    #[test]
    fn lifted_data_in_all_modes() {
        check::everywhere!(|b: (Const<3>, Const<4>)| -> (Const<4>, Const<4>) {
            Tensor::from_fn(|[i, j]: [usize; 2]| b.value()[[2 - j, i]].signum()).mm_lifted(&b)
        });
    }
}
