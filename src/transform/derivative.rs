//! The derivative of a function of one number.

use crate::number::{Dual, Float};
use crate::tensor::{Scalar, Tensor};

/// The derivative of a function of one number, by forward accumulation.
///
/// ```
/// use wengert::derivative;
///
/// // (3x² − 4x)′ at 1
/// assert_eq!(derivative(|x| 3.0 * x * x - 4.0 * x, 1.0), 2.0);
/// ```
///
/// Derivatives nest. What an inner function takes from outside must be lifted into its mode, so that its derivative is
/// by its own variable only (without that, both would share one tangent: *perturbation confusion*):
///
/// ```
/// use wengert::*;
///
/// // d/dx (x · d/dy (x + y)) = 1
/// let outer = derivative(
///     |x: Scalar<Dual<f64, 1>>| {
///         let inner = derivative(|y| Tensor::from(Dual::constant(x.into_repr())) + y, Dual::constant(1.0));
///         x * Tensor::from(inner)
///     },
///     1.0,
/// );
/// assert_eq!(outer, 1.0);
/// ```
pub fn derivative<T: Float>(f: impl FnOnce(Scalar<Dual<T, 1>>) -> Scalar<Dual<T, 1>>, x: T) -> T {
    let [derivative] = f(Tensor(Dual::variable(x, 0))).0.tangents;
    derivative
}
