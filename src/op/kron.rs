//! `kron`: the Kronecker product of two matrices.

use crate::number::{Float, Ring};
use crate::rule::{BinaryOp, Nothing, Operation};
use crate::shape::{Dim, Product, Times};
use crate::tensor::{Element, Tensor};

/// The rule of [`Tensor::kron`].
#[derive(Debug, Clone, Copy)]
pub struct Kron;

impl Operation for Kron {
    const NAME: &'static str = "kron";
    fn read(_: &[u32]) -> Self {
        Kron
    }
}

/// Calls `f` with the place of each factor and of their product, for matrices of `m`×`n` and `p`×`q`.
#[inline(always)]
fn each([m, n, p, q]: [usize; 4], mut f: impl FnMut(usize, usize, usize)) {
    let mut y = 0;
    for row in 0..m * p {
        for column in 0..n * q {
            f(row / p * n + column / q, row % p * q + column % q, y);
            y += 1;
        }
    }
}

impl<T: Ring, M, N, P, Q> BinaryOp<T, (M, N), (P, Q)> for Kron
where
    M: Dim + Times<P>,
    N: Dim + Times<Q>,
    P: Dim,
    Q: Dim,
{
    type Output = (Product<M, P>, Product<N, Q>);
    type Saved = Nothing;
    #[inline]
    fn value(&self, a: &[T], b: &[T], y: &mut [T], _: &mut [T]) {
        each([M::SIZE, N::SIZE, P::SIZE, Q::SIZE], |i, j, o| y[o] = a[i] * b[j]);
    }
    #[inline]
    fn pullback_lhs(&self, _: &[T], b: &[T], _: &[T], _: &[T], dy: &[T], da: &mut [T])
    where
        T: Float,
    {
        each([M::SIZE, N::SIZE, P::SIZE, Q::SIZE], |i, j, o| da[i] = da[i] + dy[o].times_slope(b[j]));
    }
    #[inline]
    fn pullback_rhs(&self, a: &[T], _: &[T], _: &[T], _: &[T], dy: &[T], db: &mut [T])
    where
        T: Float,
    {
        each([M::SIZE, N::SIZE, P::SIZE, Q::SIZE], |i, j, o| db[j] = db[j] + dy[o].times_slope(a[i]));
    }
}

/// The shape of the product of matrices of the shapes `(M, N)` and `(P, Q)`.
type Blocks<M, N, P, Q> = (Product<M, P>, Product<N, Q>);

impl<E: Element<Number: Ring>, M: Dim, N: Dim> Tensor<E, (M, N)> {
    /// The Kronecker product: a copy of `rhs` for each element of this matrix, multiplied by it.
    ///
    /// The lengths of the result are inferred.
    ///
    /// Shape: `(M, N), (P, Q) → (M·P, N·Q)`. Derivative: by an element, the sum over the products it is in of the other
    /// factor.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[1, 2]]);
    /// let b = tensor([[1, 0], [0, 1]]);
    /// assert_eq!(a.kron(&b), tensor([[1, 0, 2, 0], [0, 1, 0, 2]]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn kron<P: Dim, Q: Dim>(&self, rhs: &Tensor<E, (P, Q)>) -> Tensor<E, Blocks<M, N, P, Q>>
    where
        M: Times<P>,
        N: Times<Q>,
    {
        Tensor(E::binary::<Kron, (M, N), (P, Q)>(Kron, &self.0, &rhs.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (Const<1>, Const<1>), b: (Const<2>, Const<1>)| -> (Const<2>, Const<1>) { a.kron(&b) });
        check::everywhere!(|a: (Const<2>, Const<3>), b: (Const<3>, Const<2>)| -> (Const<6>, Const<6>) { a.kron(&b) });
        check::everywhere!(|a: (Const<2>, Const<2>)| -> (Const<4>, Const<4>) { a.kron(&a) });
    }
}
