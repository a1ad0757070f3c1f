//! Clipping a gradient by its norm.

use crate::kernel::total;
use crate::number::Float;
use crate::optim::require_not_negative;
use crate::tensor::ParametersMut;
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
    require_not_negative(longest, "the longest that a gradient may be is not negative");
    let norm = norm(gradient);
    let factor = longest / (norm + P::Number::from_f64(1e-6));
    if factor >= P::Number::from_f64(1.0) {
        return norm;
    }
    for leaf in 0..P::LEAVES {
        for g in gradient.leaf_mut(leaf) {
            *g = factor * *g;
        }
    }
    norm
}

/// √Σx² over all leaves.
fn norm<P: ParametersMut>(structure: &P) -> P::Number {
    use crate::kernel::Semiring as _;
    let zero = P::Number::ZERO;
    let squares = structure.leaves().fold(zero, |sum, leaf| sum + P::Number::dot(leaf, leaf));
    let largest = structure.leaves().flatten().fold(zero.primal(), |largest, x| largest.max(x.primal().abs()));
    if squares.primal().is_normal() || squares.primal().is_nan() || largest.is_infinite() {
        return squares.sqrt();
    }
    if largest == zero.primal() {
        return zero; // and a constant: √0 has no slope
    }
    // Too large or too small to be squared as they are.
    let unit = P::Number::from_base(largest);
    let squares = |leaf: &[P::Number]| total(leaf.iter().map(|&x| (x / unit) * (x / unit)));
    unit * structure.leaves().fold(zero, |sum, leaf| sum + squares(leaf)).sqrt()
}
