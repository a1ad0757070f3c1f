//! The way back: adjoints from a result to the leaves.

use crate::number::Float;
use crate::shape::Shape;
use crate::tape::buffers::{Buffers, Slices};
use crate::tape::node::{Direction, Frame};
use crate::tape::var::Var;
use crate::tensor::Tensor;

/// A shape without axes: what `backward` starts from.
#[diagnostic::on_unimplemented(
    message = "`backward` starts from a scalar, but this tensor has the shape `{Self}`",
    label = "not a scalar",
    note = "reduce it first, as in `y.sum().backward()`, or weigh its elements: `y.backward_with(&seed)`"
)]
pub trait IsScalar: Shape {}

#[diagnostic::do_not_recommend]
impl IsScalar for () {}

impl<T: Float, B: Buffers<T>, S: Shape> Tensor<Var<'_, T, B>, S> {
    /// Adds the derivative of this scalar by every variable of the tape to that variable's gradient.
    ///
    /// A scalar that depends on no variable adds nothing.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let tape = Tape::new();
    /// let x = tape.var(&tensor([1.0, 2.0]));
    /// (x * x * x).sum().backward();
    /// assert_eq!(x.grad(), tensor([3.0, 12.0]));
    /// ```
    pub fn backward(&self)
    where
        S: IsScalar,
    {
        self.backward_with(&Tensor(S::splat(T::ONE)));
    }

    /// The same for the sum of this tensor's elements, each weighted by an element of `seed`: the vector–Jacobian product.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let tape = Tape::new();
    /// let x = tape.var(&tensor([1.0, 2.0]));
    /// (x * x).backward_with(&tensor([1.0, 10.0]));
    /// assert_eq!(x.grad(), tensor([2.0, 40.0]));
    /// ```
    pub fn backward_with(&self, seed: &Tensor<T, S>) {
        self.backward_from(seed.as_slice());
    }

    /// The same for a seed as a slice.
    pub(crate) fn backward_from(&self, seed: &[T]) {
        if !self.0.is_active() {
            return;
        }
        let mut list = self.0.tape().list_mut();
        let used = list.used;
        let end = self.0.at() + S::NUMEL;
        // Until the sweep has come through, adjoints may be left anywhere below.
        let (before, kept) = (list.touched, list.kept.min(end));
        list.touched = before.max(end);
        let Slices { values, adjoints, nodes, words } = list.buffers.slices();
        for (adjoint, &seed) in adjoints[self.0.at()..].iter_mut().zip(seed) {
            *adjoint = *adjoint + seed;
        }
        // Nodes are in the order of their results, and what came after this one has no adjoint.
        let last = nodes[..used.nodes].partition_point(|node| node.is_some_and(|node| node.out() < end));
        let mut frame = Frame { values, adjoints, words, direction: Direction::Backward };
        for node in nodes[..last].iter().rev().flatten() {
            node.step(&mut frame);
        }
        list.touched = before.max(kept);
    }
}
