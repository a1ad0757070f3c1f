//! `elu`.

use crate::number::Float;
use crate::rule::{Elementwise, Operation, Pairwise};
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::elu`]. Alpha is the second operand, a constant.
#[derive(Debug, Clone, Copy)]
pub struct Elu;

impl Operation for Elu {
    const NAME: &'static str = "elu";
    fn read(_: &[u32]) -> Self {
        Elu
    }
}

impl Elementwise for Elu {}

impl<T: Float> Pairwise<T> for Elu {
    #[inline]
    fn value(&self, x: T, alpha: T) -> T {
        if x > T::ZERO { x } else { alpha * x.exp_m1() }
    }
    #[inline]
    fn slope_lhs(&self, x: T, alpha: T, _y: T) -> T {
        if x > T::ZERO { T::ONE } else { alpha * x.exp() }
    }
    #[inline]
    fn slope_rhs(&self, x: T, _alpha: T, _y: T) -> T {
        if x > T::ZERO { T::ZERO } else { x.exp_m1() }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// Each element x where it is positive, `alpha`·(eˣ − 1) elsewhere.
    ///
    /// The slope at 0 is `alpha`, as in PyTorch; with an `alpha` of 1 there is no kink.
    ///
    /// Shape: `S → S`. Derivative: 1 above 0, else `alpha`·eˣ.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([-1e4, 0.0, 2.0]).elu(0.5), tensor([-0.5, 0.0, 2.0]));
    /// assert_eq!(grad(|x| x.elu(0.5).sum(), &tensor([-1e4, 0.0, 2.0])), tensor([0.0, 0.5, 1.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn elu(&self, alpha: f64) -> Self
    where
        E: Real,
    {
        self.binary(Elu, &self.literal(alpha))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Const, grad, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::pairs!(|x, alpha| { x.binary(Elu, &alpha) }, [(1.0, 0.2), (-0.5, -1.5), (-3.0, 0.5), (7.0, 0.1)]);
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<3>) { x.elu(1.0) });
    }

    #[test]
    fn nan_stays_and_large_numbers_do_not_overflow() {
        assert!(tensor(f64::NAN).elu(1.0).item().is_nan());
        let x = tensor([1e4, f64::INFINITY, f64::NEG_INFINITY]);
        assert_eq!(x.elu(2.0), tensor([1e4, f64::INFINITY, -2.0]));
        assert_eq!(grad(|x| x.elu(2.0).sum(), &x), tensor([1.0, 1.0, 0.0]));
    }
}
