//! Truncated Taylor series: all derivatives by one variable up to some order, in one number.

use crate::kernel::Semiring;
use crate::number::{Elementary, ElementaryPair, Float, Ring, Stored};
use core::cmp::Ordering;
use core::ops::{Add, Div, Mul, Neg, Rem, Sub};

/// A value and the next `N` coefficients of its Taylor series: v + t₁ε + t₂ε² + … up to the power `N` of ε.
///
/// The n-th derivative is n! times the n-th coefficient. Nested [`Dual`](crate::Dual) numbers have 2ⁿ parts for
/// derivatives of order n, a jet has n + 1. Functions take O(N²) to O(N⁴) steps; at 0, and where it
/// under- or overflows, a power with an exponent that is no integer takes 2ᴺ.
///
/// Comparisons look at the value only. [`derivatives`](crate::derivatives) makes jets and reads them.
///
/// ```
/// use wengert::{Float, Jet};
///
/// // eˣ at 0 is 1 + x + x²/2 + x³/6 + …
/// let y = num_traits::Float::exp(Jet::<f64, 3>::variable(0.0));
/// assert_eq!((y.value, y.terms), (1.0, [1.0, 0.5, 1.0 / 6.0]));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Jet<T, const N: usize> {
    /// The primal value.
    pub value: T,
    /// The coefficients of ε, ε², …
    pub terms: [T; N],
    /// How many terms are known. A slope is asked for with one term less than the result will have, so that sin and cos,
    /// each of which is the other's slope, come to an end.
    order: usize,
}

impl<T: Float, const N: usize> Jet<T, N> {
    /// A number that depends on nothing.
    ///
    /// ```
    /// assert_eq!(wengert::Jet::<f64, 2>::constant(3.0).terms, [0.0, 0.0]);
    /// ```
    #[inline]
    pub const fn constant(value: T) -> Self {
        Jet { value, terms: [T::ZERO; N], order: N }
    }

    /// The variable by which is differentiated: v + ε.
    ///
    /// ```
    /// assert_eq!(wengert::Jet::<f64, 2>::variable(3.0).terms, [1.0, 0.0]);
    /// ```
    #[inline]
    pub const fn variable(value: T) -> Self {
        let mut x = Jet::constant(value);
        if N > 0 {
            x.terms[0] = T::ONE;
        }
        x
    }

    /// A number with the given coefficients.
    ///
    /// ```
    /// assert_eq!(wengert::Jet::new(3.0, [1.0, 2.0]).terms[1], 2.0);
    /// ```
    #[inline]
    pub const fn new(value: T, terms: [T; N]) -> Self {
        Jet { value, terms, order: N }
    }

    /// The derivatives of order 1 to `N`: the terms times 1!, 2!, …
    ///
    /// ```
    /// use wengert::Jet;
    ///
    /// // (x³)′ = 3x², 6x, 6
    /// let x = Jet::<f64, 3>::variable(2.0);
    /// assert_eq!((x * x * x).derivatives(), [12.0, 12.0, 6.0]);
    /// ```
    #[must_use]
    pub fn derivatives(&self) -> [T; N] {
        let (mut factorial, mut order) = (T::ONE, T::ZERO);
        self.terms.map(|term| {
            order = order + T::ONE;
            factorial = factorial * order;
            factorial * term
        })
    }

    /// The same number, known to fewer terms.
    #[inline]
    fn truncated(mut self, order: usize) -> Self {
        self.order = self.order.min(order);
        self
    }

    /// The coefficient of ε to the power of k.
    #[inline]
    fn coefficient(&self, k: usize) -> T {
        if k == 0 { self.value } else { self.terms[k - 1] }
    }

    /// `value`, and each term that both numbers know joined by `f`.
    #[inline]
    fn join(self, other: Self, value: T, f: impl Fn(T, T) -> T) -> Self {
        let mut y = Jet::constant(value).truncated(self.order.min(other.order));
        for ((y, &a), &b) in y.terms[..y.order].iter_mut().zip(&self.terms).zip(&other.terms) {
            *y = f(a, b);
        }
        y
    }

    /// Σ aᵢ·b₍ₖ₋ᵢ₎ for i = 0…k, where an exact zero stays zero.
    fn convolution(&self, other: &Self, k: usize) -> T {
        (0..=k).fold(T::ZERO, |sum, i| sum + product(self.coefficient(i), other.coefficient(k - i)))
    }

    /// k times the k-th coefficient of ∫ slope dx: Σ j xⱼ s₍ₖ₋ⱼ₎ for j = 1…k, from y′ = s·x′.
    fn rate(&self, slope: &Self, k: usize) -> T {
        let (mut sum, mut j) = (T::ZERO, T::ZERO);
        for i in 1..=k {
            j = j + T::ONE;
            sum = sum + (j * self.terms[i - 1]).times_slope(slope.coefficient(k - i));
        }
        sum
    }
}

/// The product of two coefficients, where an exact zero stays zero.
#[inline]
fn product<T: Float>(a: T, b: T) -> T {
    if a.vanishes() {
        a
    } else if b.vanishes() {
        b
    } else {
        a * b
    }
}

impl<T: Float, const N: usize> Add for Jet<T, N> {
    type Output = Self;
    #[inline]
    fn add(self, rhs: Self) -> Self {
        self.join(rhs, self.value + rhs.value, |a, b| a + b)
    }
}

impl<T: Float, const N: usize> Sub for Jet<T, N> {
    type Output = Self;
    #[inline]
    fn sub(self, rhs: Self) -> Self {
        self.join(rhs, self.value - rhs.value, |a, b| a - b)
    }
}

impl<T: Float, const N: usize> Mul for Jet<T, N> {
    type Output = Self;
    fn mul(self, rhs: Self) -> Self {
        let mut y = Jet::constant(self.value * rhs.value).truncated(self.order.min(rhs.order));
        for k in 1..=y.order {
            y.terms[k - 1] = self.convolution(&rhs, k);
        }
        y
    }
}

impl<T: Float, const N: usize> Div for Jet<T, N> {
    type Output = Self;
    fn div(self, rhs: Self) -> Self {
        let slope = rhs.value.recip();
        let mut y = Jet::constant(self.value / rhs.value).truncated(self.order.min(rhs.order));
        for k in 1..=y.order {
            let known = (1..=k).fold(T::ZERO, |sum, i| sum + rhs.terms[i - 1].times_slope(y.coefficient(k - i)));
            y.terms[k - 1] = (self.terms[k - 1] - known).times_slope(slope);
        }
        y
    }
}

impl<T: Float, const N: usize> Rem for Jet<T, N> {
    type Output = Self;
    /// a − b·n, where n is how often `b` fits into `a`.
    fn rem(self, rhs: Self) -> Self {
        let value = self.value % rhs.value;
        let whole = ((self.value - value) / rhs.value).round();
        self.join(rhs, value, |a, b| a - b.times_slope(whole))
    }
}

impl<T: Float, const N: usize> Neg for Jet<T, N> {
    type Output = Self;
    #[inline]
    fn neg(self) -> Self {
        self.join(self, -self.value, |a, _| -a)
    }
}

impl<T: PartialEq, const N: usize> PartialEq for Jet<T, N> {
    /// By value: terms do not decide branches.
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: PartialOrd, const N: usize> PartialOrd for Jet<T, N> {
    /// By value: terms do not decide branches.
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

impl<T: Float, const N: usize> From<T> for Jet<T, N> {
    /// A constant.
    fn from(value: T) -> Self {
        Jet::constant(value)
    }
}

impl<T: Float, const N: usize> Semiring for Jet<T, N> {
    const ZERO: Self = Jet::constant(T::ZERO);
    const ONE: Self = Jet::constant(T::ONE);
}

impl<T: Float, const N: usize> Stored for Jet<T, N> {
    const FILLER: Self = Jet::constant(T::ZERO);
}

impl<T: Float, const N: usize> Ring for Jet<T, N> {}

#[diagnostic::do_not_recommend]
impl<T: Float, const N: usize> Float for Jet<T, N> {
    type Base = T::Base;
    const ORDER: usize = N + T::ORDER;
    #[inline]
    fn from_base(base: T::Base) -> Self {
        Jet::constant(T::from_base(base))
    }
    #[inline]
    fn from_f64(literal: f64) -> Self {
        Jet::constant(T::from_f64(literal))
    }
    #[inline]
    fn primal(self) -> T::Base {
        self.value.primal()
    }
    #[inline]
    fn vanishes(self) -> bool {
        self.value.vanishes() && self.terms[..self.order].iter().all(|term| term.vanishes())
    }
    #[inline]
    fn is_settled(self) -> bool {
        self.value.is_settled() && self.terms[..self.order].iter().all(|term| term.is_settled())
    }
    /// y′ = f′(x)·x′, solved for one coefficient of y after another: each needs f′ to one order less.
    #[inline]
    fn linear(self, f: impl Fn(T::Base) -> T::Base, slope: T::Base) -> Self {
        Jet { value: self.value.linear(f, slope), terms: self.terms.map(|term| term.times_base(slope)), ..self }
    }
    fn apply<F: Elementary>(self, f: &F) -> Self {
        let mut y = Jet::constant(self.value.apply(f)).truncated(0);
        let mut slope = y;
        let mut k_as_number = T::ZERO;
        for k in 1..=self.order {
            k_as_number = k_as_number + T::ONE;
            if F::USES_VALUE {
                slope = f.slope(self.truncated(k - 1), y);
            } else if k == 1 {
                slope = f.slope(self.truncated(self.order - 1), Self::ZERO);
            }
            y.terms[k - 1] = self.rate(&slope, k) / k_as_number;
            y.order = k;
        }
        y
    }
    /// The same with two slopes.
    fn apply_pair<F: ElementaryPair>(self, other: Self, f: &F) -> Self {
        let mut y = Jet::constant(self.value.apply_pair(other.value, f)).truncated(0);
        let mut k_as_number = T::ZERO;
        for k in 1..=self.order.min(other.order) {
            k_as_number = k_as_number + T::ONE;
            let (by_self, by_other) = f.slopes(self.truncated(k - 1), other.truncated(k - 1), y);
            y.terms[k - 1] = (self.rate(&by_self, k) + other.rate(&by_other, k)) / k_as_number;
            y.order = k;
        }
        y
    }
}
