//! Functions that vector registers compute for many numbers at a time.

use crate::kernel::simd;

/// A function that vector registers compute for many numbers at a time: see [`Vectorized`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum VectorFunction {
    /// eˣ.
    Exp,
    /// ln(1 + x).
    Ln1p,
    /// 1/(1 + e⁻ˣ).
    Sigmoid,
    /// tanh x.
    Tanh,
}

/// A float for which the processor's vector registers compute some functions of whole slices, where it has them (the feature
/// `simd`).
///
/// ```
/// use wengert::{VectorFunction, Vectorized};
///
/// let mut numbers = [0.0; 100];
/// if !f64::each(VectorFunction::Exp, &mut numbers) {
///     numbers.iter_mut().for_each(|x| *x = x.exp());
/// }
/// assert_eq!(numbers, [1.0; 100]);
/// ```
pub trait Vectorized: Sized {
    /// Replaces each number by the function of it, or says that it must be done one by one.
    fn each(function: VectorFunction, numbers: &mut [Self]) -> bool;
}

/// The expansion of `vectorized!(f32)` is the impl below with `f32` for `$t`.
macro_rules! vectorized {
    ($($t:ty)*) => { $(
        impl Vectorized for $t {
            fn each(function: VectorFunction, numbers: &mut [$t]) -> bool {
                simd::each(function, numbers)
            }
        }
    )* };
}
vectorized!(f32 f64);
