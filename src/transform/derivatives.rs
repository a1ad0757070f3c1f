//! Derivatives of higher order by one number.

use crate::number::{Float, Jet};
use crate::tensor::{Scalar, Tensor};

/// The value of a function of one number and its derivatives of order 1 to `N`, by one run on truncated Taylor series.
///
/// `N` is inferred from the result, or written: `derivatives::<3, _>(f, x)`.
///
/// Where derivatives nest, what the inner function takes from outside must be lifted into its mode: see
/// [`derivative`](crate::derivative).
///
/// ```
/// use wengert::derivatives;
///
/// let (y, [first, second, third]) = derivatives(|x| x * x * x, 2.0);
/// assert_eq!((y, first, second, third), (8.0, 12.0, 12.0, 6.0));
///
/// // Every derivative of eˣ at 0 is 1.
/// let (_, all) = derivatives(|x| x.exp(), 0.0);
/// assert!(all.iter().all(|d: &f64| (d - 1.0).abs() < 1e-14));
/// # let _: [f64; 12] = all;
/// ```
pub fn derivatives<const N: usize, T: Float>(
    f: impl FnOnce(Scalar<Jet<T, N>>) -> Scalar<Jet<T, N>>,
    x: T,
) -> (T, [T; N]) {
    let y = f(Tensor(Jet::variable(x))).0;
    (y.value, y.derivatives())
}

/// The derivative of order `N` of a function of one number: the last of [`derivatives`].
///
/// Order 0 is the function itself.
///
/// ```
/// use wengert::nth_derivative;
///
/// // sin⁗ = sin
/// assert_eq!(nth_derivative::<4, _>(|x| x.sin(), 0.5), 0.5_f64.sin());
/// ```
pub fn nth_derivative<const N: usize, T: Float>(f: impl FnOnce(Scalar<Jet<T, N>>) -> Scalar<Jet<T, N>>, x: T) -> T {
    let (value, derivatives) = derivatives::<N, T>(f, x);
    derivatives.last().copied().unwrap_or(value)
}
