//! `powi`.

use crate::kernel::Semiring;
use crate::number::{Elementary, Float, Integer, IntegerFunction, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Numeric, Tensor};

/// The rule of [`Tensor::powi`]. Its exponent is a run-time parameter, kept in the node's words.
#[derive(Debug, Clone, Copy)]
pub struct Powi(pub i32);

impl Operation for Powi {
    const NAME: &'static str = "powi";
    const WORDS: usize = 1;
    fn write(&self, words: &mut [u32]) {
        words[0] = self.0.cast_unsigned();
    }
    fn read(words: &[u32]) -> Self {
        Powi(words[0].cast_signed())
    }
}

impl Elementary for Powi {
    const USES_VALUE: bool = false;
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        power(x, self.0)
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        match self.0 {
            0 => T::ZERO,
            // i32::MIN has no predecessor; there the power is computed in two steps.
            n => T::from_f64(f64::from(n)) * n.checked_sub(1).map_or_else(|| power(x, n) / x, |less| power(x, less)),
        }
    }
}

/// xⁿ by repeated squaring, in the order of the standard library, whose function is a call for each number.
#[inline]
fn power<T: Float>(x: T, n: i32) -> T {
    if T::ORDER > 0 {
        return x.powi(n);
    }
    let power = repeated_squares(x, n.unsigned_abs());
    if n < 0 { T::ONE / power } else { power }
}

/// The product of those squares of squares of x that the binary digits of n name.
#[inline]
fn repeated_squares<T: Semiring>(x: T, mut n: u32) -> T {
    let (mut power, mut factor) = (T::ONE, x);
    loop {
        if n & 1 == 1 {
            power = power * factor;
        }
        n >>= 1;
        // Not once more than needed: the square of an integer could overflow where the power does not.
        if n == 0 {
            return power;
        }
        factor = factor * factor;
    }
}

impl IntegerFunction for Powi {
    #[inline]
    fn integer<T: Integer>(&self, x: T) -> T {
        assert!(self.0 >= 0, "powi: an integer has no power of exponent {}", self.0);
        repeated_squares(x, self.0.unsigned_abs())
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// Each element to an integer power. Integers have it too.
    ///
    /// Shape: `S → S`. Derivative: n·xⁿ⁻¹, and 0 for n = 0.
    ///
    /// # Panics
    /// Where the elements are integers and `n` is negative.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([2.0, -3.0]).powi(3), tensor([8.0, -27.0]));
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "pow")]
    pub fn powi(&self, n: i32) -> Self
    where
        E: Numeric,
    {
        E::apply(self, Powi(n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tensor;

    #[test]
    fn all_modes_agree() {
        for n in [-3, -1, 0, 1, 2, 5] {
            crate::op::check::elementary(Powi(n), &[-2.0, -0.5, 0.5, 3.0]);
        }
    }

    #[test]
    fn every_bit_is_that_of_the_standard_library() {
        for n in [0, 1, 2, 3, 7, 10, 64, 1023, i32::MAX, -1, -2, -5, -300, i32::MIN] {
            for x in [0.0, -0.0, 1.0, -1.5, 0.3, 1e-3, 7e100, f64::INFINITY, f64::NAN] {
                assert_eq!(tensor(x).powi(n).item().to_bits(), tensor(f64::powi(x, n)).item().to_bits(), "{x} {n}");
            }
        }
    }

    #[test]
    fn the_constant_power_is_flat_also_at_zero() {
        assert_eq!(crate::derivative(|x| x.powi(0), 0.0), 0.0);
        assert_eq!(crate::derivative(|x| x.powi(1), 0.0), 1.0);
    }
}
