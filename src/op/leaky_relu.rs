//! `leaky_relu`.

use crate::number::Float;
use crate::rule::{Elementwise, Operation, Pairwise};
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::leaky_relu`]. The slope is the second operand, a constant.
#[derive(Debug, Clone, Copy)]
pub struct LeakyRelu;

impl Operation for LeakyRelu {
    const NAME: &'static str = "leaky_relu";
    const ARITHMETIC: bool = true;
    fn read(_: &[u32]) -> Self {
        LeakyRelu
    }
}

impl Elementwise for LeakyRelu {}

impl<T: Float> Pairwise<T> for LeakyRelu {
    #[inline]
    fn value(&self, x: T, slope: T) -> T {
        if x > T::ZERO { x } else { slope * x }
    }
    #[inline]
    fn slope_lhs(&self, x: T, slope: T, _y: T) -> T {
        if x > T::ZERO { T::ONE } else { slope }
    }
    #[inline]
    fn slope_rhs(&self, x: T, _slope: T, _y: T) -> T {
        if x > T::ZERO { T::ZERO } else { x }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// Each element x where it is positive, `slope`·x elsewhere.
    ///
    /// The slope at the kink is `slope`, as in PyTorch; NaN stays NaN.
    ///
    /// Shape: `S → S`. Derivative: 1 above 0, else `slope`.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([-2.0, 0.0, 2.0]).leaky_relu(0.5), tensor([-1.0, 0.0, 2.0]));
    /// assert_eq!(grad(|x| x.leaky_relu(0.5).sum(), &tensor([-2.0, 0.0, 2.0])), tensor([0.5, 0.5, 1.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn leaky_relu(&self, slope: f64) -> Self
    where
        E: Real,
    {
        self.binary(LeakyRelu, &self.literal(slope))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Const, grad, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::pairs!(|x, slope| { x.binary(LeakyRelu, &slope) }, [(1.0, 0.2), (-0.5, -1.5), (-3.0, 0.5), (7.0, 0.1)]);
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<3>) { x.leaky_relu(0.01) });
    }

    #[test]
    fn nan_stays_and_far_out_it_is_two_ramps() {
        assert!(tensor(f64::NAN).leaky_relu(0.5).item().is_nan());
        let x = tensor([1e4, -1e4, f64::NEG_INFINITY]);
        assert_eq!(x.leaky_relu(0.01), tensor([1e4, -1e2, f64::NEG_INFINITY]));
        assert_eq!(grad(|x| x.leaky_relu(0.01).sum(), &x), tensor([1.0, 0.01, 0.01]));
    }
}
