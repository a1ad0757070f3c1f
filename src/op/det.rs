//! `det`: the determinant.

use crate::kernel::{Triangle, adjugate, triangular};
use crate::number::Float;
use crate::rule::{Nothing, Operation, UnaryOp, scratch};
use crate::shape::{Const, Dim, Shape, Square};
use crate::tensor::{Element, Real, Scalar, Tensor};

/// The rule of [`Tensor::det`].
///
/// With P·A·Q = L·M, where M is upper triangular but for a block B in its lower right corner (one entry, or zeros only), the
/// determinant is ± the product of the pivots times det B.
#[derive(Debug, Clone, Copy)]
pub struct Det;

impl Operation for Det {
    const NAME: &'static str = "det";
    fn read(_: &[u32]) -> Self {
        Det
    }
}

/// The determinant of the block of the last rows and columns from `from` on, and its adjugate in its place.
///
/// Zeros stay zeros, but their tangents have products: a minor of order two has a second derivative where all its entries
/// are 0. No division by an entry can find it.
fn invert_block<T: Float, S: Square>(a: &mut [T], from: usize) -> T {
    let n = S::Axis::SIZE;
    let m = n - from;
    if let [entry] = &mut a[from * n + from..] {
        return core::mem::replace(entry, T::ONE);
    }
    scratch::<T, (Const<3>, S::Axis, S::Axis), _>(T::ZERO, |room| {
    let (block, room) = room.split_at_mut(m * m);
    let (adjugate, work) = room.split_at_mut(m * m);
    let work = &mut work[..m * m];
    for (block, row) in block.chunks_exact_mut(m).zip(a[from * n..].chunks_exact(n)) {
        block.copy_from_slice(&row[from..]);
    }
    if block.iter().all(|x| x.vanishes()) {
        a[from * n..].chunks_exact_mut(n).for_each(|row| row[from..].fill(T::ZERO));
        return T::ZERO;
    }
    let det = adjugate::faddeev_le_verrier(block, adjugate, work, m);
    for (adjugate, row) in adjugate.chunks_exact(m).zip(a[from * n..].chunks_exact_mut(n)) {
        row[from..].copy_from_slice(adjugate);
    }
    det
    })
}

/// The product of a number and of the first pivots of an n×n matrix, which descend: a large one where the product is small,
/// a small one where it is large, so that it does not overflow on the way.
fn times_pivots<T: Float>(mut product: T, factors: &[T], n: usize, count: usize) -> T {
    let (mut large, mut small) = (0, count);
    while large < small {
        let at = if product.abs() < T::ONE {
            large += 1;
            large - 1
        } else {
            small -= 1;
            small
        };
        product = product * factors[at * (n + 1)];
    }
    product
}

impl<T: Float, S: Square> UnaryOp<T, S> for Det {
    type Output = ();
    type Saved = Nothing;
    fn value(&self, a: &[T], y: &mut [T], _: &mut [T]) {
        scratch::<T, S, _>(T::ZERO, |factors| {
        factors.copy_from_slice(a);
        let (mut rows_odd, mut columns_odd) = (false, false);
        let n = S::Axis::SIZE;
        let from = adjugate::eliminate(factors, n, |_, _| rows_odd = !rows_odd, |_, _| columns_odd = !columns_odd);
        let det = invert_block::<T, S>(factors, from);
        let det = times_pivots(det, factors, n, from);
        y[0] = if rows_odd == columns_odd { det } else { -det };
        });
    }
    /// dA += dy · adj(A)ᵀ, where adj(A) = ± Q · adj(M) · L⁻¹ · P, and adj(M) is what solves
    /// [U V; 0 1] · adj(M) = det U · [det B 0; 0 adj(B)] for M = [U V; 0 B]: no division by what may be 0.
    fn pullback(&self, a: &[T], _: &[T], _: &[T], dy: &[T], da: &mut [T]) {
        let n = S::Axis::SIZE;
        scratch::<T, (Const<2>, S::Axis, S::Axis), _>(T::ZERO, |both| {
        let (factors, solved) = both.split_at_mut(n * n);
        let (mut rows, mut columns) = (<(S::Axis,)>::splat(0), <(S::Axis,)>::splat(0));
        let (rows, columns) = (<(S::Axis,)>::flat_mut(&mut rows), <(S::Axis,)>::flat_mut(&mut columns));
        for i in 0..n {
            (rows[i], columns[i]) = (i, i);
        }
        let mut sign = dy[0];
        let odd = core::cell::Cell::new(false);
        factors.copy_from_slice(a);
        let from = adjugate::eliminate(
            factors,
            n,
            |i, j| {
                rows.swap(i, j);
                odd.set(!odd.get());
            },
            |i, j| {
                columns.swap(i, j);
                odd.set(!odd.get());
            },
        );
        if odd.get() {
            sign = -sign;
        }
        let factor = times_pivots(sign, factors, n, from);
        let det = invert_block::<T, S>(factors, from);
        for (i, (row, factors)) in solved.chunks_exact_mut(n).zip(factors.chunks_exact_mut(n)).enumerate() {
            if i < from {
                row[i] = factor * det;
            } else {
                for (x, b) in row[from..].iter_mut().zip(&mut factors[from..]) {
                    *x = factor * core::mem::replace(b, T::ZERO);
                }
                factors[i] = T::ONE;
            }
        }
        triangular::solve(factors, solved, [n, n], Triangle::UPPER);
        for (row, &column) in solved.chunks_exact_mut(n).zip(&*columns) {
            triangular::solve(factors, row, [n, 1], Triangle::LOWER.unit().transposed());
            for (&x, &i) in row.iter().zip(&*rows) {
                da[i * n + column] = da[i * n + column] + x;
            }
        }
        });
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The determinant of a square matrix.
    ///
    /// LU factorisation with complete pivoting: n³/3 multiplications, and n³ more on the way back. Products of many pivots
    /// overflow; [`slogdet`](Self::slogdet) does not.
    ///
    /// Shape: `(N, N) → ()`. Derivative: the cofactors, which are det·A⁻ᵀ where there is an inverse. They are right for
    /// singular matrices too, of any rank, and so are derivatives of higher order.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([[0.0, 2.0], [4.0, 1.0]]).det(), -8.0);
    /// let singular = tensor([[1.0, 2.0], [2.0, 4.0]]);
    /// assert_eq!(grad(|a| a.det(), &singular), tensor([[4.0, -2.0], [-2.0, 1.0]]));
    /// ```
    #[must_use]
    pub fn det(&self) -> Scalar<E>
    where
        E: Real,
        S: Square,
    {
        self.unary(Det)
    }
}

#[cfg(test)]
mod tests {
    use crate::op::check::{self, dominant};
    use crate::{Const, Matrix, Tape, Tensor, Vector, function, grad, jvp, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (Const<1>, Const<1>)| -> () { a.det() });
        check::everywhere!(|a: (Const<2>, Const<2>)| -> () { a.det() });
        check::everywhere!(|a: (Const<3>, Const<3>)| -> () { a.det() });
        check::everywhere!(|a: (Const<5>, Const<5>)| -> () { dominant(&a).det() });
    }

    #[test]
    fn singular_matrices_of_any_rank_have_derivatives() {
        // Of rank n − 1, with the zero pivot in the first column, in the middle and at the end; of less rank; and zeros.
        let matrices: [Matrix<f64, 3, 3>; 6] = [
            tensor([[0.0, 1.0, 2.0], [0.0, 3.0, 1.0], [0.0, 1.0, 5.0]]),
            tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]),
            tensor([[2.0, 0.0, 1.0], [4.0, 0.0, 1.0], [1.0, 0.0, 7.0]]),
            tensor([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0], [3.0, 6.0, 9.0]]),
            tensor([[0.0, 0.0, 0.0], [0.0, 0.0, 3.0], [0.0, 0.0, 0.0]]),
            Tensor::zeros(),
        ];
        for a in matrices {
            check::function::<f64, _, (), _>(function!(|a: (Const<3>, Const<3>)| -> () { a.det() }), &a);
        }
        let mut a = Matrix::<f64, 4, 4>::zeros();
        a[[1, 2]] = 2.0;
        check::function::<f64, _, (), _>(function!(|a: (Const<4>, Const<4>)| -> () { a.det() }), &a);
    }

    #[test]
    fn the_cofactors_of_a_matrix_of_rank_one_are_zero() {
        let a = tensor([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0], [3.0, 6.0, 9.0]]);
        assert_eq!(grad(|a| a.det(), &a), Tensor::zeros());
        let tape = Tape::new();
        assert_eq!(tape.var(&a).det(), 0.0);
    }

    #[test]
    fn large_pivots_and_small_ones_balance() {
        let diagonal = tensor([1e20_f32, 1e20, 1e-20, 1e-20]);
        let close = |a: f32, b: f32| assert!((a / b - 1.0).abs() < 1e-5, "{a:e} {b:e}");
        close(diagonal.diag().det().item(), 1.0);
        let slopes: Vector<f32, 4> = grad(|x| x.diag().det(), &diagonal);
        let tangents = Vector::<f32, 4>::from_fn(|i| {
            jvp(|x| x.diag().det(), &diagonal, &Vector::from_fn(|j| if i == j { 1.0 } else { 0.0 })).1.item()
        });
        for (i, slope) in [1e-20, 1e-20, 1e20, 1e20].into_iter().enumerate() {
            close(slopes[[i]], slope);
            close(tangents[[i]], slope);
        }
    }

    #[test]
    fn every_exchange_changes_the_sign() {
        assert_eq!(tensor([[0.0, 1.0], [1.0, 0.0]]).det(), -1.0);
        assert_eq!(tensor([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]).det(), 1.0);
    }
}
