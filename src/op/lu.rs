//! `lu`: a matrix as a permutation times a lower times an upper triangle.

use crate::kernel::{Triangle, lu, triangular};
use crate::number::Float;
use crate::rule::{Nothing, Operation, UnaryOp, scratch};
use crate::shape::{Const, Dim, Shape, Square};
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::lu`]: P, L and U, one after another.
#[derive(Debug, Clone, Copy)]
pub struct Lu;

impl Operation for Lu {
    const NAME: &'static str = "lu";
    fn read(_: &[u32]) -> Self {
        Lu
    }
}

/// The three factors as one tensor.
type Packed<N> = (Const<3>, N, N);

impl<T: Float, S: Square> UnaryOp<T, S> for Lu {
    type Output = Packed<S::Axis>;
    type Saved = Nothing;
    fn value(&self, a: &[T], y: &mut [T], _: &mut [T]) {
        let n = S::Axis::SIZE;
        let (permutation, triangles) = y.split_at_mut(n * n);
        let (lower, upper) = triangles.split_at_mut(n * n);
        upper.copy_from_slice(a);
        lower.fill(T::ZERO);
        permutation.fill(T::ZERO);
        lower.iter_mut().step_by(n + 1).for_each(|diagonal| *diagonal = T::ONE);
        permutation.iter_mut().step_by(n + 1).for_each(|diagonal| *diagonal = T::ONE);
        lu::factorise(upper, n, |i, j| lu::swap_rows(permutation, i, j, n));
        // The exchanges are those of P⁻¹, which is Pᵀ.
        triangular::transpose(permutation, n);
        for (i, (lower, upper)) in lower.chunks_exact_mut(n).zip(upper.chunks_exact_mut(n)).enumerate() {
            lower[..i].copy_from_slice(&upper[..i]);
            upper[..i].fill(T::ZERO);
        }
    }
    /// dA += P · L⁻ᵀ · (tril(Lᵀ·dL) without its diagonal + triu(dU·Uᵀ)) · U⁻ᵀ.
    fn pullback(&self, _: &[T], y: &[T], _: &[T], dy: &[T], da: &mut [T]) {
        let n = S::Axis::SIZE;
        let (permutation, triangles) = y.split_at(n * n);
        let (lower, upper) = triangles.split_at(n * n);
        let (by_lower, by_upper) = dy[n * n..].split_at(n * n);
        scratch::<T, (Const<2>, S::Axis, S::Axis), _>(T::ZERO, |both| {
        let (g, of_upper) = both.split_at_mut(n * n);
        // Of both products only the triangle is used that reads no more than the same triangle of dL and of dU.
        T::product_tn(lower, by_lower, g, [n, n, n]);
        T::product_nt(by_upper, upper, of_upper, [n, n, n]);
        for (i, (g, of_upper)) in g.chunks_exact_mut(n).zip(of_upper.chunks_exact(n)).enumerate() {
            g[i..].copy_from_slice(&of_upper[i..]);
        }
        triangular::solve(lower, g, [n, n], Triangle::LOWER.unit().transposed());
        triangular::transpose(g, n);
        triangular::solve(upper, g, [n, n], Triangle::UPPER);
        triangular::transpose(g, n);
        T::product(permutation, g, da, [n, n, n]);
        });
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// P, L and U with P·L·U = A: a permutation, a lower triangle with ones on its diagonal, and an upper triangle.
    ///
    /// Partial pivoting: no entry of L is larger than 1. n³/3 multiplications, 4·n³ on the way back. A singular matrix has
    /// these factors too, with a 0 on the diagonal of U, but there they have no derivative: it is not finite. To solve a
    /// system there is [`solve`](Self::solve), which keeps its factors itself. On a tape the three are views of one result.
    ///
    /// Shape: `(N, N) → (N, N), (N, N), (N, N)`. Derivative: P·L⁻ᵀ·(tril(Lᵀ·dL) without its diagonal + triu(dU·Uᵀ))·U⁻ᵀ,
    /// which follows from L⁻¹·dA·U⁻¹ = L⁻¹·dL + dU·U⁻¹, a lower and an upper triangle; 0 of P.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let (p, l, u) = tensor([[1.0, 4.0], [2.0, 2.0]]).lu();
    /// assert_eq!(p, tensor([[0.0, 1.0], [1.0, 0.0]]));
    /// assert_eq!(l, tensor([[1.0, 0.0], [0.5, 1.0]]));
    /// assert_eq!(u, tensor([[2.0, 2.0], [0.0, 3.0]]));
    /// ```
    #[must_use]
    pub fn lu(&self) -> (Self, Self, Self)
    where
        E: Real,
        S: Square,
    {
        let packed = self.unary(Lu);
        let part = |i| Tensor(E::view::<Packed<S::Axis>, S>(&packed.0, i * S::NUMEL));
        (part(0), part(1), part(2))
    }
}

#[cfg(test)]
mod tests {
    use crate::op::check::{self, dominant};
    use crate::{Const, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (Const<1>, Const<1>)| -> (Const<1>, Const<1>) { let (p, l, u) = a.lu(); p * l * u });
        check::everywhere!(|a: (Const<2>, Const<2>)| -> (Const<2>, Const<2>) { dominant(&a).lu().1 });
        check::everywhere!(|a: (Const<3>, Const<3>)| -> (Const<3>, Const<3>) { dominant(&a).flip::<0>().lu().1 });
        check::everywhere!(|a: (Const<3>, Const<3>)| -> (Const<3>, Const<3>) { dominant(&a).flip::<0>().lu().2 });
        check::everywhere!(|a: (Const<5>, Const<5>)| -> (Const<5>, Const<5>) { let (_, l, u) = dominant(&a).lu(); l + u });
        // The product is the identity map, whose second derivative is 0.
        check::everywhere!(|a: (Const<3>, Const<3>)| -> (Const<3>, Const<3>) { let (p, l, u) = dominant(&a).lu(); p.mm(&l).mm(&u) });
    }

    #[test]
    fn a_singular_matrix_has_factors() {
        let a = tensor([[0.0, 1.0, 2.0], [0.0, 2.0, 4.0], [0.0, 3.0, 7.0]]);
        let (p, l, u) = a.lu();
        assert_eq!(p.mm(&l).mm(&u), a);
        assert_eq!(u.at([0, 0]), 0.0);
    }
}
