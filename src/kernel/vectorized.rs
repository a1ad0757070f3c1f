//! Functions that vector registers compute for many numbers at a time.

use crate::kernel::simd;

/// A float for which the processor's vector registers compute some functions of whole slices, where it has them (the feature
/// `simd`).
///
/// ```
/// use wengert::Vectorized;
///
/// let mut numbers = [0.0; 100];
/// if !f64::exp_each(&mut numbers) {
///     numbers.iter_mut().for_each(|x| *x = x.exp());
/// }
/// assert_eq!(numbers, [1.0; 100]);
/// ```
pub trait Vectorized: Sized {
    /// Replaces each number by its exponential, or says that it must be done one by one.
    fn exp_each(numbers: &mut [Self]) -> bool;
    /// Replaces each number by its hyperbolic tangent, or says that it must be done one by one.
    fn tanh_each(numbers: &mut [Self]) -> bool;
    /// Replaces each number by 1/(1 + e⁻ˣ), or says that it must be done one by one.
    fn sigmoid_each(numbers: &mut [Self]) -> bool;
}

/// The expansion of `vectorized!(f32)` is the impl below with `f32` for `$t`.
macro_rules! vectorized {
    ($($t:ty)*) => { $(
        impl Vectorized for $t {
            fn exp_each(numbers: &mut [$t]) -> bool {
                simd::exp(numbers)
            }
            fn tanh_each(numbers: &mut [$t]) -> bool {
                simd::tanh(numbers)
            }
            fn sigmoid_each(numbers: &mut [$t]) -> bool {
                simd::sigmoid(numbers)
            }
        }
    )* };
}
vectorized!(f32 f64);
