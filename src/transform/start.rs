//! What every reverse transform begins and ends with.

use crate::number::Float;
use crate::shape::Shape;
use crate::tape::{Buffers, Var, WengertList};
use crate::tensor::{Parameters, Tensor, TensorMap};

impl<T: Float, B: Buffers<T>> WengertList<T, B> {
    /// Clears the tape, makes the variables, and runs the function on them.
    ///
    /// # Panics
    /// Where the function returns a result of another tape.
    #[inline]
    pub(super) fn start<'t, V, S: Shape>(
        &'t mut self,
        variables: impl FnOnce(&'t Self) -> V,
        f: impl FnOnce(V) -> Tensor<Var<'t, T, B>, S>,
    ) -> (&'t Self, Tensor<Var<'t, T, B>, S>) {
        self.clear();
        let tape: &'t Self = self;
        let y = f(variables(tape));
        tape.require_result(&y);
        // What the function itself sent back is not part of its derivative.
        tape.zero_grad();
        (tape, y)
    }

    /// Stops the program where the result of a function lies on another tape than this.
    #[inline]
    pub(super) fn require_result<S: Shape>(&self, y: &Tensor<Var<'_, T, B>, S>) {
        assert!(
            core::ptr::eq(y.tape(), self),
            "the function must return a result on the tape that differentiates it, but it returned one of another tape"
        );
    }

    /// The gradients of the variables that were made first, in their structure.
    #[inline]
    pub(super) fn gradients<P: Parameters<Number = T>>(&self, at: &P) -> P::With<T> {
        at.map_tensors(&mut Gradients { tape: self, next: 0 })
    }
}

/// Reads the gradients of the leaves in the order in which they were made.
struct Gradients<'t, T: 'static, B> {
    tape: &'t WengertList<T, B>,
    next: usize,
}

impl<T: Float, B: Buffers<T>> TensorMap<T> for Gradients<'_, T, B> {
    type Number = T;
    fn map<S: Shape>(&mut self, _: &Tensor<T, S>) -> Tensor<T, S> {
        let at = self.next;
        self.next += S::NUMEL;
        self.tape.leaf_gradient(at)
    }
}
