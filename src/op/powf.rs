//! `powf`: to a power known at run time.

use crate::op::Pow;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

impl<E: Element, S: Shape> Tensor<E, S> {
    /// Each element to the power of one number. For an integer [`powi`](Self::powi) is faster, for a tensor of exponents
    /// there is [`pow`](Self::pow).
    ///
    /// Of a negative element it is NaN, unless the exponent is a whole number.
    ///
    /// Shape: `S → S`. Derivative: b·xᵇ⁻¹, and 0 at 0 for the exponent b = 0.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([4.0, 9.0]).powf(1.5), tensor([8.0, 27.0]));
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "pow")]
    pub fn powf(&self, exponent: f64) -> Self
    where
        E: Real,
    {
        self.binary(Pow, &self.literal(exponent))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, derivative, grad, hessian, nth_derivative, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<3>) { x.square().powf(1.75) });
        check::everywhere!(|x: ()| -> () { x.square().powf(-0.5) });
        check::everywhere!(|x: (Const<1>, Const<2>, Const<1>, Const<3>)| -> (Const<1>, Const<2>, Const<1>, Const<3>) {
            x.powf(3.0)
        });
    }

    #[test]
    fn the_power_zero_is_a_constant_of_any_order() {
        for x in [1e-160, -1e-160, 0.0, 2.0] {
            assert_eq!(nth_derivative::<2, _>(|x| x.powf(0.0), x), 0.0);
            assert_eq!(hessian(|x| x.powf(0.0).sum(), &tensor([x])), tensor([[0.0]]));
        }
    }

    #[test]
    fn zero_and_negative_bases() {
        assert_eq!(grad(|x| x.powf(2.0).sum(), &tensor([0.0, -3.0])), tensor([0.0, -6.0]));
        assert_eq!(derivative(|x| x.powf(2.0), -3.0), -6.0);
        assert_eq!((derivative(|x| x.powf(0.0), 0.0), derivative(|x| x.powf(1.0), 0.0)), (0.0, 1.0));
        assert_eq!(derivative(|x| x.powf(0.5), 0.0), f64::INFINITY);
        assert!(tensor([-2.0, f64::NAN]).powf(0.5).as_slice().iter().all(|x| x.is_nan()));
    }
}
