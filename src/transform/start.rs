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

    /// The variables that were made first, in the structure that they were made of.
    #[inline]
    pub(super) fn first_variables<P: Parameters<Number = T>>(&self, made_of: &P) -> P::With<Var<'_, T, B>> {
        made_of.map_tensors(&mut Variables { tape: self, next: 0 })
    }

    /// Their gradients.
    #[inline]
    pub(super) fn gradients<P: Parameters<Number = T>>(&self, at: &P) -> P::With<T> {
        at.map_tensors(&mut Gradients(Variables { tape: self, next: 0 }))
    }
}

/// Variables in the order in which they were made. Of the structure that they were made of only the shapes count.
struct Variables<'t, T: 'static, B> {
    tape: &'t WengertList<T, B>,
    next: usize,
}

impl<'t, T: Float, B: Buffers<T>> TensorMap<Var<'t, T, B>> for Variables<'t, T, B> {
    type Number = T;
    #[inline]
    fn map<S: Shape>(&mut self, _: &Tensor<T, S>) -> Tensor<Var<'t, T, B>, S> {
        let at = self.next;
        self.next += S::NUMEL;
        self.tape.variable_at(at)
    }
}

/// The gradients of these variables.
struct Gradients<'t, T: 'static, B>(Variables<'t, T, B>);

impl<T: Float, B: Buffers<T>> TensorMap<T> for Gradients<'_, T, B> {
    type Number = T;
    fn map<S: Shape>(&mut self, x: &Tensor<T, S>) -> Tensor<T, S> {
        self.0.map(x).grad()
    }
}
