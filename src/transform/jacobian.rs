//! Jacobians by whichever accumulation is cheaper.

use crate::number::Float;
use crate::shape::{Concat, Join, Shape};
#[cfg(feature = "alloc")]
use crate::tape::Tape;
use crate::tape::{Buffers, WengertList};
use crate::tensor::Tensor;
use crate::transform::lanes::LANES;
use crate::transform::{Function, jacfwd};

/// The Jacobian of a function of one tensor by whichever accumulation is cheaper, on a tape of its own if it is reverse:
/// forward where there are at most [`LANES`] times as many inputs as results. The compiler compares the shapes.
///
/// The function must run in both modes, so it is a [`Function`]: [`function!`](crate::function) writes one.
///
/// Shape: `(A → B) → Concat<B, A>`: the axes of the result, then those of the input.
///
/// ```
/// use wengert::*;
///
/// let f = function!(|x: (Const<2>,)| -> (Const<3>,) { stack([x.sum(), x.prod(), x.at([0])]) });
/// assert_eq!(jacobian(&f, &tensor([2.0, 3.0])), tensor([[1.0, 1.0], [3.0, 2.0], [1.0, 0.0]]));
/// ```
#[cfg(feature = "alloc")]
pub fn jacobian<T: Float, A: Shape, B: Shape + Concat<A>, F: Function<Tensor<T, A>, B>>(
    f: &F,
    at: &Tensor<T, A>,
) -> Tensor<T, Join<B, A>> {
    Tape::new().jacobian(f, at)
}

impl<T: Float, M: Buffers<T>> WengertList<T, M> {
    /// The Jacobian of a function of one tensor by whichever accumulation is cheaper; if it is reverse, on this tape. See
    /// [`jacobian`](crate::jacobian).
    ///
    /// # Panics
    /// Where reverse accumulation is cheaper and a fixed tape is too small for it.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// // As many results as inputs: forward, and the tape stays empty.
    /// let mut tape = FixedTape::<f64, 0, 0>::new();
    /// let f = function!(|x: (Const<2>,)| -> (Const<2>,) { x * x });
    /// assert_eq!(tape.jacobian(&f, &tensor([1.0, 2.0])), tensor([[2.0, 0.0], [0.0, 4.0]]));
    /// ```
    pub fn jacobian<A: Shape, B: Shape + Concat<A>, F: Function<Tensor<T, A>, B>>(
        &mut self,
        f: &F,
        at: &Tensor<T, A>,
    ) -> Tensor<T, Join<B, A>> {
        if const { A::NUMEL.div_ceil(LANES) <= B::NUMEL } {
            jacfwd(|x| f.call(x), at)
        } else {
            self.jacrev(|x| f.call(x), at)
        }
    }
}
