//! Real numbers: `f32`, `f64`, and dual numbers over them to any order.

use crate::kernel::{BLOCK, Semiring, Vectorized};
use crate::number::{Elementary, ElementaryPair, Ring};

/// A real number that operations compute on: `f32`, `f64`, or a [`Dual`](crate::Dual) over one of these.
///
/// All of num-traits' `Float` is there (`x.exp()`, `x.powi(3)`, `x.max(y)`), with the chain rule built in for duals.
///
/// ```
/// use wengert::{Dual, Float};
///
/// fn area<T: Float>(radius: T) -> T { T::from_f64(3.0) * radius.powi(2) }
///
/// assert_eq!(area(2.0), 12.0);
/// assert_eq!(area(Dual::<f64, 1>::variable(2.0, 0)).tangents, [12.0]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a real number",
    label = "this needs f32, f64 or a dual number",
    note = "integers and bool have no derivatives; `x.cast::<f64>()` makes floats of them",
    note = "`derivative` is by one number; by a tensor it is `jvp` (in a direction) or `grad`",
    note = "a variable of a tape is no number: reverse over reverse does not exist, second derivatives are `hessian`, `hvp`, or `jacfwd` over `grad`"
)]
pub trait Float: Ring + num_traits::Float {
    /// The plain number at the bottom: `f64` for `Dual<Dual<f64, 1>, 4>`.
    type Base: Primitive;
    /// The highest order of derivatives that a number carries: 0 for `f64`, 1 more for each level of `Dual`, `N` more for
    /// `Jet<_, N>`.
    const ORDER: usize;
    /// A constant: all tangents zero.
    fn from_base(base: Self::Base) -> Self;
    /// A constant from a literal; rounded for `f32`.
    fn from_f64(literal: f64) -> Self;
    /// The plain value, without tangents.
    fn primal(self) -> Self::Base;
    /// Exactly zero, in value and all tangents: what contributes nothing to a gradient of any order.
    fn vanishes(self) -> bool;
    /// Finite, in value and all tangents.
    fn is_settled(self) -> bool;
    /// f(self), with the chain rule.
    #[must_use]
    fn apply<F: Elementary>(self, f: &F) -> Self;
    /// f(self, other), with the chain rule.
    #[must_use]
    fn apply_pair<F: ElementaryPair>(self, other: Self, f: &F) -> Self;
    /// f of each number of a slice, in place: the same as one by one, but plain floats may go many at a time.
    #[inline]
    fn apply_each<F: Elementary>(numbers: &mut [Self], f: &F) {
        for number in numbers {
            *number = number.apply(f);
        }
    }
    /// c += a · b, with plain numbers a, m×k, beside b, k×n, and c, m×n.
    ///
    /// ```
    /// use wengert::{Dual, Float};
    ///
    /// let mut c = [Dual::<f64, 1>::constant(0.0)];
    /// Dual::plain_product(&[2.0, 3.0], &[Dual::variable(5.0, 0), Dual::constant(7.0)], &mut c, [1, 2, 1]);
    /// assert_eq!((c[0].value, c[0].tangents), (31.0, [2.0]));
    /// ```
    #[inline]
    fn plain_product(a: &[Self::Base], b: &[Self], c: &mut [Self], [m, k, n]: [usize; 3]) {
        let (a, b, c) = (&a[..m * k], &b[..k * n], &mut c[..m * n]);
        for (i, row) in a.chunks_exact(k).take(m).enumerate() {
            for j in 0..n {
                // In blocks, so that a long sum does not lose its last terms.
                for (from, factors) in (0..k).step_by(BLOCK).zip(row.chunks(BLOCK)) {
                    let sum = factors.iter().enumerate().fold(Self::ZERO, |sum, (p, &factor)| {
                        sum + b[(from + p) * n + j].linear(|x| x * factor, factor)
                    });
                    c[i * n + j] = c[i * n + j] + sum;
                }
            }
        }
    }
    /// f(self), where the slope of f is the same everywhere: beside a constant, a sum or a product takes less than between
    /// two numbers.
    ///
    /// ```
    /// use wengert::{Dual, Float};
    ///
    /// let x = Dual::<f64, 1>::variable(3.0, 0).linear(|x| 2.0 * x + 1.0, 2.0);
    /// assert_eq!((x.value, x.tangents), (7.0, [2.0]));
    /// ```
    #[must_use]
    fn linear(self, f: impl Fn(Self::Base) -> Self::Base, slope: Self::Base) -> Self;
    /// self · factor, where zero stays zero even if the factor is infinite.
    #[must_use]
    #[inline(always)]
    fn times_base(self, factor: Self::Base) -> Self {
        if factor.is_settled() {
            self.linear(|x| x * factor, factor)
        } else {
            self.times_slope(Self::from_base(factor))
        }
    }
    /// self · slope, where zero stays zero even if the slope is infinite: what is not there has no influence.
    #[must_use]
    #[inline]
    fn times_slope(self, slope: Self) -> Self {
        if self.vanishes() { self } else { self * slope }
    }
}

/// A plain float: `f32` or `f64`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a plain float",
    label = "this needs f32 or f64",
    note = "`data.mm_lifted(&w)` has plain data on the left, and a tensor in any mode on the right; `w.mm(&w.lift(data))` has them on the right",
    note = "integers become floats by `x.cast::<f64>()`"
)]
pub trait Primitive: Float<Base = Self> + Vectorized + core::fmt::Display + core::fmt::LowerExp + Send + Sync {}

/// The expansion of `primitive!(f32)` is the impl below with `f32` for `$t`.
macro_rules! primitive {
    ($($t:ty)*) => { $(
        impl Primitive for $t {}
        #[diagnostic::do_not_recommend]
        impl Float for $t {
            type Base = $t;
            const ORDER: usize = 0;
            #[inline(always)]
            fn from_base(base: $t) -> $t {
                base
            }
            #[inline(always)]
            #[expect(clippy::allow_attributes, reason = "f64 as f64 needs no allowance, f64 as f32 does")]
            #[allow(clippy::cast_possible_truncation, reason = "a literal is rounded to the tensor's type")]
            fn from_f64(literal: f64) -> $t {
                literal as $t
            }
            #[inline(always)]
            fn primal(self) -> $t {
                self
            }
            #[inline(always)]
            fn vanishes(self) -> bool {
                self == 0.0
            }
            #[inline(always)]
            fn is_settled(self) -> bool {
                self.is_finite()
            }
            #[inline(always)]
            fn linear(self, f: impl Fn($t) -> $t, _: $t) -> $t {
                f(self)
            }
            #[inline(always)]
            fn plain_product(a: &[$t], b: &[$t], c: &mut [$t], sizes: [usize; 3]) {
                <$t as Semiring>::product(a, b, c, sizes);
            }
            #[inline(always)]
            fn apply<F: Elementary>(self, f: &F) -> $t {
                f.value(self)
            }
            #[inline(always)]
            fn apply_pair<F: ElementaryPair>(self, other: $t, f: &F) -> $t {
                f.value(self, other)
            }
            #[inline]
            fn apply_each<F: Elementary>(numbers: &mut [$t], f: &F) {
                if !F::VECTORIZED.is_some_and(|function| Self::each(function, numbers)) {
                    for number in numbers {
                        *number = f.value(*number);
                    }
                }
            }
        }
    )* };
}
primitive!(f32 f64);

/// Whether a sum of squares has all its digits: none of them was too large, and what they lost where they were too small for
/// a number with all its digits is less than rounding takes from the sum, however many there are.
pub(crate) fn has_all_digits<T: Float>(squares: T) -> bool {
    use num_traits::Float as _;
    let (squares, least) = (squares.primal(), T::Base::min_positive_value() / T::Base::epsilon());
    least <= squares && squares.is_finite()
}
