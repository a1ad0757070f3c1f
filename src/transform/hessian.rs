//! Second derivatives: forward over reverse accumulation.

use crate::number::{Dual, Float};
use crate::shape::{Concat, Join, Shape};
#[cfg(feature = "alloc")]
use crate::tape::Tape;
use crate::tape::{Buffers, Var, WengertList};
use crate::tensor::{Scalar, Tensor};
use crate::transform::jacfwd::{constants, seed};
#[cfg(feature = "alloc")]
use crate::transform::lanes::{LANES, LaneCount, lanes};

/// The Hessian of a scalar function of one tensor: all its second derivatives, by forward over reverse accumulation on a
/// tape of its own.
///
/// The gradient is computed on dual numbers, once for every [`LANES`] inputs. [`lanes`] chooses another number of lanes;
/// on a tape of yours, with or without a heap, it is [`WengertList::hessian`].
///
/// Shape: `(S → ()) → Concat<S, S>`.
///
/// ```
/// use wengert::*;
///
/// // x₀²·x₁
/// let hessian = hessian(|x| x.at([0]).square() * x.at([1]), &tensor([3.0, 5.0]));
/// assert_eq!(hessian, tensor([[10.0, 6.0], [6.0, 0.0]]));
/// ```
#[cfg(feature = "alloc")]
pub fn hessian<T: Float, S: Shape + Concat<S>>(
    f: impl for<'t> FnMut(Tensor<Var<'t, Dual<T, LANES>>, S>) -> Scalar<Var<'t, Dual<T, LANES>>>,
    at: &Tensor<T, S>,
) -> Tensor<T, Join<S, S>> {
    lanes::<LANES>().hessian(f, at)
}

/// The value, the gradient and the Hessian of a scalar function of one tensor: what a step of Newton's method takes. See
/// [`hessian`].
///
/// ```
/// use wengert::*;
///
/// let (y, slope, curvature) = value_grad_and_hessian(|x| (x * x * x).sum(), &tensor([1.0, 2.0]));
/// assert_eq!((y, slope), (9.0, tensor([3.0, 12.0])));
/// assert_eq!(curvature, tensor([[6.0, 0.0], [0.0, 12.0]]));
/// ```
#[cfg(feature = "alloc")]
pub fn value_grad_and_hessian<T: Float, S: Shape + Concat<S>>(
    f: impl for<'t> FnMut(Tensor<Var<'t, Dual<T, LANES>>, S>) -> Scalar<Var<'t, Dual<T, LANES>>>,
    at: &Tensor<T, S>,
) -> (T, Tensor<T, S>, Tensor<T, Join<S, S>>) {
    lanes::<LANES>().value_grad_and_hessian(f, at)
}

#[cfg(feature = "alloc")]
impl<const K: usize> LaneCount<K> {
    /// [`hessian`](crate::hessian) with this number of lanes.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(lanes::<1>().hessian(|x| x * x, &tensor(3.0)), 2.0);
    /// ```
    pub fn hessian<T: Float, S: Shape + Concat<S>>(
        self,
        f: impl for<'t> FnMut(Tensor<Var<'t, Dual<T, K>>, S>) -> Scalar<Var<'t, Dual<T, K>>>,
        at: &Tensor<T, S>,
    ) -> Tensor<T, Join<S, S>> {
        self.value_grad_and_hessian(f, at).2
    }

    /// [`value_grad_and_hessian`](crate::value_grad_and_hessian) with this number of lanes.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let (y, slope, curvature) = lanes::<1>().value_grad_and_hessian(|x| x * x, &tensor(3.0));
    /// assert_eq!((y, slope, curvature), (9.0, tensor(6.0), tensor(2.0)));
    /// ```
    pub fn value_grad_and_hessian<T: Float, S: Shape + Concat<S>>(
        self,
        f: impl for<'t> FnMut(Tensor<Var<'t, Dual<T, K>>, S>) -> Scalar<Var<'t, Dual<T, K>>>,
        at: &Tensor<T, S>,
    ) -> (T, Tensor<T, S>, Tensor<T, Join<S, S>>) {
        Tape::<Dual<T, K>>::new().value_grad_and_hessian(f, at)
    }
}

impl<T: Float, const K: usize, M: Buffers<Dual<T, K>>> WengertList<Dual<T, K>, M> {
    /// The Hessian of a scalar function of one tensor, on this tape of dual numbers: see [`hessian`](crate::hessian). The
    /// function runs ⌈n/K⌉ times for n inputs.
    ///
    /// # Panics
    /// Where a fixed tape is too small.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// // Without an allocator.
    /// let mut tape = FixedTape::<Dual<f64, 2>, 5, 2>::new();
    /// assert_eq!(tape.hessian(|x| (x * x).sum(), &tensor([1.0, 2.0])), tensor([[2.0, 0.0], [0.0, 2.0]]));
    /// ```
    pub fn hessian<S: Shape + Concat<S>>(
        &mut self,
        f: impl for<'t> FnMut(Tensor<Var<'t, Dual<T, K>, M>, S>) -> Scalar<Var<'t, Dual<T, K>, M>>,
        at: &Tensor<T, S>,
    ) -> Tensor<T, Join<S, S>> {
        self.value_grad_and_hessian(f, at).2
    }

    /// The value, the gradient and the Hessian of a scalar function of one tensor, on this tape of dual numbers.
    ///
    /// # Panics
    /// Where a fixed tape is too small.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let mut tape = Tape::<Dual<f64, 1>>::new();
    /// let (y, slope, curvature) = tape.value_grad_and_hessian(|x| x.exp(), &tensor(0.0));
    /// assert_eq!((y, slope, curvature), (1.0, tensor(1.0), tensor(1.0)));
    /// ```
    pub fn value_grad_and_hessian<S: Shape + Concat<S>>(
        &mut self,
        mut f: impl for<'t> FnMut(Tensor<Var<'t, Dual<T, K>, M>, S>) -> Scalar<Var<'t, Dual<T, K>, M>>,
        at: &Tensor<T, S>,
    ) -> (T, Tensor<T, S>, Tensor<T, Join<S, S>>) {
        let (mut value, mut gradient, mut hessian) = (T::FILLER, Tensor::full(T::FILLER), Tensor::full(T::FILLER));
        let mut x = constants::<T, S, K>(at);
        for first in (0..S::NUMEL).step_by(K) {
            let columns = first..S::NUMEL.min(first + K);
            seed(&mut x, columns.clone(), T::ONE);
            let (y, slope) = self.value_and_grad(&mut f, &x);
            seed(&mut x, columns.clone(), T::ZERO);
            value = y.value;
            // The matrix is symmetric: its columns are written as rows.
            let rows = hessian.as_mut_slice().chunks_exact_mut(S::NUMEL);
            for (lane, row) in rows.skip(first).take(columns.len()).enumerate() {
                for (entry, slope) in row.iter_mut().zip(slope.as_slice()) {
                    *entry = slope.tangents[lane];
                }
            }
            for (gradient, slope) in gradient.as_mut_slice().iter_mut().zip(slope.as_slice()) {
                *gradient = slope.value;
            }
        }
        (value, gradient, hessian)
    }
}
