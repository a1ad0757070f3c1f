//! `slogdet`: sign and logarithm of the determinant.

use crate::kernel::lu;
use crate::number::Float;
use crate::rule::{Factors, Operation, UnaryOp, scratch};
use crate::shape::{Const, Dim, Shape, Square};
use crate::tensor::{Element, Real, Scalar, Tensor};

/// The rule of [`Tensor::slogdet`]: the sign, then the logarithm.
#[derive(Debug, Clone, Copy)]
pub struct SlogDet;

impl Operation for SlogDet {
    const NAME: &'static str = "slogdet";
    fn read(_: &[u32]) -> Self {
        SlogDet
    }
}

impl<T: Float, S: Square> UnaryOp<T, S> for SlogDet {
    type Output = (Const<2>,);
    type Saved = Factors<S::Axis>;
    fn value(&self, a: &[T], y: &mut [T], saved: &mut [T]) {
        let n = S::Axis::SIZE;
        let (factors, order) = saved.split_at_mut(n * n);
        factors.copy_from_slice(a);
        for (i, place) in order.iter_mut().enumerate() {
            *place = T::from_f64(i as f64);
        }
        let mut negative = false;
        let zero = lu::factorise(factors, n, |i, j| {
            order.swap(i, j);
            negative = !negative;
        });
        // A pivot of 0 would hide it.
        let mut logarithm = if a.iter().any(|x| x.is_nan()) { T::nan() } else { T::ZERO };
        for &pivot in factors.iter().step_by(n + 1) {
            negative ^= pivot < T::ZERO;
            logarithm = logarithm + pivot.abs().ln();
        }
        let sign = if zero.is_some() { T::ZERO } else { T::ONE };
        y[0] = if logarithm.is_nan() {
            T::nan()
        } else if negative {
            -sign
        } else {
            sign
        };
        y[1] = logarithm;
    }
    /// dA += A⁻ᵀ · dy. The sign has no slope.
    fn pullback(&self, _: &[T], _: &[T], saved: &[T], dy: &[T], da: &mut [T]) {
        if dy[1].vanishes() {
            return;
        }
        let n = S::Axis::SIZE;
        let (factors, order) = saved.split_at(n * n);
        scratch::<T, S, _>(T::ZERO, |inverse| {
        inverse.iter_mut().step_by(n + 1).for_each(|diagonal| *diagonal = T::ONE);
        lu::solve_transposed(factors, inverse, [n, n]);
        for (row, place) in inverse.chunks_exact(n).zip(order) {
            let place = place.to_usize().expect("the order of the rows is made of small integers");
            for (da, &x) in da[place * n..][..n].iter_mut().zip(row) {
                *da = *da + x * dy[1];
            }
        }
        });
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The sign of the determinant and the logarithm of its magnitude, which does not overflow where the determinant would.
    ///
    /// LU factorisation with partial pivoting: n³/3 multiplications, n³ on the way back. Of a singular matrix the sign is 0
    /// and the logarithm −∞, whose derivative is not finite. Both are NaN where the matrix has a NaN.
    ///
    /// Shape: `(N, N) → (), ()`. Derivative: 0 of the sign, A⁻ᵀ of the logarithm.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let (sign, logarithm) = tensor([[0.0, 2.0], [4.0, 0.0]]).slogdet();
    /// assert_eq!((sign, logarithm), (tensor(-1.0), tensor(8.0_f64.ln())));
    /// assert_eq!(grad(|a| a.slogdet().1, &tensor([[0.0, 2.0], [4.0, 0.0]])), tensor([[0.0, 0.5], [0.25, 0.0]]));
    /// ```
    #[must_use]
    pub fn slogdet(&self) -> (Scalar<E>, Scalar<E>)
    where
        E: Real,
        S: Square,
    {
        let both = self.unary(SlogDet);
        (both.at([0]), both.at([1]))
    }
}

#[cfg(test)]
mod tests {
    use crate::op::check::{self, dominant};
    use crate::{Const, Matrix, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (Const<1>, Const<1>)| -> () { a.slogdet().1 });
        check::everywhere!(|a: (Const<2>, Const<2>)| -> () {
            let (sign, logarithm) = dominant(&a).slogdet();
            sign * logarithm
        });
        check::everywhere!(|a: (Const<3>, Const<3>)| -> () { dominant(&a).flip::<0>().slogdet().1 });
        check::everywhere!(|a: (Const<5>, Const<5>)| -> () { dominant(&a).slogdet().1 });
    }

    #[test]
    fn large_determinants_do_not_overflow() {
        let (sign, logarithm) = (-1e200 * Matrix::<f64, 3, 3>::eye()).slogdet();
        assert_eq!(sign, -1.0);
        assert!((logarithm.item() - 600.0 * core::f64::consts::LN_10).abs() < 1e-12);
    }

    #[test]
    fn a_singular_matrix_has_the_sign_zero() {
        let (sign, logarithm) = tensor([[1.0, 2.0], [2.0, 4.0]]).slogdet();
        assert_eq!((sign, logarithm), (tensor(0.0), tensor(f64::NEG_INFINITY)));
        let (sign, logarithm) = tensor([[f64::NAN, 2.0], [2.0, 4.0]]).slogdet();
        assert!(sign.item().is_nan() && logarithm.item().is_nan());
        let (sign, logarithm) = tensor([[0.0, f64::NAN], [0.0, 0.0]]).slogdet();
        assert!(sign.item().is_nan() && logarithm.item().is_nan());
    }
}
