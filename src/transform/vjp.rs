//! The vector–Jacobian product, by reverse accumulation.

use crate::number::Float;
use crate::shape::Shape;
#[cfg(feature = "alloc")]
use crate::tape::Tape;
use crate::tape::{Buffers, Var, WengertList};
use crate::tensor::{Parameters, Tensor};

/// The value of a function of one tensor and its vector–Jacobian product: the gradient of the sum of its results, each
/// weighted by an element of the cotangent. On a tape of its own; of several tensors it is [`WengertList::vjp`].
///
/// Shape: `(A → B), A, B → (B, A)`.
///
/// ```
/// use wengert::*;
///
/// let (y, dx) = vjp(|x| x * x, &tensor([1.0, 2.0]), &tensor([1.0, 10.0]));
/// assert_eq!((y, dx), (tensor([1.0, 4.0]), tensor([2.0, 40.0])));
/// ```
#[cfg(feature = "alloc")]
pub fn vjp<T: Float, A: Shape, B: Shape>(
    f: impl for<'t> FnOnce(Tensor<Var<'t, T>, A>) -> Tensor<Var<'t, T>, B>,
    at: &Tensor<T, A>,
    cotangent: &Tensor<T, B>,
) -> (Tensor<T, B>, Tensor<T, A>) {
    Tape::new().vjp(f, at, cotangent)
}

impl<T: Float, M: Buffers<T>> WengertList<T, M> {
    /// The value of a function of any [`Parameters`] and its vector–Jacobian product: the gradient of the sum of its
    /// results, each weighted by an element of the cotangent.
    ///
    /// # Panics
    /// Where a fixed tape is too small.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let (w, x) = (tensor([[1.0, 2.0], [3.0, 4.0]]), tensor([1.0, -1.0]));
    /// let mut tape = Tape::new();
    /// let (y, (dw, dx)) = tape.vjp(|(w, x)| w.mv(&x), &(w, x), &tensor([1.0, 0.0]));
    /// assert_eq!(y, tensor([-1.0, -1.0]));
    /// assert_eq!((dw, dx), (tensor([[1.0, -1.0], [0.0, 0.0]]), tensor([1.0, 2.0])));
    /// ```
    pub fn vjp<'t, P: Parameters<Number = T>, B: Shape>(
        &'t mut self,
        f: impl FnOnce(P::With<Var<'t, T, M>>) -> Tensor<Var<'t, T, M>, B>,
        at: &P,
        cotangent: &Tensor<T, B>,
    ) -> (Tensor<T, B>, P::With<T>) {
        let (tape, y) = self.start(|tape| tape.var(at), f);
        y.backward_with(cotangent);
        (y.numbers(), tape.gradients(at))
    }
}
