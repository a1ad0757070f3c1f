//! `qr`: orthonormal columns times an upper triangle.

use crate::kernel::{Triangle, householder, triangular};
use crate::number::Float;
use crate::rule::{Nothing, Operation, UnaryOp, scratch};
use crate::shape::{Const, Dim, Shape, require};
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::qr`]: Q, then R with rows of zeros below it.
#[derive(Debug, Clone, Copy)]
pub struct Qr;

impl Operation for Qr {
    const NAME: &'static str = "qr";
    fn read(_: &[u32]) -> Self {
        Qr
    }
}

/// Both factors as one tensor. R has as many rows as Q here, since the type of what has M + N rows cannot be written.
type Packed<M, N> = (Const<2>, M, N);

impl<T: Float, M: Dim, N: Dim> UnaryOp<T, (M, N)> for Qr {
    type Output = Packed<M, N>;
    type Saved = Nothing;
    fn value(&self, a: &[T], y: &mut [T], _: &mut [T]) {
        let [m, n] = [M::SIZE, N::SIZE];
        let (q, r) = y.split_at_mut(m * n);
        let (mut scales, mut work) = (<(N,)>::splat(T::ZERO), <(N,)>::splat(T::ZERO));
        let (scales, work) = (<(N,)>::flat_mut(&mut scales), <(N,)>::flat_mut(&mut work));
        let mut v = <(M,)>::splat(T::ZERO);
        let v = <(M,)>::flat_mut(&mut v);
        r.copy_from_slice(a);
        householder::factorise(r, scales, v, work, [m, n]);
        householder::columns((r, scales), q, v, work, [m, n]);
        for (i, row) in r.chunks_exact_mut(n).enumerate() {
            row[..i.min(n)].fill(T::ZERO);
            if i < n && row[i] < T::ZERO {
                for x in &mut *row {
*x = -*x;
}
                q.iter_mut().skip(i).step_by(n).for_each(|x| *x = -*x);
            }
        }
    }
    /// dA += (dQ + Q·S) · R⁻ᵀ, where S is the symmetric matrix with the lower triangle of R·dRᵀ − dQᵀ·Q.
    fn pullback(&self, _: &[T], y: &[T], _: &[T], dy: &[T], da: &mut [T]) {
        let [m, n] = [M::SIZE, N::SIZE];
        let (q, r) = y.split_at(m * n);
        let (dq, dr) = dy.split_at(m * n);
        scratch::<T, (Const<2>, M, N), _>(T::ZERO, |both| {
        let (g, s) = both.split_at_mut(m * n);
        let s = &mut s[..n * n]; // there are at least as many rows as columns
        T::product_tn(dq, q, s, [n, m, n]);
        for x in &mut *s {
*x = -*x;
}
        // The lower triangle of this product reads no more than the upper triangle of dR.
        T::product_nt(r, dr, s, [n, n, n]);
        for i in 0..n {
            for j in 0..i {
                s[j * n + i] = s[i * n + j];
            }
        }
        g.copy_from_slice(dq);
        T::product(q, s, g, [m, n, n]);
        for (g, da) in g.chunks_exact_mut(n).zip(da.chunks_exact_mut(n)) {
            triangular::solve(r, g, [n, 1], Triangle::UPPER);
            for (da, &g) in da.iter_mut().zip(&*g) {
                *da = *da + g;
            }
        }
        });
    }
}

impl<E: Element, M: Dim, N: Dim> Tensor<E, (M, N)> {
    /// Q and R with Q·R = A: orthonormal columns, and an upper triangle whose diagonal is not below 0. With such a diagonal
    /// a matrix of full rank has one pair of factors only (LAPACK and PyTorch leave the signs open).
    ///
    /// Householder's reflections: 2·n²·(m − n/3) multiplications, about 5/2·m·n² on the way back. Where columns are linearly
    /// dependent there are factors but no derivative: it is not finite, or meaningless. On a tape both are views of one
    /// result, which takes 2·m·n numbers.
    ///
    /// That there are at least as many rows as columns is checked when the program is built (not yet at `cargo check`).
    ///
    /// Shape: `(M, N) → (M, N), (N, N)`. Derivative: (dQ + Q·S)·R⁻ᵀ, where S is the symmetric matrix with the lower triangle
    /// of R·dRᵀ − dQᵀ·Q (S. Walter, L. Lehmann: Algorithmic differentiation of linear algebra functions, 2010; M. Seeger et
    /// al.: Auto-differentiating linear algebra, 2017).
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let (q, r) = tensor([[0.0, 1.0], [2.0, 3.0], [0.0, 0.0]]).qr();
    /// assert_eq!(r, tensor([[2.0, 3.0], [0.0, 1.0]]));
    /// assert_eq!(q, tensor([[0.0, 1.0], [1.0, 0.0], [0.0, 0.0]]));
    /// ```
    #[must_use]
    pub fn qr(&self) -> (Self, Tensor<E, (N, N)>)
    where
        E: Real,
    {
        const { require(M::SIZE >= N::SIZE, "qr: the matrix must have at least as many rows as columns") }
        let packed = self.unary(Qr);
        let q = Tensor(E::view::<Packed<M, N>, (M, N)>(&packed.0, 0));
        (q, Tensor(E::view::<Packed<M, N>, (N, N)>(&packed.0, M::SIZE * N::SIZE)))
    }
}

#[cfg(test)]
mod tests {
    use crate::op::check::{self, dominant};
    use crate::{Const, Matrix, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (Const<1>, Const<1>)| -> (Const<1>, Const<1>) { let (q, r) = a.qr(); q * r });
        check::everywhere!(|a: (Const<2>, Const<2>)| -> (Const<2>, Const<2>) { dominant(&a).qr().0 });
        check::everywhere!(|a: (Const<3>, Const<3>)| -> (Const<3>, Const<3>) { dominant(&a).qr().1 });
        check::everywhere!(|a: (Const<3>, Const<1>)| -> (Const<3>, Const<1>) { a.qr().0 });
        check::everywhere!(|a: (Const<5>, Const<2>)| -> (Const<5>, Const<2>) { let (q, r) = a.qr(); q + q.mm(&r) });
        check::everywhere!(|a: (Const<5>, Const<5>)| -> (Const<5>, Const<5>) { let (q, r) = dominant(&a).qr(); q + r });
    }

    /// The reflections of such a matrix do not move a thing, but their tangents do.
    #[test]
    fn a_triangle_has_derivatives() {
        let a = tensor([[1.0, 2.0, 3.0], [0.0, 4.0, 5.0], [0.0, 0.0, 6.0]]);
        let f = crate::function!(|a: (Const<3>, Const<3>)| -> (Const<3>, Const<3>) { let (q, r) = a.qr(); q + r });
        check::function::<f64, _, (Const<3>, Const<3>), _>(f, &a);
    }

    #[test]
    fn columns_that_depend_on_each_other_have_factors() {
        let (q, r) = Matrix::<f64, 3, 2>::zeros().qr();
        assert_eq!((q.t().mm(&q), r), (Matrix::eye(), Matrix::zeros()));
        let large = 1e200 * tensor([[3.0, 3.0], [4.0, 4.0]]);
        let length: f64 = large.qr().1.at([0, 0]).item();
        assert!((length / 5e200 - 1.0).abs() < 1e-15);
    }
}
