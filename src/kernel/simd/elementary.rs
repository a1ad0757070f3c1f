//! Exponentials and a logarithm of whole slices: without branches, so that the compiler does some numbers at a time.
//!
//! eˣ = 2ⁿ·eʳ with n the integer nearest to x/ln 2 and eʳ by its series. What is left out of the series is below a quarter of a
//! unit in the last place, since |r| ≤ ½ ln 2 (J.-M. Muller, *Elementary Functions*, on range reduction). Numbers of type `f32`
//! are computed in `f64` and rounded once. Everything here runs where a·b + c is one instruction.

use super::machine::{Machine, Work};
use core::f64::consts::{LN_2, LOG2_E};
use core::marker::PhantomData;

/// A function of one number by so many terms of the series.
pub(in crate::kernel) trait Function {
    fn at<const TERMS: usize>(x: f64) -> f64;
}

/// eˣ.
pub(in crate::kernel) struct Exp;
/// ln(1 + x).
pub(in crate::kernel) struct Ln1p;
/// tanh x.
pub(in crate::kernel) struct Tanh;
/// 1/(1 + e⁻ˣ).
pub(in crate::kernel) struct Sigmoid;

/// A function, of each number of a slice.
pub(in crate::kernel) struct Each<'a, T, F>(&'a mut [T], PhantomData<F>);

impl<'a, T, F: Function> Each<'a, T, F> {
    pub(super) fn new(_: F, numbers: &'a mut [T]) -> Self {
        Each(numbers, PhantomData)
    }
}

impl<F: Function> Work<f64> for Each<'_, f64, F> {
    #[inline(always)]
    fn run<M: Machine<f64>>(self, _: M) {
        for x in self.0 {
            *x = F::at::<14>(*x);
        }
    }
}

impl<F: Function> Work<f32> for Each<'_, f32, F> {
    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "the one rounding")]
    fn run<M: Machine<f32>>(self, _: M) {
        for x in self.0 {
            *x = F::at::<9>(f64::from(*x)) as f32;
        }
    }
}

impl Function for Exp {
    #[inline(always)]
    fn at<const TERMS: usize>(x: f64) -> f64 {
        // Beyond these, 0 and ∞ in `f64`. NaN is neither.
        let x = if x < -750.0 { -750.0 } else { x };
        let x = if x > 710.0 { 710.0 } else { x };
        let (n, excess) = reduced::<TERMS>(x);
        // By two powers of 2, since one alone may be too large or too small for a number.
        let half = nearest(0.5 * n);
        let (first, second) = (power_of_two(half), power_of_two(n - half));
        excess.mul_add(first, first) * second
    }
}

impl Function for Tanh {
    /// (e²ˣ − 1)/(e²ˣ + 1) for |x|, by what e²ˣ is more than 1, which keeps its digits where it is small.
    #[inline(always)]
    fn at<const TERMS: usize>(x: f64) -> f64 {
        let y = x.abs();
        let y = if y > 22.0 { 22.0 } else { y };
        let (n, excess) = reduced::<TERMS>(y + y);
        let scale = power_of_two(n);
        let excess = excess.mul_add(scale, scale - 1.0);
        (excess / (excess + 2.0)).copysign(x)
    }
}

impl Function for Sigmoid {
    #[inline(always)]
    fn at<const TERMS: usize>(x: f64) -> f64 {
        // e to the power of −|x| cannot overflow.
        let e = Exp::at::<TERMS>(-x.abs());
        (if x < 0.0 { e } else { 1.0 }) / (1.0 + e)
    }
}

impl Function for Ln1p {
    /// By the steps of fdlibm (W. Kahan): u = 1 + x is m·2ᵏ with m between √½ and √2, and ln m = 2·artanh(f/(2 + f)) for
    /// f = m − 1. What u lacks is made good by its slope.
    #[inline(always)]
    fn at<const TERMS: usize>(x: f64) -> f64 {
        /// 2/(2k + 1), of which the last term is below a tenth of a unit in the last place of `f64`.
        const ODD: [f64; 11] = {
            let mut odd = [0.0; 11];
            let mut k = 1;
            while k < odd.len() {
                odd[k] = 2.0 / (2 * k + 1) as f64;
                k += 1;
            }
            odd
        };
        /// √½, and the exponents of numbers from there on, as integers from 0 on.
        const LEAST: u64 = 0x3fe6_a09e_667f_3bcd;
        let u = 1.0 + x;
        let lacks = (x - (u - 1.0)) / u;
        // So that no sign stands in the way, 1024 is added to the exponent.
        let exponent = u.to_bits().wrapping_sub(LEAST).wrapping_add(1 << 62) >> 52;
        let m = f64::from_bits(u.to_bits().wrapping_sub(exponent.wrapping_sub(1024) << 52));
        // An integer below 2⁵² is the fraction of a number from 2⁵² on.
        let k = f64::from_bits((INTEGER_FRACTION.to_bits()) | exponent) - (INTEGER_FRACTION + 1024.0);
        let f = m - 1.0;
        let s = f / (2.0 + f);
        let z = s * s;
        let mut sum = ODD[TERMS - 4];
        for k in (1..TERMS - 4).rev() {
            sum = sum.mul_add(z, ODD[k]);
        }
        let half = 0.5 * f * f;
        let small = s.mul_add(sum.mul_add(z, half), k.mul_add(LN_2_REST, lacks));
        let y = k.mul_add(LN_2, f - (half - small));
        // −0 is its own logarithm here, that of ∞ is ∞, of −1 −∞, and below it NaN.
        let y = if x == 0.0 || x == f64::INFINITY { x } else { y };
        let y = if x == -1.0 { f64::NEG_INFINITY } else { y };
        if x >= -1.0 { y } else { f64::NAN }
    }
}

/// What `LN_2` lacks.
const LN_2_REST: f64 = 2.319_046_813_846_299_6e-17;
/// 2⁵², whose fraction is empty.
const INTEGER_FRACTION: f64 = 4_503_599_627_370_496.0;

/// n and eʳ − 1 where x = n·ln 2 + r.
#[inline(always)]
fn reduced<const TERMS: usize>(x: f64) -> (f64, f64) {
    let n = nearest(x * LOG2_E);
    let r = n.mul_add(-LN_2_REST, n.mul_add(-LN_2, x));
    let mut sum = COEFFICIENTS[TERMS - 1];
    for k in (2..TERMS - 1).rev() {
        sum = sum.mul_add(r, COEFFICIENTS[k]);
    }
    (n, sum.mul_add(r * r, r))
}

/// 1/k!
const COEFFICIENTS: [f64; 14] = {
    let mut coefficients = [1.0; 14];
    let (mut k, mut factorial) = (1, 1.0);
    while k < coefficients.len() {
        factorial *= k as f64;
        coefficients[k] = 1.0 / factorial;
        k += 1;
    }
    coefficients
};

/// 1½·2⁵²: a number below 2⁵¹ that is added to it loses its fraction.
const INTEGERS: f64 = 6_755_399_441_055_744.0;

/// The nearest integer.
#[inline(always)]
fn nearest(x: f64) -> f64 {
    (x + INTEGERS) - INTEGERS
}

/// 2ⁿ for an integer n whose power is a normal number: n is in the last bits of the sum, and becomes the exponent.
#[inline(always)]
fn power_of_two(n: f64) -> f64 {
    f64::from_bits(((n + INTEGERS).to_bits() << 52).wrapping_add(1_f64.to_bits()))
}
