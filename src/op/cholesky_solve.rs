//! `cholesky_solve`: a system by the Cholesky factor of its matrix.

use crate::kernel::Triangle;
use crate::op::singular::Singular;
use crate::shape::{RightHandSide, Shape, Square};
use crate::tensor::{Element, Real, Tensor};

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The solution x of L·Lᵀ·x = b, where this matrix is L, the result of [`cholesky`](Self::cholesky): two triangular
    /// systems, n² multiplications for each column of b.
    ///
    /// A step of Levenberg and Marquardt, (Jᵀ·J + λ·D)·δ = −Jᵀ·r, where the damping grows until the matrix is positive
    /// definite:
    ///
    /// ```
    /// use wengert::*;
    ///
    /// fn step<M: Dim, N: Dim>(
    ///     jacobian: &Tensor<f64, (M, N)>,
    ///     residual: &Tensor<f64, (M,)>,
    ///     mut damping: f64,
    /// ) -> Tensor<f64, (N,)> {
    ///     let product = jacobian.t().mm(jacobian);
    ///     let right = -residual.vm(jacobian);
    ///     loop {
    ///         let damped = product + product.diagonal().scale(damping).diag();
    ///         match damped.try_cholesky() {
    ///             Ok(l) => return l.cholesky_solve(&right),
    ///             Err(_) => damping = (10.0 * damping).max(1e-8),
    ///         }
    ///     }
    /// }
    ///
    /// let jacobian = tensor([[1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]);
    /// assert_eq!(step(&jacobian, &tensor([-3.0, -2.0, 5.0]), 0.0), tensor([1.0, 2.0]));
    /// // Two columns that are equal: there is a step nevertheless.
    /// let jacobian = tensor([[1.0, 1.0], [0.0, 0.0], [0.0, 0.0]]);
    /// let half = step(&jacobian, &tensor([-1.0, 0.0, 5.0]), 0.0) - 0.5;
    /// assert!(half.norm().item() < 1e-6);
    /// ```
    ///
    /// Shape: `(N, N), (N,) → (N,)` and `(N, N), (N, K) → (N, K)`. Derivative: as for
    /// [`solve_triangular`](Self::solve_triangular), twice.
    ///
    /// # Panics
    /// Where an entry of the diagonal is 0, which that of a Cholesky factor is not, naming it.
    /// [`try_cholesky_solve`](Self::try_cholesky_solve) gives an error instead.
    #[must_use]
    #[track_caller]
    pub fn cholesky_solve<B: RightHandSide<S::Axis>>(&self, rhs: &Tensor<E, B>) -> Tensor<E, B>
    where
        E: Real,
        S: Square,
    {
        match self.try_cholesky_solve(rhs) {
            Ok(x) => x,
            Err(error) => panic!("{error}"),
        }
    }

    /// As [`cholesky_solve`](Self::cholesky_solve), without a panic.
    ///
    /// # Errors
    /// [`Singular`], naming the entry of the diagonal that is 0.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let l = tensor([[1.0, 0.0], [2.0, 0.0]]);
    /// let error = l.try_cholesky_solve(&tensor([1.0, 1.0])).unwrap_err();
    /// assert_eq!(error, Singular { operation: "cholesky_solve", pivot: 1 });
    /// ```
    #[track_caller]
    pub fn try_cholesky_solve<B: RightHandSide<S::Axis>>(&self, rhs: &Tensor<E, B>) -> Result<Tensor<E, B>, Singular>
    where
        E: Real,
        S: Square,
    {
        let named = |error| Singular { operation: "cholesky_solve", ..error };
        let x = self.try_solve_triangular(Triangle::LOWER, rhs).map_err(named)?;
        self.try_solve_triangular(Triangle::LOWER.transposed(), &x).map_err(named)
    }
}

#[cfg(test)]
mod tests {
    use crate::op::check::{self, positive};
    use crate::{Const, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (Const<1>, Const<1>), b: (Const<1>,)| -> (Const<1>,) {
            positive(&a).cholesky().cholesky_solve(&b)
        });
        check::everywhere!(|a: (Const<3>, Const<3>), b: (Const<3>,)| -> (Const<3>,) {
            positive(&a).cholesky().cholesky_solve(&b)
        });
        check::everywhere!(|a: (Const<3>, Const<3>), b: (Const<3>, Const<2>)| -> (Const<3>, Const<2>) {
            positive(&a).cholesky().cholesky_solve(&b)
        });
    }

    #[test]
    fn it_solves_the_system_of_the_product() {
        let a = tensor([[4.0, 2.0], [2.0, 10.0]]);
        assert_eq!(a.cholesky().cholesky_solve(&tensor([8.0, 22.0])), tensor([1.0, 2.0]));
    }

    #[test]
    #[should_panic(expected = "cholesky_solve: the matrix is singular: pivot 1 is 0")]
    fn a_zero_on_the_diagonal_is_named() {
        let _ = tensor([[1.0, 0.0], [2.0, 0.0]]).cholesky_solve(&tensor([1.0, 1.0]));
    }
}
