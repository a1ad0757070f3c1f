//! `gelu`.

use crate::number::{Elementary, Float, Primitive};
use crate::op::special::in_double;
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::gelu`].
#[derive(Debug, Clone, Copy)]
pub struct Gelu;

impl Operation for Gelu {
    const NAME: &'static str = "gelu";
    fn read(_: &[u32]) -> Self {
        Gelu
    }
}

impl Elementary for Gelu {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        // The probability is the stronger one: −∞·0 is 0 here.
        Normal.value(x).times_slope(x)
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        x.apply(&Normal) + density(x).times_slope(x)
    }
}

/// Φ(x) = erfc(−x/√2)/2, with all digits also where it is small.
#[derive(Clone, Copy)]
struct Normal;

impl Elementary for Normal {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        in_double(x, |x| 0.5 * libm::erfc(-x * core::f64::consts::FRAC_1_SQRT_2))
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        density(x)
    }
}

/// φ(x) = exp(−x²/2)/√(2π).
#[inline]
fn density<T: Float>(x: T) -> T {
    T::from_f64(0.5 * core::f64::consts::FRAC_2_SQRT_PI * core::f64::consts::FRAC_1_SQRT_2)
        * (T::from_f64(-0.5) * x * x).exp()
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// x·Φ(x) of each element, where Φ is the distribution function of the normal distribution. The exact function, not
    /// the approximation by tanh.
    ///
    /// Shape: `S → S`. Derivative: Φ(x) + xφ(x), where φ is the normal density.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([0.0, 1e4, -1e4]).gelu(), tensor([0.0, 1e4, 0.0]));
    /// assert!((tensor(1.0).gelu() - 0.841_344_746_068_542_9).abs() < 1e-15);
    /// ```
    #[inline]
    #[must_use]
    pub fn gelu(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Gelu)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Gelu, &[-6.0, -3.0, -0.5, 0.0, 2.0]);
    }

    #[test]
    fn values_have_all_their_digits() {
        // From mpmath.
        let known = [(1.0, 0.841_344_746_068_542_9), (-1.0, -0.158_655_253_931_457_05), (3.0, 2.995_950_305_905_11)];
        for (x, y) in known.into_iter().chain([(-10.0, -7.619_853_024_160_526e-23)]) {
            let gelu: f64 = Gelu.value(x);
            assert!((gelu / y - 1.0).abs() < 1e-14, "gelu({x}) = {gelu}");
        }
    }

    #[test]
    fn far_out_it_is_a_ramp() {
        let x = crate::tensor([1e4, -1e4, f64::INFINITY, f64::NEG_INFINITY]);
        assert_eq!(x.gelu(), crate::tensor([1e4, 0.0, f64::INFINITY, 0.0]));
        assert_eq!(crate::grad(|x| x.gelu().sum(), &x), crate::tensor([1.0, 0.0, 1.0, 0.0]));
    }
}
