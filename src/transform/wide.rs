//! Running a program in the widest vectors that the processor has.

/// Runs a closure in the widest vectors that the processor turns out to have, wider than those that the program is compiled
/// for: a build for every x86-64 has two lanes of `f64`, AVX-512 has eight.
///
/// The closure is compiled several times, and its version for the processor at hand is chosen when it runs, which takes a
/// nanosecond. What the compiler inlines into it is compiled so, what it calls is not. The transforms of forward mode are
/// inlined; functions and closures of yours are if they say `#[inline(always)]`. Without the feature `simd`, or where there
/// is nothing to choose, the closure just runs.
///
/// ```
/// use wengert::*;
///
/// #[inline(always)]
/// fn rosenbrock<E: Real, const N: usize>(x: &Vector<E, N>) -> Scalar<E> {
///     let mut sum = x.new_tensor(0.0);
///     for i in 1..N {
///         let (a, b) = (x.at([i - 1]), x.at([i]));
///         sum = sum + 100.0 * (b - a.square()).square() + (1.0 - a).square();
///     }
///     sum
/// }
///
/// let x = Vector::<f64, 20>::ones();
/// let slope = wide(
///     #[inline(always)]
///     || jacfwd(#[inline(always)] |x| rosenbrock(&x), &x),
/// );
/// assert_eq!(slope, Tensor::zeros());
/// ```
#[inline(always)]
pub fn wide<R>(f: impl FnOnce() -> R) -> R {
    crate::kernel::wide(f)
}
