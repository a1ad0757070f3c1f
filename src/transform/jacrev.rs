//! Jacobians by reverse accumulation.

use crate::number::Float;
use crate::shape::{Concat, Join, Shape};
#[cfg(feature = "alloc")]
use crate::tape::Tape;
use crate::tape::{Buffers, Var, WengertList};
use crate::tensor::Tensor;

/// The Jacobian of a function of one tensor by reverse accumulation, on a tape of its own: the derivative of every result
/// by every input.
///
/// The function runs once, and the tape is swept once for each result: cheaper than [`jacfwd`](crate::jacfwd) where there
/// are many more inputs than results.
///
/// Shape: `(A → B) → Concat<B, A>`: the axes of the result, then those of the input.
///
/// ```
/// use wengert::*;
///
/// let jacobian = jacrev(|x| x.cumsum(), &tensor([1.0, 2.0, 3.0]));
/// assert_eq!(jacobian, tensor([[1.0, 0.0, 0.0], [1.0, 1.0, 0.0], [1.0, 1.0, 1.0]]));
/// ```
#[cfg(feature = "alloc")]
pub fn jacrev<T: Float, A: Shape, B: Shape + Concat<A>>(
    f: impl for<'t> FnOnce(Tensor<Var<'t, T>, A>) -> Tensor<Var<'t, T>, B>,
    at: &Tensor<T, A>,
) -> Tensor<T, Join<B, A>> {
    Tape::new().jacrev(f, at)
}

impl<T: Float, M: Buffers<T>> WengertList<T, M> {
    /// The Jacobian of a function of one tensor, by reverse accumulation on this tape: see [`jacrev`](crate::jacrev).
    ///
    /// # Panics
    /// Where a fixed tape is too small.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let mut tape = FixedTape::<f64, 6, 1>::new();
    /// assert_eq!(tape.jacrev(|x| x * x, &tensor([1.0, 2.0])), tensor([[2.0, 0.0], [0.0, 4.0]]));
    /// ```
    pub fn jacrev<'t, A: Shape, B: Shape + Concat<A>>(
        &'t mut self,
        f: impl FnOnce(Tensor<Var<'t, T, M>, A>) -> Tensor<Var<'t, T, M>, B>,
        at: &Tensor<T, A>,
    ) -> Tensor<T, Join<B, A>> {
        self.value_and_jacrev(f, at).1
    }

    /// The value of a function and its Jacobian, by reverse accumulation on this tape.
    ///
    /// # Panics
    /// Where a fixed tape is too small.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let mut tape = Tape::new();
    /// let (y, jacobian) = tape.value_and_jacrev(|x| x * x, &tensor([1.0, 2.0]));
    /// assert_eq!((y, jacobian), (tensor([1.0, 4.0]), tensor([[2.0, 0.0], [0.0, 4.0]])));
    /// ```
    pub fn value_and_jacrev<'t, A: Shape, B: Shape + Concat<A>>(
        &'t mut self,
        f: impl FnOnce(Tensor<Var<'t, T, M>, A>) -> Tensor<Var<'t, T, M>, B>,
        at: &Tensor<T, A>,
    ) -> (Tensor<T, B>, Tensor<T, Join<B, A>>) {
        let (tape, y) = self.start(|tape| tape.var(at), f);
        let mut jacobian = Tensor::full(T::FILLER);
        for (i, row) in jacobian.as_mut_slice().chunks_exact_mut(A::NUMEL).enumerate() {
            y.at(B::index_of(i)).backward();
            tape.take_gradient(0, row);
        }
        (y.numbers(), jacobian)
    }
}
