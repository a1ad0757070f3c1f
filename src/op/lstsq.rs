//! `lstsq`: least squares.

use crate::kernel::{Triangle, householder, triangular};
use crate::number::Float;
use crate::op::singular::RankDeficient;
use crate::rule::{BinaryOp, Operation, scratch};
use crate::shape::{Dim, RightHandSide, Shape, require};
use crate::tensor::{Element, Real, Tensor};
use num_traits::Float as _;

/// The rule of [`Tensor::lstsq`]. Where the columns are linearly dependent the result is NaN.
#[derive(Debug, Clone, Copy)]
pub struct LeastSquares;

impl Operation for LeastSquares {
    const NAME: &'static str = "lstsq";
    fn read(_: &[u32]) -> Self {
        LeastSquares
    }
}

/// The first column whose part across those before it is nothing but the rounding of the column itself.
fn dependent<T: Float>(r: &[T], [m, n]: [usize; 2]) -> Option<usize> {
    let rounding = T::epsilon() * T::from_f64(m as f64);
    (0..n).find(|&k| {
        let largest = (0..=k).fold(T::ZERO, |largest, i| largest.max(r[i * n + k].abs()));
        r[k * n + k].abs() <= rounding * largest
    })
}

/// u²·h and u, where h = (AᵀA)⁻¹ · dx = R⁻¹ · R⁻ᵀ · dx, which both pullbacks are made of. The unit u is a power of two as
/// small as R, since h alone overflows where A is small.
fn adjoint<T: Float, B: Shape>(r: &[T], dy: &[T], [n, k]: [usize; 2], f: impl FnOnce(&[T], T)) {
    let least = r.iter().step_by(n + 1).fold(T::Base::infinity(), |least, x| least.min(x.primal().abs()));
    let unit = T::from_base(least.log2().floor().exp2());
    scratch::<T, B, _>(T::ZERO, |h| {
        h.copy_from_slice(dy);
        for triangle in [Triangle::UPPER.transposed(), Triangle::UPPER] {
            triangular::solve(r, h, [n, k], triangle);
            for x in &mut *h {
                *x = *x * unit;
            }
        }
        f(h, unit);
    });
}

impl<T: Float, M: Dim, N: Dim, B: RightHandSide<M>> BinaryOp<T, (M, N), B> for LeastSquares {
    type Output = B::Solution<N>;
    /// R.
    type Saved = (N, N);
    fn value(&self, a: &[T], b: &[T], y: &mut [T], saved: &mut [T]) {
        let ([m, n], k) = ([M::SIZE, N::SIZE], B::COLUMNS);
        scratch::<T, (M, N), _>(T::ZERO, |factors| {
        scratch::<T, B, _>(T::ZERO, |right| {
        let (mut v, mut scales) = (<(M,)>::splat(T::ZERO), <(N,)>::splat(T::ZERO));
        let (v, scales) = (<(M,)>::flat_mut(&mut v), <(N,)>::flat_mut(&mut scales));
        factors.copy_from_slice(a);
        right.copy_from_slice(b);
        // The results have room for what the kernels need on the way.
        householder::factorise(factors, scales, v, &mut saved[..n], [m, n]);
        householder::apply_transposed((factors, scales), right, k, v, &mut y[..k], [m, n]);
        saved.copy_from_slice(&factors[..n * n]);
        if dependent(saved, [m, n]).is_some() {
            y.fill(T::nan());
        } else {
            y.copy_from_slice(&right[..n * k]);
            triangular::solve(saved, y, [n, k], Triangle::UPPER);
        }
        });
        });
    }
    /// dA += (B − A·X) · Hᵀ − A·H · Xᵀ.
    fn pullback_lhs(&self, a: &[T], b: &[T], x: &[T], r: &[T], dy: &[T], da: &mut [T]) {
        let ([m, n], k) = ([M::SIZE, N::SIZE], B::COLUMNS);
        adjoint::<T, B::Solution<N>>(r, dy, [n, k], |h, unit| {
        scratch::<T, B, _>(T::ZERO, |residual| {
        scratch::<T, B, _>(T::ZERO, |g| {
        T::product(a, x, residual, [m, n, k]);
        T::product(a, h, g, [m, n, k]);
        for ((residual, g), &b) in residual.iter_mut().zip(g.iter_mut()).zip(b) {
            (*residual, *g) = ((b - *residual) / unit / unit, -*g / unit / unit);
        }
        T::product_nt(residual, h, da, [m, k, n]);
        T::product_nt(g, x, da, [m, k, n]);
        });
        });
        });
    }
    /// dB += A·H.
    fn pullback_rhs(&self, a: &[T], _: &[T], _: &[T], r: &[T], dy: &[T], db: &mut [T]) {
        let ([m, n], k) = ([M::SIZE, N::SIZE], B::COLUMNS);
        adjoint::<T, B::Solution<N>>(r, dy, [n, k], |h, unit| {
            scratch::<T, B, _>(T::ZERO, |g| {
                T::product(a, h, g, [m, n, k]);
                for (db, &g) in db.iter_mut().zip(&*g) {
                    *db = *db + g / unit / unit;
                }
            });
        });
    }
}

impl<E: Element, M: Dim, N: Dim> Tensor<E, (M, N)> {
    /// The x for which ‖A·x − b‖ is least, for a vector b or for every column of a matrix.
    ///
    /// QR factorisation by Householder's reflections: n²·(m − n/3) multiplications, 2·m·n for each column of b, and about as
    /// many on the way back, by the same R. NaN goes through.
    ///
    /// That there are at least as many rows as columns is checked when the program is built (not yet at `cargo check`): with
    /// fewer there are many solutions.
    ///
    /// Shape: `(M, N), (M,) → (N,)` and `(M, N), (M, K) → (N, K)`. Derivative: with h = (AᵀA)⁻¹·dx, A·h by b, and
    /// (b − A·x)·hᵀ − A·h·xᵀ by A, which follows from Aᵀ·A·x = Aᵀ·b.
    ///
    /// # Panics
    /// Where the columns are linearly dependent up to rounding, naming the first that depends on those before it.
    /// [`try_lstsq`](Self::try_lstsq) gives an error instead.
    ///
    /// A line through points:
    ///
    /// ```
    /// use wengert::*;
    ///
    /// fn line<E: Real, N: Dim>(x: &Tensor<E, (N,)>, y: &Tensor<E, (N,)>) -> Vector<E, 2> {
    ///     stack([x.ones_like(), *x]).t().lstsq(y)
    /// }
    ///
    /// let (x, y) = (tensor([0.0, 1.0, 2.0, 3.0]), tensor([1.0, 3.0, 5.0, 7.0]));
    /// let off = line(&x, &y) - tensor([1.0, 2.0]);
    /// assert!(off.norm().item() < 1e-14);
    ///
    /// // How much steeper the line is where a point is higher.
    /// let by_y = grad(|y| line(&y.lift(x), &y).at([1]), &y);
    /// assert!((by_y - tensor([-0.3, -0.1, 0.1, 0.3])).norm().item() < 1e-14);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn lstsq<B: RightHandSide<M>>(&self, rhs: &Tensor<E, B>) -> Tensor<E, B::Solution<N>>
    where
        E: Real,
    {
        match self.try_lstsq(rhs) {
            Ok(x) => x,
            Err(error) => panic!("{error}"),
        }
    }

    /// As [`lstsq`](Self::lstsq), without a panic.
    ///
    /// # Errors
    /// [`RankDeficient`], naming the first column that depends on those before it.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = tensor([[1.0, 0.0], [2.0, 0.0], [3.0, 0.0]]);
    /// assert_eq!(a.try_lstsq(&tensor([1.0, 1.0, 1.0])), Err(RankDeficient { column: 1 }));
    /// ```
    #[track_caller]
    pub fn try_lstsq<B: RightHandSide<M>>(&self, rhs: &Tensor<E, B>) -> Result<Tensor<E, B::Solution<N>>, RankDeficient>
    where
        E: Real,
    {
        const {
            require(
                M::SIZE >= N::SIZE,
                "lstsq: the matrix must have at least as many rows as columns; with fewer there are many solutions",
            );
        }
        let x = self.binary(LeastSquares, rhs);
        if x.read(|x| x[0].is_nan())
            && let Some(column) = self.read(why_nan::<_, M, N>)
        {
            return Err(RankDeficient { column });
        }
        Ok(x)
    }
}

/// Whether the columns are dependent. Asked only where a result is NaN, to tell why.
#[cold]
fn why_nan<T: Float, M: Dim, N: Dim>(a: &[T]) -> Option<usize> {
    let [m, n] = [M::SIZE, N::SIZE];
    let (mut factors, mut v) = (<(M, N)>::splat(T::ZERO), <(M,)>::splat(T::ZERO));
    let (factors, v) = (<(M, N)>::flat_mut(&mut factors), <(M,)>::flat_mut(&mut v));
    let (mut scales, mut work) = (<(N,)>::splat(T::ZERO), <(N,)>::splat(T::ZERO));
    factors.copy_from_slice(a);
    householder::factorise(factors, <(N,)>::flat_mut(&mut scales), v, <(N,)>::flat_mut(&mut work), [m, n]);
    dependent(factors, [m, n])
}

#[cfg(test)]
mod tests {
    use crate::op::check::{self, dominant};
    use crate::{Const, Tape, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (Const<1>, Const<1>), b: (Const<1>,)| -> (Const<1>,) { a.lstsq(&b) });
        check::everywhere!(|a: (Const<3>, Const<1>), b: (Const<3>,)| -> (Const<1>,) { a.lstsq(&b) });
        check::everywhere!(|a: (Const<2>, Const<2>), b: (Const<2>,)| -> (Const<2>,) { dominant(&a).lstsq(&b) });
        check::everywhere!(|a: (Const<5>, Const<2>), b: (Const<5>,)| -> (Const<2>,) { a.lstsq(&b) });
        check::everywhere!(|a: (Const<3>, Const<2>), b: (Const<3>, Const<2>)| -> (Const<2>, Const<2>) { a.lstsq(&b) });
        check::everywhere!(|a: (Const<5>, Const<5>), b: (Const<5>,)| -> (Const<5>,) { dominant(&a).lstsq(&b) });
    }

    #[test]
    fn columns_may_be_small_and_large() {
        let a = tensor([[1e-150, 0.0], [0.0, 1e150], [0.0, 0.0]]);
        assert_eq!(a.lstsq(&tensor([2e-150, 3e150, 7.0])), tensor([2.0, 3.0]));
    }

    /// For a diagonal matrix x = b/a: the slopes are 1/a by b and −x/a by a.
    #[test]
    fn small_and_large_matrices_have_gradients() {
        for unit in [1e-25_f32, 1e25] {
            let (a, b) = (tensor([[2.0 * unit, 0.0], [0.0, unit]]), tensor([unit, unit]));
            let (da, db) = Tape::new().grad(|(a, b)| a.lstsq(&b).sum(), &(a, b));
            let close = |a: f32, b: f32| assert!((a * unit - b).abs() < 1e-5, "{a:e} {b:e}");
            for (i, slope) in [-0.25, -0.5, -0.5, -1.0].into_iter().enumerate() {
                close(da.as_slice()[i], slope);
            }
            close(db[[0]], 0.5);
            close(db[[1]], 1.0);
        }
    }

    #[test]
    fn nan_is_no_dependence() {
        let a = tensor([[1.0, 0.0], [f64::NAN, 1.0], [0.0, 0.0]]);
        assert!(a.lstsq(&tensor([1.0, 1.0, 1.0])).at([0]).item().is_nan());
    }

    #[test]
    #[should_panic(expected = "lstsq: column 2 of the matrix is a linear combination of those before it")]
    fn a_column_that_depends_on_others_is_named() {
        let a = tensor([[0.1, 0.7, 0.8], [0.3, 0.2, 0.5], [0.9, 0.4, 1.3], [0.2, 0.5, 0.7]]);
        let _ = a.lstsq(&tensor([1.0, 1.0, 1.0, 1.0]));
    }
}
