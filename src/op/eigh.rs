//! `eigh`: eigenvalues and eigenvectors of symmetric matrices.

use crate::kernel::jacobi;
use crate::number::{Float, Stored};
use crate::op::cholesky::symmetric_part;
use crate::rule::{Nothing, Operation, UnaryOp, scratch};
use crate::shape::{Const, Dim, Shape, Square};
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::eigh`]: a matrix of the eigenvectors, then one with the eigenvalues in its first row and zeros
/// below.
#[derive(Debug, Clone, Copy)]
pub struct Eigh;

impl Operation for Eigh {
    const NAME: &'static str = "eigh";
    fn read(_: &[u32]) -> Self {
        Eigh
    }
}

/// Vectors and values as one tensor, since the type of what has N + 1 rows cannot be written.
type Packed<N> = (Const<2>, N, N);

/// The distance from one eigenvalue to another, and 0 where that is nothing but rounding: they are equal. `values` are in
/// ascending order.
fn gap<T: Float>(values: impl Fn(usize) -> T, n: usize, from: usize, to: usize) -> T {
    let rounding = T::epsilon() * T::from_f64(n as f64) * values(0).abs().max(values(n - 1).abs());
    let gap = values(to) - values(from);
    if gap.abs() <= rounding { T::ZERO } else { gap }
}

/// Gives numbers with tangents their eigenvectors: `v` diagonalises the values of `a`, not yet the tangents.
///
/// Convergence is quadratic: where the tangents off the diagonal begin with order k, they begin with order 2·k after a sweep
/// of rotations. So ⌈log₂(order + 1)⌉ sweeps leave none of those that the number carries.
fn refine<T: Float, S: Square>(a: &mut [T], v: &mut [T]) {
    let n = S::Axis::SIZE;
    scratch::<T, S, _>(T::ZERO, |product| {
        T::product(v, a, product, [n, n, n]);
        a.fill(T::ZERO);
        T::product_nt(product, v, a, [n, n, n]);
    });
    for _ in 0..(T::ORDER + 1).next_power_of_two().ilog2() {
        for (p, q) in jacobi::pairs(n) {
            let off = a[p * n + q];
            if off.vanishes() {
                continue;
            }
            if gap(|i| a[i * n + i], n, p, q) == T::ZERO {
                // Equal values: no rotation is distinguished, and any tangent of it would be infinite. A root at 0 is just
                // that, and it stays 0 where there is no tangent.
                let infinite = (off - T::from_base(off.primal())).sqrt();
                jacobi::turn(v, n, p, q, T::ONE, infinite);
            } else {
                jacobi::rotate(a, v, n, p, q);
            }
        }
    }
}

impl<T: Float, S: Square> UnaryOp<T, S> for Eigh {
    type Output = Packed<S::Axis>;
    type Saved = Nothing;
    fn value(&self, a: &[T], y: &mut [T], _: &mut [T]) {
        let n = S::Axis::SIZE;
        let (vectors, work) = y.split_at_mut(n * n);
        symmetric_part(a, work, n);
        let filler = <T::Base as Stored>::FILLER;
        scratch::<T::Base, Packed<S::Axis>, _>(filler, |both| {
        let (plain, plain_vectors) = both.split_at_mut(n * n);
        for (plain, &x) in plain.iter_mut().zip(&*work) {
            *plain = x.primal();
        }
        jacobi::diagonalise(plain, plain_vectors, n);
        for (v, &plain) in vectors.iter_mut().zip(&*plain_vectors) {
            *v = T::from_base(plain);
        }
        if T::ORDER == 0 {
            for (x, &plain) in work.iter_mut().zip(&*plain) {
                *x = T::from_base(plain);
            }
        } else {
            refine::<T, S>(work, vectors);
        }
        });
        // The vectors are rows so far; they become columns, and the values a row.
        crate::kernel::triangular::transpose(vectors, n);
        for i in 0..n {
            work[i] = work[i * n + i];
        }
        work[n..].fill(T::ZERO);
    }
    /// dA += V · (diag(dw) + F) · Vᵀ with Fᵢⱼ = (G − Gᵀ)ᵢⱼ / 2(wⱼ − wᵢ) off the diagonal, where G = Vᵀ·dV.
    fn pullback(&self, _: &[T], y: &[T], _: &[T], dy: &[T], da: &mut [T]) {
        let n = S::Axis::SIZE;
        let (v, w) = y.split_at(n * n);
        let (dv, dw) = dy.split_at(n * n);
        scratch::<T, Packed<S::Axis>, _>(T::ZERO, |both| {
        let (middle, product) = both.split_at_mut(n * n);
        if !dv.iter().all(|dv| dv.vanishes()) {
            T::product_tn(v, dv, middle, [n, n, n]);
        }
        for (i, j) in jacobi::pairs(n) {
            let turn = middle[i * n + j] - middle[j * n + i];
            let gap = gap(|i| w[i], n, i, j);
            let x = if turn.vanishes() { turn } else { turn / (gap + gap) };
            (middle[i * n + j], middle[j * n + i]) = (x, x);
        }
        for i in 0..n {
            middle[i * n + i] = dw[i];
        }
        T::product(v, middle, product, [n, n, n]);
        T::product_nt(product, v, da, [n, n, n]);
        });
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The eigenvalues of a symmetric matrix in ascending order, and a matrix whose columns are the eigenvectors: (w, V) with
    /// V·diag(w)·Vᵀ = A and Vᵀ·V = 1.
    ///
    /// What is taken is the symmetric part, (A + Aᵀ)/2, so that both halves count alike. An eigenvector is as good as its
    /// negative; which one it is depends on the matrix, so functions of the vectors should not depend on it. Where an entry
    /// is not finite the results are NaN.
    ///
    /// Jacobi's rotations: about 3·n³ multiplications for each sweep, of which there are five to nine, and 3·n³ on the way
    /// back (2·n³ where the vectors are not used). On a tape both are views of one result, which takes 2·n² numbers.
    ///
    /// Shape: `(N, N) → (N,), (N, N)`. Derivative: V·(diag(dw) + F)·Vᵀ with Fᵢⱼ = (G − Gᵀ)ᵢⱼ / 2(wⱼ − wᵢ) off the diagonal,
    /// where G = Vᵀ·dV (M. Giles, 2008; M. Seeger et al.: Auto-differentiating linear algebra, 2017).
    ///
    /// Where eigenvalues are equal, up to rounding, their vectors have no derivative: it is infinite or NaN, but where
    /// nothing asks for it. The values have a kink there; their slopes are those along the vectors found, so that symmetric
    /// functions of the values, such as their sum, have the right derivatives of first order.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = tensor([[2.0, 1.0], [1.0, 2.0]]);
    /// let (values, vectors) = a.eigh();
    /// assert!((values - tensor([1.0, 3.0])).norm().item() < 1e-14);
    /// let again = vectors.mm(&values.diag()).mm(&vectors.t());
    /// assert!((again - a).norm().item() < 1e-14);
    ///
    /// // The largest eigenvalue grows along its eigenvector, (1, 1)/√2.
    /// let slope = grad(|a| a.eigvalsh().at([1]), &a) - 0.5;
    /// assert!(slope.norm().item() < 1e-14);
    /// ```
    #[must_use]
    pub fn eigh(&self) -> (Tensor<E, (S::Axis,)>, Self)
    where
        E: Real,
        S: Square,
    {
        let packed = self.unary(Eigh);
        let values = Tensor(E::view::<Packed<S::Axis>, (S::Axis,)>(&packed.0, S::NUMEL));
        (values, Tensor(E::view::<Packed<S::Axis>, S>(&packed.0, 0)))
    }

    /// The eigenvalues of a symmetric matrix, in ascending order: [`eigh`](Self::eigh) without the vectors.
    ///
    /// Shape: `(N, N) → (N,)`. Derivative: V·diag(dw)·Vᵀ, finite also where eigenvalues are equal.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([[5.0, 0.0], [0.0, 2.0]]).eigvalsh(), tensor([2.0, 5.0]));
    /// let slope = grad(|a| a.eigvalsh().sum(), &tensor([[1.0, 0.0], [0.0, 1.0]]));
    /// assert_eq!(slope, tensor([[1.0, 0.0], [0.0, 1.0]]));
    /// ```
    #[must_use]
    pub fn eigvalsh(&self) -> Tensor<E, (S::Axis,)>
    where
        E: Real,
        S: Square,
    {
        self.eigh().0
    }
}

#[cfg(test)]
mod tests {
    use crate::op::check::{self, positive};
    use crate::{Const, Matrix, Tensor, grad, jvp, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (Const<1>, Const<1>)| -> (Const<1>,) { a.eigvalsh() });
        check::everywhere!(|a: (Const<1>, Const<1>)| -> (Const<1>, Const<1>) { a.eigh().1 });
        check::everywhere!(|a: (Const<2>, Const<2>)| -> (Const<2>,) { a.eigvalsh() });
        check::everywhere!(|a: (Const<2>, Const<2>)| -> (Const<2>, Const<2>) { a.eigh().1 });
        check::everywhere!(|a: (Const<3>, Const<3>)| -> (Const<3>,) { positive(&a).eigvalsh() });
        check::everywhere!(|a: (Const<3>, Const<3>)| -> (Const<3>, Const<3>) { a.eigh().1 });
        check::everywhere!(|a: (Const<5>, Const<5>)| -> (Const<5>, Const<5>) {
            let (w, v) = a.eigh();
            v * w
        });
        // The square root of a matrix.
        check::everywhere!(|a: (Const<3>, Const<3>)| -> (Const<3>, Const<3>) {
            let (w, v) = positive(&a).eigh();
            (v * w.sqrt()).mm(&v.t())
        });
    }

    /// Nothing rotates such a matrix, but its tangents do.
    #[test]
    fn a_diagonal_matrix_has_derivatives() {
        let a = tensor([[3.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 2.0]]);
        let f = crate::function!(|a: (Const<3>, Const<3>)| -> (Const<3>, Const<3>) {
            let (w, v) = a.eigh();
            v * w
        });
        check::function::<f64, _, (Const<3>, Const<3>), _>(f, &a);
    }

    /// Jets of different lengths take different numbers of sweeps.
    #[test]
    fn derivatives_of_high_order_do_not_depend_on_how_many_are_asked_for() {
        use crate::{Jet, Scalar, derivatives, nth_derivative};
        fn f<const N: usize>(x: Scalar<Jet<f64, N>>) -> Scalar<Jet<f64, N>> {
            let a =
                Matrix::<f64, 5, 5>::from_fn(|[i, j]| 1.0 / (1 + i + j) as f64 + if i == j { i as f64 } else { 0.0 });
            let slope = Matrix::<f64, 5, 5>::from_fn(|[i, j]| f64::sin((1 + i * j) as f64));
            let (w, v) = (x.lift(a) + x * x.lift(slope)).eigh();
            w.at([2]) + (v.square() * w.exp()).at([0, 3])
        }
        let (_, all) = derivatives::<9, _>(f, 0.1);
        let some = [
            nth_derivative::<1, _>(f, 0.1),
            nth_derivative::<2, _>(f, 0.1),
            nth_derivative::<3, _>(f, 0.1),
            nth_derivative::<4, _>(f, 0.1),
            nth_derivative::<5, _>(f, 0.1),
        ];
        for (&few, many) in some.iter().zip(all) {
            assert!((few - many).abs() < 1e-9 * many.abs(), "{few:e} {many:e}");
        }
    }

    #[test]
    fn equal_eigenvalues_have_values_and_their_vectors_no_derivative() {
        let one = Matrix::<f64, 2, 2>::eye();
        assert_eq!(one.eigh(), (tensor([1.0, 1.0]), one));
        let direction = tensor([[0.0, 1.0], [1.0, 0.0]]);
        // The product of the values is the determinant.
        assert_eq!(grad(|a| a.eigvalsh().prod(), &one), one);
        assert_eq!(jvp(|a| a.eigvalsh().prod(), &one, &direction).1, 0.0);
        let (vectors, slopes) = jvp(|a| a.eigh().1, &one, &direction);
        assert_eq!(vectors, one);
        assert!(!slopes.at([0, 1]).item().is_finite());
        let slopes = grad(|a| a.eigh().1.at([0, 1]), &one);
        assert!(!slopes.at([0, 1]).item().is_finite());
        // Nobody asks for the vectors of the equal ones.
        let two = tensor([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 2.0]]);
        let slopes: Matrix<f64, 3, 3> = grad(|a| a.eigh().0.at([0]), &two);
        assert!(slopes.as_slice().iter().all(|x| x.is_finite()));
    }

    #[test]
    fn nan_and_infinity_give_nan() {
        for x in [f64::NAN, f64::INFINITY] {
            let (w, v) = tensor([[1.0, x], [x, 2.0]]).eigh();
            assert!(w.as_slice().iter().chain(v.as_slice()).all(|x| x.is_nan()));
        }
    }

    #[test]
    fn small_eigenvalues_keep_their_digits() {
        // Positive definite and badly scaled: D·C·D with a C that is well conditioned.
        let c = tensor([[1.0, 0.5, 0.2], [0.5, 1.0, 0.3], [0.2, 0.3, 1.0]]);
        let d = tensor([1.0, 1e-5, 1e-10]).diag();
        let a = d.mm(&c).mm(&d);
        let product: f64 = a.eigvalsh().prod().item();
        let det: f64 = c.det().item() * 1e-30;
        assert!((product / det - 1.0).abs() < 1e-13, "{product:e} {det:e}");
        assert_eq!(Tensor::<f64, (Const<2>, Const<2>)>::zeros().eigvalsh(), tensor([0.0, 0.0]));
    }
}
