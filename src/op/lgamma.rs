//! `lgamma`.

use crate::number::{Elementary, Float, Primitive};
use crate::op::Polygamma;
use crate::op::special::in_double;
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::lgamma`].
#[derive(Debug, Clone, Copy)]
pub struct Lgamma;

impl Operation for Lgamma {
    const NAME: &'static str = "lgamma";
    fn read(_: &[u32]) -> Self {
        Lgamma
    }
}

impl Elementary for Lgamma {
    const USES_VALUE: bool = false;
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        in_double(x, libm::lgamma)
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        x.apply(&Polygamma(0))
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The logarithm of |Γ(x)|, where Γ(n) = (n − 1)!, of each element.
    ///
    /// At 0 and the negative integers it is ∞.
    ///
    /// Shape: `S → S`. Derivative: [`digamma`](Self::digamma)(x).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1.0, 2.0, -1.0]).lgamma(), tensor([0.0, 0.0, f64::INFINITY]));
    /// assert!((tensor(5.0).lgamma().exp() - 24.0).abs() < 1e-13);
    /// ```
    #[inline]
    #[must_use]
    pub fn lgamma(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Lgamma)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Lgamma, &[0.4, 1.2, 2.5, 7.0, -0.5]);
    }

    #[test]
    fn values_have_their_digits() {
        // From mpmath.
        let known = [
            (0.5, 0.572_364_942_924_700_1),
            (-0.5, 1.265_512_123_484_645_4),
            (10.0, 12.801_827_480_081_47),
            (100.25, 360.284_559_637_764_25),
            (-3.75, -1.317_267_942_446_363_7),
            (1e-10, 23.025_850_929_882_735),
            (1e4, 82_099.717_496_442_38),
        ];
        for (x, y) in known {
            let lgamma: f64 = Lgamma.value(x);
            assert!((lgamma / y - 1.0).abs() < 1e-14, "lgamma({x}) = {lgamma}");
        }
    }
}
