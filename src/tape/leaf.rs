//! Leaves: variables and constants, and how structures of plain tensors become them.

use crate::number::Float;
use crate::shape::Shape;
use crate::tape::buffers::Buffers;
use crate::tape::tape::WengertList;
use crate::tape::var::{Slot, Var};
use crate::tensor::{Parameters, Tensor, TensorMap};

impl<T: Float, B: Buffers<T>> WengertList<T, B> {
    /// A variable with this value: a leaf, by which `backward` differentiates. A structure of tensors becomes a
    /// structure of variables.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let tape = Tape::new();
    /// let (w, b) = tape.var(&(tensor([1.0, 2.0]), tensor(3.0)));
    /// (w * b).sum().backward();
    /// assert_eq!((w.grad(), b.grad()), (tensor([3.0, 3.0]), tensor(3.0)));
    /// ```
    #[inline]
    pub fn var<P: Parameters<Number = T>>(&self, value: &P) -> P::With<Var<'_, T, B>> {
        value.map_tensors(&mut Leaves { tape: self, active: true })
    }

    /// A constant with this value: it takes part in operations and has no derivative. What depends on constants only is
    /// not recorded.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let tape = Tape::new();
    /// let (x, c) = (tape.var(&tensor(2.0)), tape.constant(&tensor(5.0)));
    /// let y = c.exp() * x;
    /// y.backward();
    /// assert_eq!(x.grad(), 5_f64.exp());
    /// assert_eq!(tape.usage().nodes, 1);
    /// ```
    #[inline]
    pub fn constant<P: Parameters<Number = T>>(&self, value: &P) -> P::With<Var<'_, T, B>> {
        value.map_tensors(&mut Leaves { tape: self, active: false })
    }
}

/// Structures of plain tensors onto the tape.
struct Leaves<'t, T: 'static, B> {
    tape: &'t WengertList<T, B>,
    active: bool,
}

impl<'t, T: Float, B: Buffers<T>> TensorMap<Var<'t, T, B>> for Leaves<'t, T, B> {
    type Number = T;
    #[inline]
    fn map<S: Shape>(&mut self, x: &Tensor<T, S>) -> Tensor<Var<'t, T, B>, S> {
        Tensor(Slot::new(self.tape, self.tape.leaf::<S>(x.as_slice().iter().copied(), self.active)))
    }
}
