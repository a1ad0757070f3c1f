//! `kron`: the Kronecker product of two matrices.

use crate::number::{Float, Ring};
use crate::op::by_type::by_type;
use crate::rule::{BinaryOp, Nothing, Operation};
use crate::shape::{Dim, Product, Shape, Times, require};
use crate::tensor::{Element, Tensor};
use core::marker::PhantomData;

/// The rule of [`Tensor::kron`] and [`Tensor::kron_to`]: a product of the shape `R`.
#[derive(Debug)]
pub struct Kron<R>(PhantomData<R>);

by_type!(Kron[] R);

impl<R: 'static> Operation for Kron<R> {
    const NAME: &'static str = "kron";
    fn read(_: &[u32]) -> Self {
        Kron::default()
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

/// The lengths of the factors' axes, checked against the shape of the product.
struct Lengths<M, N, P, Q, R>(PhantomData<(M, N, P, Q, R)>);

impl<M: Dim, N: Dim, P: Dim, Q: Dim, R: Shape> Lengths<M, N, P, Q, R> {
    const ALL: [usize; 4] = {
        require(R::RANK == 2, "kron: the product must be named as a matrix");
        require(R::DIMS[0] == M::SIZE * P::SIZE, "kron: the product must have the rows of both factors multiplied");
        require(R::DIMS[1] == N::SIZE * Q::SIZE, "kron: the product must have the columns of both factors multiplied");
        [M::SIZE, N::SIZE, P::SIZE, Q::SIZE]
    };
}

impl<T: Ring, M: Dim, N: Dim, P: Dim, Q: Dim, R: Shape> BinaryOp<T, (M, N), (P, Q)> for Kron<R> {
    type Output = R;
    type Saved = Nothing;
    #[inline]
    fn value(&self, a: &[T], b: &[T], y: &mut [T], _: &mut [T]) {
        each(const { Lengths::<M, N, P, Q, R>::ALL }, |i, j, o| y[o] = a[i] * b[j]);
    }
    #[inline]
    fn pullback_lhs(&self, _: &[T], b: &[T], _: &[T], _: &[T], dy: &[T], da: &mut [T])
    where
        T: Float,
    {
        each(const { Lengths::<M, N, P, Q, R>::ALL }, |i, j, o| da[i] = da[i] + dy[o].times_slope(b[j]));
    }
    #[inline]
    fn pullback_rhs(&self, a: &[T], _: &[T], _: &[T], _: &[T], dy: &[T], db: &mut [T])
    where
        T: Float,
    {
        each(const { Lengths::<M, N, P, Q, R>::ALL }, |i, j, o| db[j] = db[j] + dy[o].times_slope(a[i]));
    }
}

/// The shape of the product of matrices of the shapes `(M, N)` and `(P, Q)`.
type Blocks<M, N, P, Q> = (Product<M, P>, Product<N, Q>);

impl<E: Element<Number: Ring>, M: Dim, N: Dim> Tensor<E, (M, N)> {
    /// The Kronecker product: a copy of `rhs` for each element of this matrix, multiplied by it.
    ///
    /// The lengths of the result are inferred; [`kron_to`](Self::kron_to) names them.
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
        self.kron_to(rhs)
    }

    /// The Kronecker product, where the caller names the shape of the result.
    ///
    /// That the lengths are those of both factors multiplied is checked when the program is built (not yet at
    /// `cargo check`).
    ///
    /// Shape: `(M, N), (P, Q) → R`. Derivative: as for [`kron`](Self::kron).
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let (a, b) = (Matrix::<i32, 1, 23>::ones(), Matrix::<i32, 2, 29>::ones());
    /// let long: Matrix<i32, 2, 667> = a.kron_to(&b);
    /// assert_eq!(long, Tensor::ones());
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn kron_to<R: Shape, P: Dim, Q: Dim>(&self, rhs: &Tensor<E, (P, Q)>) -> Tensor<E, R> {
        const { Lengths::<M, N, P, Q, R>::ALL };
        self.binary(Kron::<R>::default(), rhs)
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
        check::everywhere!(|a: (Const<2>, Const<1>), b: (Const<1>, Const<3>)| -> (Const<2>, Const<3>) { a.kron_to(&b) });
    }
}
