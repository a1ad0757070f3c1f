//! `solve_triangular`: systems with a triangular matrix.

use crate::kernel::{Triangle, triangular};
use crate::number::Float;
use crate::op::singular::Singular;
use crate::rule::{BinaryOp, Nothing, Operation};
use crate::shape::{Dim, RightHandSide, Shape, Square};
use crate::tensor::{Element, Real, Tensor};
use crate::kernel::Semiring;

/// The rule of [`Tensor::solve_triangular`].
#[derive(Debug, Clone, Copy)]
pub struct SolveTriangular(pub Triangle);

impl Operation for SolveTriangular {
    const NAME: &'static str = "solve_triangular";
    const WORDS: usize = 1;
    fn write(&self, words: &mut [u32]) {
        let Triangle { upper, unit, transposed } = self.0;
        words[0] = u32::from(upper) | u32::from(unit) << 1 | u32::from(transposed) << 2;
    }
    fn read(words: &[u32]) -> Self {
        let bit = |i: u32| words[0] >> i & 1 == 1;
        SolveTriangular(Triangle { upper: bit(0), unit: bit(1), transposed: bit(2) })
    }
}

/// A⁻ᵀ · dy, which both pullbacks are made of.
fn adjoint<T: Float, N: Dim, B: RightHandSide<N>>(triangle: Triangle, a: &[T], dy: &[T]) -> B::Array<T> {
    let mut solved = B::splat(T::FILLER);
    B::flat_mut(&mut solved).copy_from_slice(dy);
    triangular::solve(a, B::flat_mut(&mut solved), [N::SIZE, B::COLUMNS], triangle.transposed());
    solved
}

impl<T: Float, S: Square, B: RightHandSide<S::Axis>> BinaryOp<T, S, B> for SolveTriangular {
    type Output = B;
    type Saved = Nothing;
    fn value(&self, a: &[T], b: &[T], y: &mut [T], _: &mut [T]) {
        y.copy_from_slice(b);
        triangular::solve(a, y, [S::Axis::SIZE, B::COLUMNS], self.0);
    }
    /// dA −= (A⁻ᵀ · dY) · Yᵀ within the triangle, or the transpose of that where A is transposed.
    fn pullback_lhs(&self, a: &[T], _: &[T], y: &[T], _: &[T], dy: &[T], da: &mut [T]) {
        let (n, k) = (S::Axis::SIZE, B::COLUMNS);
        let Triangle { upper, unit, transposed } = self.0;
        let solved = adjoint::<T, S::Axis, B>(self.0, a, dy);
        let (rows, columns) = if transposed { (y, B::flat(&solved)) } else { (B::flat(&solved), y) };
        let first = |i| if upper { i + usize::from(unit) } else { 0 };
        let end = |i| if upper { n } else { i + usize::from(!unit) };
        for (i, (row, da)) in rows.chunks_exact(k).zip(da.chunks_exact_mut(n)).enumerate() {
            let columns = columns.chunks_exact(k).take(end(i)).skip(first(i));
            for (da, column) in da[first(i)..end(i)].iter_mut().zip(columns) {
                *da = *da - T::dot(row, column);
            }
        }
    }
    /// dB += A⁻ᵀ · dY.
    fn pullback_rhs(&self, a: &[T], _: &[T], _: &[T], _: &[T], dy: &[T], db: &mut [T]) {
        for (db, &solved) in db.iter_mut().zip(B::flat(&adjoint::<T, S::Axis, B>(self.0, a, dy))) {
            *db = *db + solved;
        }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The solution x of A·x = b, where A is one [`Triangle`] of this matrix, for a vector b or every column of a matrix.
    ///
    /// What lies outside of the triangle is not read and has derivative 0; so is a diagonal that is ones. n²/2
    /// multiplications for each column of b, as many on the way back for each operand, and as many for the product. NaN goes
    /// through.
    ///
    /// Shape: `(N, N), (N,) → (N,)` and `(N, N), (N, K) → (N, K)`. Derivative: g = A⁻ᵀ·dx by b, −g·xᵀ by A within the
    /// triangle.
    ///
    /// # Panics
    /// Where an entry of the diagonal is 0, naming it. [`try_solve_triangular`](Self::try_solve_triangular) gives an error
    /// instead.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let l = tensor([[2.0, 0.0], [1.0, 4.0]]);
    /// let x = l.solve_triangular(Triangle::LOWER, &tensor([2.0, 9.0]));
    /// assert_eq!(x, tensor([1.0, 2.0]));
    /// let x = l.solve_triangular(Triangle::LOWER.transposed(), &tensor([4.0, 8.0]));
    /// assert_eq!(x, tensor([1.0, 2.0]));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn solve_triangular<B: RightHandSide<S::Axis>>(&self, triangle: Triangle, rhs: &Tensor<E, B>) -> Tensor<E, B>
    where
        E: Real,
        S: Square,
    {
        match self.try_solve_triangular(triangle, rhs) {
            Ok(x) => x,
            Err(error) => panic!("{error}"),
        }
    }

    /// As [`solve_triangular`](Self::solve_triangular), without a panic.
    ///
    /// # Errors
    /// [`Singular`], naming the entry of the diagonal that is 0.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let u = tensor([[1.0, 2.0], [0.0, 0.0]]);
    /// let error = u.try_solve_triangular(Triangle::UPPER, &tensor([1.0, 1.0])).unwrap_err();
    /// assert_eq!(error, Singular { operation: "solve_triangular", pivot: 1 });
    /// assert!(u.try_solve_triangular(Triangle::UPPER.unit(), &tensor([1.0, 1.0])).is_ok());
    /// ```
    #[track_caller]
    pub fn try_solve_triangular<B: RightHandSide<S::Axis>>(
        &self,
        triangle: Triangle,
        rhs: &Tensor<E, B>,
    ) -> Result<Tensor<E, B>, Singular>
    where
        E: Real,
        S: Square,
    {
        let zero = self.read(|a| a.iter().step_by(S::Axis::SIZE + 1).position(|&diagonal| diagonal == E::Number::ZERO));
        match zero {
            Some(pivot) if !triangle.unit => Err(Singular { operation: SolveTriangular::NAME, pivot }),
            _ => Ok(self.binary(SolveTriangular(triangle), rhs)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::op::check::{self, dominant};
    use crate::{Const, Matrix, Triangle, grad, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (Const<1>, Const<1>), b: (Const<1>,)| -> (Const<1>,) { a.solve_triangular(Triangle::LOWER, &b) });
        check::everywhere!(|a: (Const<2>, Const<2>), b: (Const<2>,)| -> (Const<2>,) { a.solve_triangular(Triangle::UPPER, &b) });
        check::everywhere!(|a: (Const<3>, Const<3>), b: (Const<3>, Const<2>)| -> (Const<3>, Const<2>) { a.solve_triangular(Triangle::LOWER.unit(), &b) });
        check::everywhere!(|a: (Const<3>, Const<3>), b: (Const<3>,)| -> (Const<3>,) { a.solve_triangular(Triangle::UPPER.unit(), &b) });
        check::everywhere!(|a: (Const<3>, Const<3>), b: (Const<3>, Const<2>)| -> (Const<3>, Const<2>) { dominant(&a).solve_triangular(Triangle::LOWER.transposed(), &b) });
        check::everywhere!(|a: (Const<3>, Const<3>), b: (Const<3>,)| -> (Const<3>,) { dominant(&a).solve_triangular(Triangle::UPPER.transposed(), &b) });
        check::everywhere!(|a: (Const<3>, Const<3>), b: (Const<3>,)| -> (Const<3>,) { a.solve_triangular(Triangle::LOWER.unit().transposed(), &b) });
        check::everywhere!(|a: (Const<5>, Const<5>), b: (Const<5>, Const<2>)| -> (Const<5>, Const<2>) { dominant(&a).solve_triangular(Triangle::UPPER.unit().transposed(), &b) });
    }

    #[test]
    fn what_is_outside_of_the_triangle_is_not_read() {
        let a = tensor([[f64::NAN, 2.0], [f64::NAN, f64::NAN]]);
        let b = tensor([5.0, 1.0]);
        assert_eq!(a.solve_triangular(Triangle::UPPER.unit(), &b), tensor([3.0, 1.0]));
        let da = grad(|a| a.solve_triangular(Triangle::UPPER.unit(), &a.lift(b)).sum(), &a);
        assert_eq!(da, tensor([[0.0, -1.0], [0.0, 0.0]]));
    }

    #[test]
    #[should_panic(expected = "solve_triangular: the matrix is singular: pivot 0 is 0")]
    fn a_zero_on_the_diagonal_is_named() {
        let _ = Matrix::<f64, 2, 2>::zeros().solve_triangular(Triangle::LOWER, &tensor([1.0, 1.0]));
    }
}
