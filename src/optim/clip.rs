//! Clipping a gradient by its norm.

use crate::kernel::total;
use crate::number::{Float, has_all_digits};
use crate::optim::require_not_negative;
use crate::tape::Buffers;
use crate::tensor::ParametersMut;
use crate::transform::Held;
use num_traits::Float as _;

/// Shortens a gradient that is longer than `longest`, in place, and gives the length that it had.
///
/// The length is the Euclidean norm over all tensors together, exact also where squares overflow. As PyTorch's
/// `clip_grad_norm_` does, it multiplies by min(1, longest / (norm + 10⁻⁶)). A gradient that is not finite stays so; the
/// length that is returned tells.
///
/// # Panics
/// Where `longest` is negative.
///
/// ```
/// use wengert::{optim::clip_norm, tensor};
///
/// let mut gradient = (tensor([3.0, 0.0]), tensor(4.0));
/// assert_eq!(clip_norm(&mut gradient, 10.0), 5.0);
/// assert_eq!(gradient, (tensor([3.0, 0.0]), tensor(4.0)));
/// clip_norm(&mut gradient, 1.0);
/// assert!((gradient.1 - 0.8).abs() < 1e-6);
/// ```
pub fn clip_norm<P: ParametersMut>(gradient: &mut P, longest: P::Number) -> P::Number {
    let norm = norm(gradient.leaves());
    if let Some(factor) = factor(norm, longest) {
        (0..P::LEAVES).for_each(|leaf| scale(gradient.leaf_mut(leaf), factor));
    }
    norm
}

/// The same for the gradient of parameters on a tape, where it lies. See [`clip_norm`], which adds the squares tensor by
/// tensor: the last bit of the norm may differ.
///
/// # Panics
/// Where `longest` is negative.
///
/// ```
/// use wengert::{Tape, optim::clip_norm_held, tensor};
///
/// let (mut tape, mut x) = (Tape::new(), tensor([1.5, 2.0]));
/// let mut held = tape.hold(&mut x);
/// held.value_and_grad(|x| (x * x).sum());
/// assert_eq!(clip_norm_held(&mut held, 2.5), 5.0);
/// let shortened: &[f64] = held.gradient();
/// assert!((shortened[0] - 1.5).abs() < 1e-6);
/// ```
pub fn clip_norm_held<T: Float, B: Buffers<T>, P: ParametersMut<Number = T>>(
    parameters: &mut Held<'_, T, B, P>,
    longest: T,
) -> T {
    let gradient = parameters.gradient();
    let norm = norm(core::iter::once(&*gradient));
    if let Some(factor) = factor(norm, longest) {
        scale(gradient, factor);
    }
    norm
}

/// By how much a gradient of this norm is shortened, if it is.
#[track_caller]
fn factor<T: Float>(norm: T, longest: T) -> Option<T> {
    require_not_negative(longest, "the longest that a gradient may be is not negative");
    let factor = longest / (norm + T::from_f64(1e-6));
    if factor >= T::ONE { None } else { Some(factor) }
}

fn scale<T: Float>(gradient: &mut [T], factor: T) {
    for g in gradient {
        *g = factor * *g;
    }
}

/// √Σx² over all leaves.
fn norm<'a, T: Float>(leaves: impl Iterator<Item = &'a [T]> + Clone) -> T {
    let squares = leaves.clone().fold(T::ZERO, |sum, leaf| sum + T::dot(leaf, leaf));
    let largest = leaves.clone().flatten().fold(T::ZERO.primal(), |largest, x| largest.max(x.primal().abs()));
    if has_all_digits(squares) || squares.primal().is_nan() || largest.is_infinite() {
        return squares.sqrt();
    }
    if largest == T::ZERO.primal() {
        return T::ZERO; // and a constant: √0 has no slope
    }
    // Too large or too small to be squared as they are.
    let unit = T::from_base(largest);
    let squares = |leaf: &[T]| total(leaf.iter().map(|&x| (x / unit) * (x / unit)));
    unit * leaves.fold(T::ZERO, |sum, leaf| sum + squares(leaf)).sqrt()
}
