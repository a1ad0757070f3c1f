//! `cholesky`: a positive definite matrix as a triangle times its transpose.

use crate::kernel::{Triangle, cholesky, triangular};
use crate::number::Float;
use crate::op::singular::NotPositiveDefinite;
use crate::rule::{Nothing, Operation, UnaryOp, scratch};
use crate::shape::{Dim, Shape, Square};
use num_traits::Float as _;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::cholesky`]. Of a matrix that is not positive definite the factor has a NaN on its diagonal.
#[derive(Debug, Clone, Copy)]
pub struct Cholesky;

impl Operation for Cholesky {
    const NAME: &'static str = "cholesky";
    fn read(_: &[u32]) -> Self {
        Cholesky
    }
}

/// The symmetric part of a square matrix, (A + Aᵀ)/2.
pub(crate) fn symmetric_part<T: Float>(a: &[T], y: &mut [T], n: usize) {
    let half = T::from_f64(0.5);
    for i in 0..n {
        for j in 0..i {
            let mean = half * a[i * n + j] + half * a[j * n + i];
            (y[i * n + j], y[j * n + i]) = (mean, mean);
        }
        y[i * n + i] = a[i * n + i];
    }
}

impl<T: Float, S: Square> UnaryOp<T, S> for Cholesky {
    type Output = S;
    type Saved = Nothing;
    fn value(&self, a: &[T], y: &mut [T], _: &mut [T]) {
        symmetric_part(a, y, S::Axis::SIZE);
        cholesky::factorise(y, S::Axis::SIZE);
    }
    /// dA += (G + Gᵀ)/2 with G = L⁻ᵀ · Φ(Lᵀ · dL) · L⁻¹, where Φ keeps the lower triangle and halves its diagonal.
    fn pullback(&self, _: &[T], l: &[T], _: &[T], dl: &[T], da: &mut [T]) {
        let n = S::Axis::SIZE;
        let half = T::from_f64(0.5);
        scratch::<T, S, _>(T::ZERO, |g| {
        // The lower triangle of this product reads no more than the lower triangle of dL.
        T::product_tn(l, dl, g, [n, n, n]);
        for (i, row) in g.chunks_exact_mut(n).enumerate() {
            row[i] = half * row[i];
            row[i + 1..].fill(T::ZERO);
        }
        for _ in 0..2 {
            triangular::solve(l, g, [n, n], Triangle::LOWER.transposed());
            triangular::transpose(g, n);
        }
        for i in 0..n {
            for j in 0..n {
                da[i * n + j] = da[i * n + j] + half * (g[i * n + j] + g[j * n + i]);
            }
        }
        });
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The lower triangle L, with a diagonal above 0, for which L·Lᵀ is this matrix.
    ///
    /// The matrix is to be symmetric: what is factorised is its symmetric part, (A + Aᵀ)/2, so that both halves count
    /// alike. n³/6 multiplications, 4/3·n³ on the way back.
    ///
    /// The logarithm of a Gaussian density, differentiable by its mean and its covariance:
    ///
    /// ```
    /// use wengert::*;
    ///
    /// fn log_density<E: Real, N: Dim>(
    ///     x: &Tensor<E, (N,)>,
    ///     mean: &Tensor<E, (N,)>,
    ///     covariance: &Tensor<E, (N, N)>,
    /// ) -> Scalar<E> {
    ///     let l = covariance.cholesky();
    ///     let z = l.solve_triangular(Triangle::LOWER, &(x - mean));
    ///     let constant = x.full_like(0.5 * core::f64::consts::TAU.ln()).sum();
    ///     -0.5 * z.dot(&z) - l.diagonal().ln().sum() - constant
    /// }
    ///
    /// let (x, mean) = (tensor([1.0, 2.0]), tensor([1.0, 0.0]));
    /// let covariance = tensor([[4.0, 0.0], [0.0, 1.0]]);
    /// assert_eq!(log_density(&x, &mean, &covariance), -2.0 - 2.0_f64.ln() - core::f64::consts::TAU.ln());
    /// let by_mean = grad(|m| log_density(&m.lift(x), &m, &m.lift(covariance)), &mean);
    /// assert_eq!(by_mean, tensor([0.0, 2.0]));
    /// ```
    ///
    /// Shape: `(N, N) → (N, N)`. Derivative: (G + Gᵀ)/2 with G = L⁻ᵀ·Φ(Lᵀ·dL)·L⁻¹, where Φ keeps the lower triangle and
    /// halves its diagonal (I. Murray: Differentiation of the Cholesky decomposition, 2016). It is symmetric.
    ///
    /// # Panics
    /// Where the matrix is not positive definite or holds a NaN, naming the pivot that is not above 0.
    /// [`try_cholesky`](Self::try_cholesky) gives an error instead.
    #[must_use]
    #[track_caller]
    pub fn cholesky(&self) -> Self
    where
        E: Real,
        S: Square,
    {
        match self.try_cholesky() {
            Ok(l) => l,
            Err(error) => panic!("{error}"),
        }
    }

    /// As [`cholesky`](Self::cholesky), without a panic. It factorises once, so it is also the way to ask whether a matrix
    /// is positive definite.
    ///
    /// # Errors
    /// [`NotPositiveDefinite`], naming the pivot that is not above 0 (it may be NaN).
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([[4.0, 2.0], [2.0, 10.0]]).try_cholesky(), Ok(tensor([[2.0, 0.0], [1.0, 3.0]])));
    /// assert_eq!(tensor([[4.0, 2.0], [2.0, 1.0]]).try_cholesky(), Err(NotPositiveDefinite { pivot: 1 }));
    /// ```
    pub fn try_cholesky(&self) -> Result<Self, NotPositiveDefinite>
    where
        E: Real,
        S: Square,
    {
        let l = self.unary(Cholesky);
        match l.read(|l| l.iter().step_by(S::Axis::SIZE + 1).position(|pivot| pivot.is_nan())) {
            Some(pivot) => Err(NotPositiveDefinite { pivot }),
            None => Ok(l),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::op::check::{self, dominant, positive};
    use crate::{Const, NotPositiveDefinite, grad, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (Const<1>, Const<1>)| -> (Const<1>, Const<1>) { positive(&a).cholesky() });
        check::everywhere!(|a: (Const<2>, Const<2>)| -> (Const<2>, Const<2>) { positive(&a).cholesky() });
        check::everywhere!(|a: (Const<3>, Const<3>)| -> (Const<3>, Const<3>) { positive(&a).cholesky() });
        // Not symmetric: both halves count.
        check::everywhere!(|a: (Const<3>, Const<3>)| -> (Const<3>, Const<3>) { dominant(&a).cholesky() });
        check::everywhere!(|a: (Const<5>, Const<5>)| -> (Const<5>, Const<5>) { positive(&a).cholesky() });
    }

    #[test]
    fn the_gradient_is_symmetric() {
        let a = tensor([[4.0, 2.0], [2.0, 10.0]]);
        let da = grad(|a| a.cholesky().at([1, 0]), &a);
        assert_eq!(da, da.t());
    }

    #[test]
    fn nan_is_not_positive_definite() {
        let a = tensor([[1.0, 0.0], [0.0, f64::NAN]]);
        assert_eq!(a.try_cholesky(), Err(NotPositiveDefinite { pivot: 1 }));
    }

    #[test]
    #[should_panic(expected = "cholesky: the matrix is not positive definite: pivot 0 is not above 0")]
    fn a_pivot_below_zero_is_named() {
        let _ = tensor([[-1.0, 0.0], [0.0, 1.0]]).cholesky();
    }
}
