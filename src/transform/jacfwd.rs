//! Jacobians by forward accumulation.

use crate::number::{Dual, Float, Stored};
use crate::shape::{Concat, Join, Shape};
use crate::tensor::Tensor;
use crate::transform::lanes::{LANES, LaneCount, lanes};

/// The Jacobian of a function of one tensor by forward accumulation: the derivative of every result by every input.
///
/// The function runs once for every [`LANES`] inputs, in memory that does not grow with the length of the program:
/// cheaper than [`jacrev`](crate::jacrev) where there are no more inputs than results, or few of them. [`lanes`] chooses
/// another number of lanes, [`value_and_jacfwd`] gives the value too.
///
/// Where derivatives nest, what the inner function takes from outside must be lifted into its mode: see
/// [`derivative`](crate::derivative).
///
/// Shape: `(A → B) → Concat<B, A>`: the axes of the result, then those of the input.
///
/// ```
/// use wengert::*;
///
/// // Polar to Cartesian coordinates.
/// let jacobian = jacfwd(
///     |x| {
///         let (r, angle) = (x.at([0]), x.at([1]));
///         stack([r * angle.cos(), r * angle.sin()])
///     },
///     &tensor([2.0, 0.0]),
/// );
/// assert_eq!(jacobian, tensor([[1.0, 0.0], [0.0, 2.0]]));
/// ```
#[cfg_attr(all(feature = "simd", not(debug_assertions)), inline(always))]
pub fn jacfwd<T: Float, A: Shape, B: Shape + Concat<A>>(
    f: impl FnMut(Tensor<Dual<T, LANES>, A>) -> Tensor<Dual<T, LANES>, B>,
    at: &Tensor<T, A>,
) -> Tensor<T, Join<B, A>> {
    lanes::<LANES>().jacfwd(f, at)
}

/// The value of a function and its Jacobian by forward accumulation: see [`jacfwd`].
///
/// ```
/// use wengert::*;
///
/// let (y, jacobian) = value_and_jacfwd(|x| x * x, &tensor([3.0, 4.0]));
/// assert_eq!((y, jacobian), (tensor([9.0, 16.0]), tensor([[6.0, 0.0], [0.0, 8.0]])));
/// ```
#[cfg_attr(all(feature = "simd", not(debug_assertions)), inline(always))]
pub fn value_and_jacfwd<T: Float, A: Shape, B: Shape + Concat<A>>(
    f: impl FnMut(Tensor<Dual<T, LANES>, A>) -> Tensor<Dual<T, LANES>, B>,
    at: &Tensor<T, A>,
) -> (Tensor<T, B>, Tensor<T, Join<B, A>>) {
    lanes::<LANES>().value_and_jacfwd(f, at)
}

impl<const K: usize> LaneCount<K> {
    /// [`jacfwd`](crate::jacfwd) with this number of lanes.
    ///
    /// ```
    /// use wengert::{lanes, tensor};
    ///
    /// assert_eq!(lanes::<1>().jacfwd(|x| 2.0 * x, &tensor([3.0])), tensor([[2.0]]));
    /// ```
    #[cfg_attr(all(feature = "simd", not(debug_assertions)), inline(always))]
    pub fn jacfwd<T: Float, A: Shape, B: Shape + Concat<A>>(
        self,
        f: impl FnMut(Tensor<Dual<T, K>, A>) -> Tensor<Dual<T, K>, B>,
        at: &Tensor<T, A>,
    ) -> Tensor<T, Join<B, A>> {
        self.value_and_jacfwd(f, at).1
    }

    /// [`value_and_jacfwd`](crate::value_and_jacfwd) with this number of lanes.
    ///
    /// ```
    /// use wengert::{lanes, tensor};
    ///
    /// let (y, slope) = lanes::<1>().value_and_jacfwd(|x| x * x, &tensor(3.0));
    /// assert_eq!((y, slope), (tensor(9.0), tensor(6.0)));
    /// ```
    #[cfg_attr(all(feature = "simd", not(debug_assertions)), inline(always))]
    pub fn value_and_jacfwd<T: Float, A: Shape, B: Shape + Concat<A>>(
        self,
        mut f: impl FnMut(Tensor<Dual<T, K>, A>) -> Tensor<Dual<T, K>, B>,
        at: &Tensor<T, A>,
    ) -> (Tensor<T, B>, Tensor<T, Join<B, A>>) {
        let (mut value, mut jacobian) = (Tensor::full(T::FILLER), Tensor::full(T::FILLER));
        let mut x = constants(at);
        for first in (0..A::NUMEL).step_by(K) {
            let columns = first..A::NUMEL.min(first + K);
            seed(&mut x, columns.clone(), T::ONE);
            let y = f(x);
            seed(&mut x, columns.clone(), T::ZERO);
            let rows = jacobian.as_mut_slice().chunks_exact_mut(A::NUMEL);
            for ((value, row), y) in value.as_mut_slice().iter_mut().zip(rows).zip(y.as_slice()) {
                *value = y.value;
                row[columns.clone()].copy_from_slice(&y.tangents[..columns.len()]);
            }
        }
        (value, jacobian)
    }
}

/// A tensor as dual numbers without tangents.
#[cfg_attr(all(feature = "simd", not(debug_assertions)), inline(always))]
pub(super) fn constants<T: Float, S: Shape, const K: usize>(at: &Tensor<T, S>) -> Tensor<Dual<T, K>, S> {
    let mut x = Tensor::full(Dual::FILLER);
    for (x, &at) in x.as_mut_slice().iter_mut().zip(at.as_slice()) {
        x.value = at;
    }
    x
}

/// Makes the numbers of a range, at most `K`, variables, one in each lane: with the tangent 1. With 0 they are constants
/// again.
#[cfg_attr(all(feature = "simd", not(debug_assertions)), inline(always))]
pub(super) fn seed<T: Float, S: Shape, const K: usize>(
    x: &mut Tensor<Dual<T, K>, S>,
    variables: core::ops::Range<usize>,
    tangent: T,
) {
    for (lane, x) in x.as_mut_slice()[variables].iter_mut().enumerate() {
        x.tangents[lane] = tangent;
    }
}
