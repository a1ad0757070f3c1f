//! num-traits for dual numbers and jets: every function is the rule of this room, applied.

use crate::number::{Dual, Float as _, Jet};
use crate::op;
use core::num::FpCategory;
use num_traits::{Float, FloatConst, FromPrimitive, Num, NumCast, One, ToPrimitive, Zero};

/// Constants and predicates that look at the value only. The expansion of `constants!(infinity)` and
/// `predicates!(is_nan: bool)`:
///
/// ```ignore
/// fn infinity() -> Self { Self::constant(T::infinity()) }
/// fn is_nan(self) -> bool { self.value.is_nan() }
/// ```
macro_rules! constants {
    ($($name:ident)*) => { $(
        fn $name() -> Self {
            Self::constant(T::$name())
        }
    )* };
}
macro_rules! predicates {
    ($($name:ident: $result:ty)*) => { $(
        #[inline]
        fn $name(self) -> $result {
            self.value.$name()
        }
    )* };
}
/// Functions that have a rule in this room. The expansion of `functions!(exp: Exp)`:
///
/// ```ignore
/// fn exp(self) -> Self { self.apply(&op::Exp) }
/// ```
macro_rules! functions {
    ($($name:ident: $rule:ident)*) => { $(
        #[inline]
        fn $name(self) -> Self {
            self.apply(&op::$rule)
        }
    )* };
}

/// Mathematical constants of the base float. The expansion of `float_constants!(PI)`:
///
/// ```ignore
/// fn PI() -> Self { Self::from_base(<T::Base as FloatConst>::PI()) }
/// ```
macro_rules! float_constants {
    ($($name:ident)*) => { $(
        fn $name() -> Self {
            Self::from_base(<T::Base as FloatConst>::$name())
        }
    )* };
}

/// Assigning operators. The expansion of `assigning!(Dual AddAssign add_assign +)`:
///
/// ```ignore
/// impl<T: crate::Float, const K: usize> core::ops::AddAssign for Dual<T, K> {
///     fn add_assign(&mut self, rhs: Self) { *self = *self + rhs; }
/// }
/// ```
macro_rules! assigning {
    ($number:ident $($trait:ident $method:ident $op:tt)*) => { $(
        impl<T: crate::Float, const K: usize> core::ops::$trait for $number<T, K> {
            #[inline(always)]
            fn $method(&mut self, rhs: Self) {
                *self = *self $op rhs;
            }
        }
    )* };
}
/// Everything below for one type of numbers. The expansion of `numbers!(Dual, K)` begins:
///
/// ```ignore
/// impl<T: crate::Float, const K: usize> Zero for Dual<T, K> {
///     fn zero() -> Self { Dual::constant(T::ZERO) }
///     fn is_zero(&self) -> bool { self.value.is_zero() }
/// }
/// // …
/// ```
macro_rules! numbers {
    ($number:ident, $k:ident) => {
        impl<T: crate::Float, const $k: usize> Zero for $number<T, $k> {
            fn zero() -> Self {
                $number::constant(T::ZERO)
            }
            /// Whether the value is zero, whatever the tangents.
            fn is_zero(&self) -> bool {
                self.value.is_zero()
            }
        }

        impl<T: crate::Float, const $k: usize> One for $number<T, $k> {
            fn one() -> Self {
                $number::constant(T::ONE)
            }
        }

        impl<T: crate::Float, const $k: usize> Num for $number<T, $k> {
            type FromStrRadixErr = T::FromStrRadixErr;
            fn from_str_radix(text: &str, radix: u32) -> Result<Self, Self::FromStrRadixErr> {
                T::from_str_radix(text, radix).map($number::constant)
            }
        }

        impl<T: crate::Float, const $k: usize> ToPrimitive for $number<T, $k> {
            fn to_i64(&self) -> Option<i64> {
                self.value.to_i64()
            }
            fn to_u64(&self) -> Option<u64> {
                self.value.to_u64()
            }
            fn to_f64(&self) -> Option<f64> {
                self.value.to_f64()
            }
        }

        impl<T: crate::Float, const $k: usize> NumCast for $number<T, $k> {
            fn from<Source: ToPrimitive>(number: Source) -> Option<Self> {
                <T as NumCast>::from(number).map($number::constant)
            }
        }

        impl<T: crate::Float, const $k: usize> FromPrimitive for $number<T, $k> {
            fn from_i64(number: i64) -> Option<Self> {
                <T as NumCast>::from(number).map($number::constant)
            }
            fn from_u64(number: u64) -> Option<Self> {
                <T as NumCast>::from(number).map($number::constant)
            }
            fn from_f64(number: f64) -> Option<Self> {
                <T as NumCast>::from(number).map($number::constant)
            }
        }

        impl<T: crate::Float, const $k: usize> Float for $number<T, $k> {
            constants!(nan infinity neg_infinity neg_zero min_value min_positive_value max_value epsilon);
            predicates! {
                is_nan: bool is_infinite: bool is_finite: bool is_normal: bool classify: FpCategory
                is_sign_positive: bool is_sign_negative: bool integer_decode: (u64, i16, i8)
            }
            functions! {
                exp: Exp exp2: Exp2 exp_m1: ExpM1 ln: Ln ln_1p: Ln1p log2: Log2
                log10: Log10 sqrt: Sqrt cbrt: Cbrt recip: Recip abs: Abs sin: Sin
                cos: Cos tan: Tan asin: Asin acos: Acos atan: Atan sinh: Sinh
                cosh: Cosh tanh: Tanh asinh: Asinh acosh: Acosh atanh: Atanh floor: Floor
                ceil: Ceil round: Round trunc: Trunc fract: Fract
            }

            /// ±1 as for floats: the sign of 0 is that of its sign bit. The derivative is 0.
            #[inline]
            fn signum(self) -> Self {
                $number::constant(self.value.signum())
            }
            /// The value is rounded once, as that of floats is.
            #[inline]
            fn mul_add(self, a: Self, b: Self) -> Self {
                let mut y = self * a + b;
                y.value = self.value.mul_add(a.value, b.value);
                y
            }
            #[inline]
            fn powi(self, n: i32) -> Self {
                self.apply(&op::Powi(n))
            }
            #[inline]
            fn powf(self, exponent: Self) -> Self {
                self.apply_pair(exponent, &op::Pow)
            }
            #[inline]
            fn log(self, base: Self) -> Self {
                self.ln() / base.ln()
            }
            /// As for floats, a NaN gives way to the other number.
            #[inline]
            fn max(self, other: Self) -> Self {
                if self >= other || other.is_nan() { self } else { other }
            }
            /// As for floats, a NaN gives way to the other number.
            #[inline]
            fn min(self, other: Self) -> Self {
                if self <= other || other.is_nan() { self } else { other }
            }
            #[inline]
            fn abs_sub(self, other: Self) -> Self {
                if self <= other { Self::zero() } else { self - other }
            }
            #[inline]
            fn hypot(self, other: Self) -> Self {
                self.apply_pair(other, &op::Hypot)
            }
            #[inline]
            fn atan2(self, other: Self) -> Self {
                self.apply_pair(other, &op::Atan2)
            }
            #[inline]
            fn sin_cos(self) -> (Self, Self) {
                (self.sin(), self.cos())
            }
            #[inline]
            fn to_degrees(self) -> Self {
                self * <Self as crate::Float>::from_f64(180.0 / core::f64::consts::PI)
            }
            #[inline]
            fn to_radians(self) -> Self {
                self * <Self as crate::Float>::from_f64(core::f64::consts::PI / 180.0)
            }
        }

        #[allow(non_snake_case, reason = "num-traits names its constants so")]
        impl<T: crate::Float<Base: FloatConst>, const $k: usize> FloatConst for $number<T, $k> {
            float_constants! {
                E FRAC_1_PI FRAC_1_SQRT_2 FRAC_2_PI FRAC_2_SQRT_PI FRAC_PI_2 FRAC_PI_3 FRAC_PI_4 FRAC_PI_6 FRAC_PI_8
                LN_10 LN_2 LOG10_E LOG2_E PI SQRT_2
            }
        }

        assigning!($number AddAssign add_assign + SubAssign sub_assign - MulAssign mul_assign * DivAssign div_assign / RemAssign rem_assign %);

        impl<T: crate::Float, const $k: usize> core::iter::Sum for $number<T, $k> {
            fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
                numbers.fold(Self::zero(), |sum, x| sum + x)
            }
        }

        impl<T: crate::Float, const $k: usize> core::iter::Product for $number<T, $k> {
            fn product<I: Iterator<Item = Self>>(numbers: I) -> Self {
                numbers.fold(Self::one(), |product, x| product * x)
            }
        }

        impl<'a, T: crate::Float, const $k: usize> core::iter::Sum<&'a Self> for $number<T, $k> {
            fn sum<I: Iterator<Item = &'a Self>>(numbers: I) -> Self {
                numbers.copied().sum()
            }
        }

        impl<'a, T: crate::Float, const $k: usize> core::iter::Product<&'a Self> for $number<T, $k> {
            fn product<I: Iterator<Item = &'a Self>>(numbers: I) -> Self {
                numbers.copied().product()
            }
        }

        impl<T: crate::Float, const $k: usize> Default for $number<T, $k> {
            /// Zero.
            fn default() -> Self {
                Self::zero()
            }
        }

        impl<T: crate::Float, const $k: usize> num_traits::Signed for $number<T, $k> {
            fn abs(&self) -> Self {
                Float::abs(*self)
            }
            fn abs_sub(&self, other: &Self) -> Self {
                Float::abs_sub(*self, *other)
            }
            fn signum(&self) -> Self {
                Float::signum(*self)
            }
            fn is_positive(&self) -> bool {
                self.value.is_sign_positive()
            }
            fn is_negative(&self) -> bool {
                self.value.is_sign_negative()
            }
        }
    };
}
numbers!(Dual, K);
numbers!(Jet, N);
