//! Dual numbers: forward accumulation.

use crate::kernel::Semiring;
use crate::number::{Elementary, ElementaryPair, Float, Ring, Stored, dual_product, plain_product};
use core::cmp::Ordering;
use core::ops::{Add, Div, Mul, Neg, Rem, Sub};

/// A value and `K` tangents: v + t₀ε₀ + … with εᵢεⱼ = 0.
///
/// Arithmetic on dual numbers carries derivatives along with the values, in memory that does not grow with the length
/// of the program. `K` tangents are `K` directions at once. Dual numbers nest: `Dual<Dual<f64, 1>, 1>` has second
/// derivatives. They implement num-traits' `Float`, so that generic numeric code of other crates differentiates too.
///
/// Comparisons look at the value only, so that `if x > y` asks what the plain program asks. (Long sums of floats run in
/// several lanes, those of dual numbers in one, so that values may differ in the last bits.)
///
/// ```
/// use wengert::Dual;
///
/// // (x² + x)′ = 2x + 1
/// let x = Dual::<f64, 1>::variable(3.0, 0);
/// let y = x * x + x;
/// assert_eq!((y.value, y.tangents), (12.0, [7.0]));
///
/// // Somebody else's generic function.
/// fn logistic<T: num_traits::Float>(x: T) -> T { (T::one() + (-x).exp()).recip() }
/// assert_eq!(logistic(Dual::<f64, 1>::variable(0.0, 0)).tangents, [0.25]);
/// ```
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "bytemuck", derive(bytemuck::Zeroable))]
pub struct Dual<T, const K: usize> {
    /// The primal value.
    pub value: T,
    /// The derivatives, one for each direction.
    pub tangents: [T; K],
}

impl<T: Float, const K: usize> Dual<T, K> {
    /// A number that depends on nothing: all tangents zero.
    ///
    /// ```
    /// assert_eq!(wengert::Dual::<f64, 2>::constant(3.0).tangents, [0.0, 0.0]);
    /// ```
    #[inline]
    pub const fn constant(value: T) -> Self {
        Dual { value, tangents: [T::ZERO; K] }
    }

    /// The variable that direction `lane` differentiates by: tangent 1 there, 0 elsewhere.
    ///
    /// # Panics
    /// Where `lane` is not below `K`.
    ///
    /// ```
    /// assert_eq!(wengert::Dual::<f64, 2>::variable(3.0, 1).tangents, [0.0, 1.0]);
    /// ```
    #[inline]
    pub const fn variable(value: T, lane: usize) -> Self {
        let mut tangents = [T::ZERO; K];
        tangents[lane] = T::ONE;
        Dual { value, tangents }
    }

    /// A value with the given tangents.
    ///
    /// ```
    /// assert_eq!(wengert::Dual::new(3.0, [1.0, 2.0]).tangents[1], 2.0);
    /// ```
    #[inline]
    pub const fn new(value: T, tangents: [T; K]) -> Self {
        Dual { value, tangents }
    }

    /// `value`, with the tangents of both operands joined by `f`.
    #[inline(always)]
    fn join(self, other: Self, value: T, f: impl Fn(T, T) -> T) -> Self {
        // (`map` and `from_fn` of arrays are calls where there are many lanes.)
        let mut tangents = self.tangents;
        for (a, &b) in tangents.iter_mut().zip(&other.tangents) {
            *a = f(*a, b);
        }
        Dual { value, tangents }
    }

    /// `value`, with each tangent replaced by `f` of it.
    #[inline(always)]
    fn each(self, value: T, f: impl Fn(T) -> T) -> Self {
        let mut tangents = self.tangents;
        for tangent in &mut tangents {
            *tangent = f(*tangent);
        }
        Dual { value, tangents }
    }

    /// `value`, with the tangents scaled by a slope. A zero tangent stays zero even if the slope is infinite.
    #[inline(always)]
    fn chain(self, value: T, slope: T) -> Self {
        if slope.is_settled() {
            self.each(value, |tangent| tangent * slope)
        } else {
            Dual { value, tangents: times_slope(self.tangents, slope) }
        }
    }
}

/// What [`Dual::chain`] does where the slope is infinite or NaN: a function of its own, so that the other case stays small.
#[cold]
#[inline(never)]
fn times_slope<T: Float, const K: usize>(tangents: [T; K], slope: T) -> [T; K] {
    tangents.map(|tangent| tangent.times_slope(slope))
}

/// The tangents of a product of which a factor is infinite or NaN.
#[cold]
#[inline(never)]
fn times_factors<T: Float, const K: usize>(a: Dual<T, K>, b: Dual<T, K>) -> [T; K] {
    a.join(b, a.value, |x, y| x.times_slope(b.value) + y.times_slope(a.value)).tangents
}

/// The tangents of the quotient `value`, where it or the divisor's inverse, `slope`, is infinite or NaN.
#[cold]
#[inline(never)]
fn quotient_rule<T: Float, const K: usize>(a: Dual<T, K>, b: Dual<T, K>, value: T, slope: T) -> [T; K] {
    a.join(b, value, |x, y| (x - y.times_slope(value)).times_slope(slope)).tangents
}

impl<T: Float, const K: usize> Add for Dual<T, K> {
    type Output = Self;
    #[inline(always)]
    fn add(self, rhs: Self) -> Self {
        self.join(rhs, self.value + rhs.value, |a, b| a + b)
    }
}

impl<T: Float, const K: usize> Sub for Dual<T, K> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, rhs: Self) -> Self {
        self.join(rhs, self.value - rhs.value, |a, b| a - b)
    }
}

#[expect(clippy::suspicious_arithmetic_impl, reason = "the product and quotient rules are made of the other operators")]
impl<T: Float, const K: usize> Mul for Dual<T, K> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, rhs: Self) -> Self {
        let value = self.value * rhs.value;
        if value.is_settled() {
            self.join(rhs, value, |a, b| a * rhs.value + b * self.value)
        } else {
            Dual { value, tangents: times_factors(self, rhs) }
        }
    }
}

impl<T: Float, const K: usize> Div for Dual<T, K> {
    type Output = Self;
    #[inline(always)]
    fn div(self, rhs: Self) -> Self {
        let (value, slope) = (self.value / rhs.value, rhs.value.recip());
        if slope.is_settled() && value.is_settled() {
            self.join(rhs, value, |a, b| (a - value * b) * slope)
        } else {
            Dual { value, tangents: quotient_rule(self, rhs, value, slope) }
        }
    }
}

impl<T: Float, const K: usize> Rem for Dual<T, K> {
    type Output = Self;
    /// a − b·n, where n is how often `b` fits into `a`: the derivative by `b` is −n.
    #[inline]
    fn rem(self, rhs: Self) -> Self {
        let value = self.value % rhs.value;
        // Not trunc(a/b), which is 10 for 1 % 0.1, where n is 9.
        let whole = ((self.value - value) / rhs.value).round();
        self.join(rhs, value, |a, b| a - b.times_slope(whole))
    }
}

impl<T: Float, const K: usize> Neg for Dual<T, K> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        self.each(-self.value, |tangent| -tangent)
    }
}

impl<T: PartialEq, const K: usize> PartialEq for Dual<T, K> {
    /// By value: tangents do not decide branches.
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: PartialOrd, const K: usize> PartialOrd for Dual<T, K> {
    /// By value: tangents do not decide branches.
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

impl<T: Float, const K: usize> From<T> for Dual<T, K> {
    /// A constant.
    fn from(value: T) -> Self {
        Dual::constant(value)
    }
}

impl<T: Float, const K: usize> Semiring for Dual<T, K> {
    const ZERO: Self = Dual::constant(T::ZERO);
    const ONE: Self = Dual::constant(T::ONE);
    /// Without the look at infinite values that `*` takes: it would keep products of matrices from running in lanes.
    #[inline(always)]
    fn times_plus(self, b: Self, c: Self) -> Self {
        let product = self.join(b, self.value * b.value, |x, y| x * b.value + y * self.value);
        product + c
    }
    #[inline]
    fn product(a: &[Self], b: &[Self], c: &mut [Self], sizes: [usize; 3]) {
        dual_product::product(a, b, c, sizes);
    }
    #[inline]
    fn product_nt(a: &[Self], b: &[Self], c: &mut [Self], sizes: [usize; 3]) {
        dual_product::product_nt(a, b, c, sizes);
    }
    #[inline]
    fn product_tn(a: &[Self], b: &[Self], c: &mut [Self], sizes: [usize; 3]) {
        dual_product::product_tn(a, b, c, sizes);
    }
    #[inline(always)]
    fn dot(a: &[Self], b: &[Self]) -> Self {
        dual_product::dot(a, b)
    }
}

impl<T: Float, const K: usize> Stored for Dual<T, K> {
    const FILLER: Self = Dual::constant(T::ZERO);
}

impl<T: Float, const K: usize> Ring for Dual<T, K> {}

#[diagnostic::do_not_recommend]
impl<T: Float, const K: usize> Float for Dual<T, K> {
    type Base = T::Base;
    const ORDER: usize = 1 + T::ORDER;
    #[inline]
    fn from_base(base: T::Base) -> Self {
        Dual::constant(T::from_base(base))
    }
    #[inline]
    fn from_f64(literal: f64) -> Self {
        Dual::constant(T::from_f64(literal))
    }
    #[inline]
    fn primal(self) -> T::Base {
        self.value.primal()
    }
    #[inline]
    fn vanishes(self) -> bool {
        self.value.vanishes() && self.tangents.iter().all(|tangent| tangent.vanishes())
    }
    #[inline]
    fn is_settled(self) -> bool {
        self.value.is_settled() && self.tangents.iter().all(|tangent| tangent.is_settled())
    }
    #[inline(always)]
    fn linear(self, f: impl Fn(T::Base) -> T::Base, slope: T::Base) -> Self {
        self.each(self.value.linear(f, slope), |tangent| tangent.times_base(slope))
    }
    fn plain_product(a: &[T::Base], b: &[Self], c: &mut [Self], sizes: [usize; 3]) {
        plain_product::plain_product(a, b, c, sizes);
    }
    #[inline(always)]
    fn apply<F: Elementary>(self, f: &F) -> Self {
        let value = self.value.apply(f);
        self.chain(value, f.slope(self.value, value))
    }
    /// The values many at a time where there are vector functions for them, and the tangents by their slopes.
    #[inline]
    fn apply_each<F: Elementary>(numbers: &mut [Self], f: &F) {
        const BLOCK: usize = 32;
        for numbers in numbers.chunks_mut(BLOCK) {
            let mut values = [T::ZERO; BLOCK];
            let values = &mut values[..numbers.len()];
            values.iter_mut().zip(&*numbers).for_each(|(value, x)| *value = x.value);
            T::apply_each(values, f);
            for (x, &value) in numbers.iter_mut().zip(&*values) {
                *x = x.chain(value, f.slope(x.value, value));
            }
        }
    }
    #[inline]
    fn apply_pair<F: ElementaryPair>(self, other: Self, f: &F) -> Self {
        let value = self.value.apply_pair(other.value, f);
        let (by_self, by_other) = f.slopes(self.value, other.value, value);
        self.join(other, value, |a, b| a.times_slope(by_self) + b.times_slope(by_other))
    }
}
