//! `inverse` of a square matrix.

use crate::kernel::lu;
use crate::number::Float;
use crate::op::singular::{Singular, zero_pivot};
use crate::rule::{Nothing, Operation, UnaryOp, scratch};
use crate::shape::{Dim, Shape, Square};
use num_traits::Float as _;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::inverse`]. Of a singular matrix the result is NaN.
#[derive(Debug, Clone, Copy)]
pub struct Inverse;

impl Operation for Inverse {
    const NAME: &'static str = "inverse";
    fn read(_: &[u32]) -> Self {
        Inverse
    }
}

impl<T: Float, S: Square> UnaryOp<T, S> for Inverse {
    type Output = S;
    type Saved = Nothing;
    fn value(&self, a: &[T], y: &mut [T], _: &mut [T]) {
        let n = S::Axis::SIZE;
        scratch::<T, S, _>(T::ZERO, |factors| {
        factors.copy_from_slice(a);
        y.fill(T::ZERO);
        y.iter_mut().step_by(n + 1).for_each(|diagonal| *diagonal = T::ONE);
        if lu::factorise(factors, n, |i, j| lu::swap_rows(y, i, j, n)).is_some() {
            y.fill(T::nan());
        } else {
            lu::solve(factors, y, [n, n]);
        }
        });
    }
    /// dA −= Yᵀ · dY · Yᵀ.
    fn pullback(&self, _: &[T], y: &[T], _: &[T], dy: &[T], da: &mut [T]) {
        let n = S::Axis::SIZE;
        scratch::<T, S, _>(T::ZERO, |minus| {
        T::product_nt(dy, y, minus, [n, n, n]);
        for x in &mut *minus { *x = -*x; }
        T::product_tn(y, minus, da, [n, n, n]);
        });
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The inverse of a square matrix.
    ///
    /// [`solve`](Self::solve) takes a third of the work and loses fewer digits where the inverse is wanted for a product
    /// only. n³ multiplications, 2·n³ on the way back. NaN goes through.
    ///
    /// Shape: `(N, N) → (N, N)`. Derivative: −A⁻ᵀ·dY·A⁻ᵀ.
    ///
    /// # Panics
    /// Where the matrix is singular, naming the pivot that is 0. [`try_inverse`](Self::try_inverse) gives an error instead.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = tensor([[0.0, 2.0], [4.0, 1.0]]);
    /// assert_eq!(a.inverse(), tensor([[-0.125, 0.25], [0.5, 0.0]]));
    /// assert_eq!(derivative(|x| x.reshape::<(Const<1>, Const<1>)>().inverse().sum(), 4.0), -1.0 / 16.0);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn inverse(&self) -> Self
    where
        E: Real,
        S: Square,
    {
        match self.try_inverse() {
            Ok(y) => y,
            Err(error) => panic!("{error}"),
        }
    }

    /// As [`inverse`](Self::inverse), without a panic.
    ///
    /// # Errors
    /// [`Singular`], naming the pivot that is 0.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let zeros = Matrix::<f64, 2, 2>::zeros();
    /// assert_eq!(zeros.try_inverse(), Err(Singular { operation: "inverse", pivot: 0 }));
    /// ```
    pub fn try_inverse(&self) -> Result<Self, Singular>
    where
        E: Real,
        S: Square,
    {
        let y = self.unary(Inverse);
        if y.read(|y| y[0].is_nan())
            && let Some(pivot) = self.read(zero_pivot::<_, S>)
        {
            return Err(Singular { operation: Inverse::NAME, pivot });
        }
        Ok(y)
    }
}

#[cfg(test)]
mod tests {
    use crate::op::check::{self, dominant};
    use crate::{Const, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (Const<1>, Const<1>)| -> (Const<1>, Const<1>) { dominant(&a).inverse() });
        check::everywhere!(|a: (Const<2>, Const<2>)| -> (Const<2>, Const<2>) { dominant(&a).inverse() });
        check::everywhere!(|a: (Const<3>, Const<3>)| -> (Const<3>, Const<3>) { dominant(&a).flip::<0>().inverse() });
        check::everywhere!(|a: (Const<5>, Const<5>)| -> (Const<5>, Const<5>) { dominant(&a).inverse() });
    }

    #[test]
    #[should_panic(expected = "inverse: the matrix is singular: pivot 1 is 0")]
    fn a_singular_matrix_names_its_pivot() {
        let _ = tensor([[1.0, 2.0], [3.0, 6.0]]).inverse();
    }
}
