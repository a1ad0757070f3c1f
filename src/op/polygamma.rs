//! `digamma` and `polygamma`: the derivatives of the logarithm of the gamma function.

use crate::number::{Elementary, Float, Primitive};
use crate::op::special::in_double;
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::polygamma`] and, with order 0, of [`Tensor::digamma`]. The order is a run-time parameter, kept in
/// the node's words.
#[derive(Debug, Clone, Copy)]
pub struct Polygamma(pub u32);

impl Operation for Polygamma {
    const NAME: &'static str = "polygamma";
    const WORDS: usize = 1;
    fn write(&self, words: &mut [u32]) {
        words[0] = self.0;
    }
    fn read(words: &[u32]) -> Self {
        Polygamma(words[0])
    }
}

impl Elementary for Polygamma {
    const USES_VALUE: bool = false;
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        in_double(x, |x| polygamma(self.0, x))
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        x.apply(&Polygamma(self.0 + 1))
    }
}

/// The Bernoulli numbers B₂, B₄, … over 2!, 4!, …
const BERNOULLI: [f64; 8] = [
    1.0 / 12.0,
    -1.0 / 720.0,
    1.0 / 30_240.0,
    -1.0 / 1_209_600.0,
    1.0 / 47_900_160.0,
    -691.0 / 1_307_674_368_000.0,
    1.0 / 74_724_249_600.0,
    -3617.0 / 10_670_622_842_880_000.0,
];

/// n!/zⁿ⁺¹, factor by factor, so that nothing overflows on the way.
fn pole(n: u32, z: f64) -> f64 {
    (1..=n).fold(z.recip(), |product, k| product * (f64::from(k) / z))
}

/// ψ⁽ⁿ⁾(x) for x > 0: the recurrence (DLMF 5.15.5) moves x to where the asymptotic series (5.15.9, and 5.11.2 for n = 0)
/// has all digits of a double.
fn right(n: u32, x: f64) -> f64 {
    let order = f64::from(n);
    let (mut z, mut sum) = (x, 0.0);
    while z < 12.0 + order {
        sum += pole(n, z);
        z += 1.0;
    }
    let leading = match n {
        0 => -num_traits::Float::ln(z),
        n => pole(n - 1, z),
    };
    let last = pole(n, z);
    let (mut series, mut power, mut k) = (0.0, last * (order + 1.0) / z, order + 2.0);
    for bernoulli in BERNOULLI {
        series += bernoulli * power;
        power *= k * (k + 1.0) / (z * z);
        k += 2.0;
    }
    let magnitude = leading + (last / 2.0 + series + sum);
    if n.is_multiple_of(2) { -magnitude } else { magnitude }
}

/// ψ⁽ⁿ⁾(x). To the left of 0 by reflection (DLMF 5.15.6), where the derivatives of the cotangent are themselves written
/// by the values at 1 ± d, d being the distance from the nearest pole: no digit of a small d is lost.
fn polygamma(n: u32, x: f64) -> f64 {
    if x > 0.0 {
        return right(n, x);
    }
    let d = x - num_traits::Float::round(x);
    let odd = n % 2 == 1;
    if d == 0.0 {
        return match (odd, x == 0.0) {
            (true, _) => f64::INFINITY,
            (false, true) => num_traits::Float::copysign(f64::INFINITY, -x),
            (false, false) => f64::NAN,
        };
    }
    let reflected = pole(n, d) + right(n, 1.0 - d) - right(n, 1.0 - x);
    right(n, 1.0 + d) + if odd { reflected } else { -reflected }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// ψ, the derivative of [`lgamma`](Self::lgamma), of each element.
    ///
    /// At 0 it is ∓∞ by the sign of the zero, at the negative integers NaN, as in PyTorch. Near its zeros the error is one
    /// rounding of 1, not of the value.
    ///
    /// Shape: `S → S`. Derivative: [`polygamma`](Self::polygamma) of order 1.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let euler = 0.577_215_664_901_532_9;
    /// assert!((tensor(1.0).digamma() + euler).abs() < 1e-15);
    /// ```
    #[inline]
    #[must_use]
    pub fn digamma(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Polygamma(0))
    }

    /// The derivative of order `n` of [`digamma`](Self::digamma) at each element.
    ///
    /// At 0 and the negative integers it is ∞ for odd `n`; for even `n` it is NaN there, but −∞ at 0 and ∞ at −0.
    ///
    /// Shape: `S → S`. Derivative: `polygamma` of order n + 1.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let squares = core::f64::consts::PI.powi(2) / 6.0; // Σ 1/k²
    /// assert!((tensor(1.0).polygamma(1) - squares).abs() < 1e-15);
    /// ```
    #[inline]
    #[must_use]
    pub fn polygamma(&self, n: u32) -> Self
    where
        E: Real,
    {
        self.elementwise(Polygamma(n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        for n in [0, 1, 2] {
            crate::op::check::elementary(Polygamma(n), &[0.7, 1.3, 2.5, 7.0, -1.5]);
        }
    }

    #[test]
    fn values_have_their_digits() {
        // From mpmath.
        let known = [
            (0, 1.0, -0.577_215_664_901_532_9),
            (0, 0.5, -1.963_510_026_021_423_5),
            (0, 10.25, 2.277_704_790_686_724),
            (0, 1e-3, -1_000.575_571_931_810_3),
            (0, -0.5, 0.036_489_973_978_576_52),
            (0, -3.75, -1.692_388_598_311_330_3),
            (0, 1e6, 13.815_510_057_964_19),
            (0, -1_234.25, 10.260_216_480_339_962),
            (1, 1.0, 1.644_934_066_848_226_4),
            (1, 0.25, 17.197_329_154_507_11),
            (1, 30.0, 0.033_895_060_357_739_944),
            (1, -2.25, 19.379_410_511_869_137),
            (2, 1.0, -2.404_113_806_319_188_6),
            (2, 0.75, -5.302_633_216_337_64),
            (2, -1.25, 123.721_366_783_662_36),
            (3, 2.5, 0.223_905_848_817_252_05),
            (3, -0.125, 24_586.858_905_496_255),
            (5, 1.5, 11.113_548_602_435_496),
            (8, 20.0, -2.391_897_139_054_757_8e-7),
            (20, 3.0, -233_141_556.112_256_82),
        ];
        for (n, x, y) in known {
            let value = polygamma(n, x);
            assert!((value / y - 1.0).abs() < 1e-13, "polygamma({n}, {x}) = {value}");
        }
    }

    #[test]
    fn the_edges() {
        let infinity = f64::INFINITY;
        assert_eq!([0.0, -0.0, infinity].map(|x| polygamma(0, x)), [-infinity, infinity, infinity]);
        assert_eq!([0.0, -0.0, -3.0, infinity].map(|x| polygamma(1, x)), [infinity, infinity, infinity, 0.0]);
        assert!(polygamma(0, -1.0).is_nan() && polygamma(2, -1.0).is_nan() && polygamma(0, -infinity).is_nan());
        // Next to a pole only the pole counts.
        assert_eq!(polygamma(0, -1e-20), 1e20);
        assert!((crate::tensor(1e4_f64).digamma().item() / 9.210_290_371_142_85 - 1.0).abs() < 1e-14);
    }
}
