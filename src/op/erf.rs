//! `erf`.

use crate::number::{Elementary, Float, Primitive};
use crate::op::special::in_double;
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::erf`].
#[derive(Debug, Clone, Copy)]
pub struct Erf;

impl Operation for Erf {
    const NAME: &'static str = "erf";
    fn read(_: &[u32]) -> Self {
        Erf
    }
}

impl Elementary for Erf {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        in_double(x, libm::erf)
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        T::from_f64(core::f64::consts::FRAC_2_SQRT_PI) * (-x * x).exp()
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The error function (2/√π) ∫₀ˣ exp(−t²) dt of each element.
    ///
    /// Shape: `S → S`. Derivative: (2/√π) exp(−x²).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([0.0, 1e4, -1e4]).erf(), tensor([0.0, 1.0, -1.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn erf(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Erf)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Erf, &[-2.0, -0.5, 0.0, 0.7, 1.5]);
    }

    #[test]
    fn values_have_all_their_digits() {
        // From mpmath.
        let known = [
            (0.5, 0.520_499_877_813_046_5),
            (-0.25, -0.276_326_390_168_236_9),
            (2.0, 0.995_322_265_018_952_7),
            (1e-10, 1.128_379_167_095_512_6e-10),
        ];
        for (x, y) in known {
            let erf: f64 = Erf.value(x);
            assert!((erf / y - 1.0).abs() < 1e-15, "erf({x}) = {erf}");
        }
        assert_eq!(Erf.value(0.5_f32), 0.520_499_9);
    }
}
