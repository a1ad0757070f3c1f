//! `solve`: systems of linear equations.

use crate::kernel::lu;
use crate::number::Float;
use crate::op::singular::{Singular, zero_pivot};
use crate::rule::{BinaryOp, Factors, Operation, scratch};
use crate::shape::{Dim, RightHandSide, Shape, Square};
use num_traits::Float as _;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::solve`]. Of a singular matrix the result is NaN.
#[derive(Debug, Clone, Copy)]
pub struct Solve;

impl Operation for Solve {
    const NAME: &'static str = "solve";
    fn read(_: &[u32]) -> Self {
        Solve
    }
}

/// The place of each row before the exchanges, as numbers.
fn count<T: Float>(order: &mut [T]) {
    for (i, place) in order.iter_mut().enumerate() {
        *place = T::from_f64(i as f64);
    }
}

/// A⁻ᵀ · dy, which both pullbacks are made of: one more solve, by the factors of the first.
fn adjoint<T: Float, N: Dim, B: RightHandSide<N>>(saved: &[T], dy: &[T], f: impl FnOnce(&mut [T])) {
    let (n, k) = (N::SIZE, B::COLUMNS);
    let (factors, order) = saved.split_at(n * n);
    scratch::<T, B, _>(T::ZERO, |rows| {
    scratch::<T, B, _>(T::ZERO, |solved| {
    solved.copy_from_slice(dy);
    lu::solve_transposed(factors, solved, [n, k]);
    for (row, place) in solved.chunks_exact(k).zip(order) {
        let place = place.to_usize().expect("the order of the rows is made of small integers");
        rows[place * k..][..k].copy_from_slice(row);
    }
    });
    f(rows);
    });
}

impl<T: Float, S: Square, B: RightHandSide<S::Axis>> BinaryOp<T, S, B> for Solve {
    type Output = B;
    type Saved = Factors<S::Axis>;
    fn value(&self, a: &[T], b: &[T], y: &mut [T], saved: &mut [T]) {
        let (n, k) = (S::Axis::SIZE, B::COLUMNS);
        let (factors, order) = saved.split_at_mut(n * n);
        factors.copy_from_slice(a);
        y.copy_from_slice(b);
        count(order);
        let zero = lu::factorise(factors, n, |i, j| {
            lu::swap_rows(y, i, j, k);
            order.swap(i, j);
        });
        if zero.is_some() {
            y.fill(T::nan());
        } else {
            lu::solve(factors, y, [n, k]);
        }
    }
    /// dA −= (A⁻ᵀ · dY) · Yᵀ.
    fn pullback_lhs(&self, _: &[T], _: &[T], y: &[T], saved: &[T], dy: &[T], da: &mut [T]) {
        let (n, k) = (S::Axis::SIZE, B::COLUMNS);
        adjoint::<T, S::Axis, B>(saved, dy, |minus| {
            for x in &mut *minus {
                *x = -*x;
            }
            T::product_nt(minus, y, da, [n, k, n]);
        });
    }
    /// dB += A⁻ᵀ · dY.
    fn pullback_rhs(&self, _: &[T], _: &[T], _: &[T], saved: &[T], dy: &[T], db: &mut [T]) {
        adjoint::<T, S::Axis, B>(saved, dy, |solved| {
            for (db, &solved) in db.iter_mut().zip(&*solved) {
                *db = *db + solved;
            }
        });
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The solution x of A·x = b, for a vector b or for every column of a matrix.
    ///
    /// LU factorisation with partial pivoting: n³/3 multiplications, n² for each column of b, and 2·n² for each on the way
    /// back, by the same factors. NaN goes through. Where the matrix is known to be positive definite,
    /// [`cholesky`](Self::cholesky) takes half of that.
    ///
    /// Shape: `(N, N), (N,) → (N,)` and `(N, N), (N, K) → (N, K)`. Derivative: g = A⁻ᵀ·dx by b, −g·xᵀ by A (M. Giles:
    /// Collected matrix derivative results for forward and reverse mode algorithmic differentiation, 2008).
    ///
    /// # Panics
    /// Where the matrix is singular, naming the pivot that is 0. [`try_solve`](Self::try_solve) gives an error instead.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = tensor([[0.0, 2.0], [4.0, 1.0]]);
    /// let b = tensor([4.0, 6.0]);
    /// assert_eq!(a.solve(&b), tensor([1.0, 2.0]));
    /// assert_eq!(a.solve(&a), Tensor::eye());
    /// // The first unknown grows by −1/8 for each unit of the first equation, by 1/4 for each of the second.
    /// assert_eq!(grad(|b| b.lift(a).solve(&b).at([0]), &b), tensor([-0.125, 0.25]));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn solve<B: RightHandSide<S::Axis>>(&self, rhs: &Tensor<E, B>) -> Tensor<E, B>
    where
        E: Real,
        S: Square,
    {
        match self.try_solve(rhs) {
            Ok(x) => x,
            Err(error) => panic!("{error}"),
        }
    }

    /// As [`solve`](Self::solve), without a panic.
    ///
    /// # Errors
    /// [`Singular`], naming the pivot that is 0.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = tensor([[1.0, 2.0], [2.0, 4.0]]);
    /// assert_eq!(a.try_solve(&tensor([1.0, 1.0])), Err(Singular { operation: "solve", pivot: 1 }));
    /// ```
    #[track_caller]
    pub fn try_solve<B: RightHandSide<S::Axis>>(&self, rhs: &Tensor<E, B>) -> Result<Tensor<E, B>, Singular>
    where
        E: Real,
        S: Square,
    {
        let x = self.binary(Solve, rhs);
        if x.read(|x| x[0].is_nan())
            && let Some(pivot) = self.read(zero_pivot::<_, S>)
        {
            return Err(Singular { operation: Solve::NAME, pivot });
        }
        Ok(x)
    }
}

#[cfg(test)]
mod tests {
    use crate::op::check::{self, dominant};
    use crate::{Const, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (Const<1>, Const<1>), b: (Const<1>,)| -> (Const<1>,) { dominant(&a).solve(&b) });
        check::everywhere!(|a: (Const<2>, Const<2>), b: (Const<2>,)| -> (Const<2>,) { dominant(&a).solve(&b) });
        check::everywhere!(|a: (Const<3>, Const<3>), b: (Const<3>, Const<2>)| -> (Const<3>, Const<2>) { dominant(&a).solve(&b) });
        check::everywhere!(|a: (Const<5>, Const<5>), b: (Const<5>, Const<1>)| -> (Const<5>, Const<1>) { dominant(&a).solve(&b) });
        // The same variable on both sides: the identity, whose derivatives cancel.
        check::everywhere!(|a: (Const<2>, Const<2>)| -> (Const<2>, Const<2>) { dominant(&a).solve(&a) });
        // Rows that change their places.
        check::everywhere!(|a: (Const<3>, Const<3>), b: (Const<3>,)| -> (Const<3>,) { dominant(&a).flip::<0>().solve(&b) });
    }

    #[test]
    fn a_pivot_of_zero_moves_away() {
        let a = tensor([[0.0, 0.0, 2.0], [1.0, 0.0, 0.0], [0.0, 4.0, 0.0]]);
        assert_eq!(a.solve(&tensor([2.0, 3.0, 4.0])), tensor([3.0, 1.0, 1.0]));
        let scaled = tensor([[1e-200, 1.0], [1.0, 1.0]]);
        assert_eq!(scaled.solve(&tensor([1.0, 2.0])), tensor([1.0, 1.0]));
    }

    #[test]
    fn nan_is_no_singularity() {
        let a = tensor([[1.0, f64::NAN], [0.0, 1.0]]);
        assert!(a.solve(&tensor([1.0, 1.0])).at([0]).item().is_nan());
        let a = tensor([[1.0, 0.0], [0.0, 1.0]]);
        assert!(a.solve(&tensor([f64::NAN, 1.0])).at([0]).item().is_nan());
    }

    #[test]
    #[should_panic(expected = "solve: the matrix is singular: pivot 2 is 0")]
    fn a_singular_matrix_names_its_pivot() {
        let a = tensor([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 1.0, 2.0]]);
        let _ = a.solve(&tensor([1.0, 1.0, 1.0]));
    }
}
