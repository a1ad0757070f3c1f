//! What the special functions share: they are known in double precision only.

use crate::number::Primitive;

/// f(x), computed in double precision and rounded to the type of `x`.
#[inline]
pub(crate) fn in_double<T: Primitive>(x: T, f: impl Fn(f64) -> f64) -> T {
    T::from_f64(f(x.to_f64().unwrap_or(f64::NAN)))
}
