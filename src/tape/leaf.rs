//! Leaves: variables and constants, and how structures of plain tensors become them.

use crate::kernel::unrolled;
use crate::number::Float;
use crate::shape::Shape;
use crate::tape::buffers::Buffers;
use crate::tape::node::Operand;
use crate::tape::tape::{WengertList, offset};
use crate::tape::var::{Slot, Var};
use crate::tensor::{LengthError, Parameters, Tensor, TensorMap};

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

    /// The variable that was made at a place.
    #[inline]
    pub(crate) fn variable_at<S: Shape>(&self, at: usize) -> Tensor<Var<'_, T, B>, S> {
        Tensor(Slot::new(self, Operand::new(offset(at), true)))
    }

    /// A variable with the numbers of a slice, last axis fastest, written where they stay: no tensor of them is made on
    /// the stack. See [`var`](Self::var).
    ///
    /// # Errors
    /// [`LengthError`], naming both lengths, where the slice is not as long as the tensor.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let weights = vec![0.5; 256 * 256];
    /// let tape = Tape::new();
    /// let w = tape.var_from_slice::<(Const<256>, Const<256>)>(&weights)?;
    /// (w * w).sum().backward();
    /// assert!(w.read_grad(|gradient| gradient.iter().all(|&g| g == 1.0)));
    ///
    /// let error = tape.var_from_slice::<(Const<3>,)>(&weights).unwrap_err();
    /// assert_eq!(error.to_string(), "there are 65536 elements, a tensor of shape [3] holds 3");
    /// # Ok::<(), LengthError>(())
    /// ```
    pub fn var_from_slice<S: Shape>(&self, numbers: &[T]) -> Result<Tensor<Var<'_, T, B>, S>, LengthError> {
        LengthError::check::<S>(numbers.len())?;
        Ok(Tensor(Slot::new(self, self.leaf::<S>(|place| unrolled::copy(numbers, place), true))))
    }

    /// A variable whose elements are computed from their indices, and written where they stay. See [`var`](Self::var).
    ///
    /// # Panics
    /// Where the closure uses this tape.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let tape = Tape::new();
    /// let x = tape.var_from_fn::<(Const<2>, Const<3>)>(|[i, j]| (10 * i + j) as f64);
    /// assert_eq!(x, tape.constant(&tensor([[0.0, 1.0, 2.0], [10.0, 11.0, 12.0]])));
    /// ```
    #[must_use]
    pub fn var_from_fn<S: Shape>(&self, f: impl FnMut(S::Index) -> T) -> Tensor<Var<'_, T, B>, S> {
        Tensor(Slot::new(self, self.leaf::<S>(|place| from_fn::<S, T>(f, place), true)))
    }

    /// A constant with the numbers of a slice: [`var_from_slice`](Self::var_from_slice) without a derivative.
    ///
    /// # Errors
    /// [`LengthError`], naming both lengths, where the slice is not as long as the tensor.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let tape = Tape::new();
    /// let c = tape.constant_from_slice::<(Const<2>,)>(&[3.0, 4.0])?;
    /// assert_eq!(c.norm(), 5.0);
    /// assert_eq!(tape.usage().nodes, 0);
    /// # Ok::<(), LengthError>(())
    /// ```
    pub fn constant_from_slice<S: Shape>(&self, numbers: &[T]) -> Result<Tensor<Var<'_, T, B>, S>, LengthError> {
        LengthError::check::<S>(numbers.len())?;
        Ok(Tensor(Slot::new(self, self.leaf::<S>(|place| unrolled::copy(numbers, place), false))))
    }

    /// A constant whose elements are computed from their indices: [`var_from_fn`](Self::var_from_fn) without a derivative.
    ///
    /// # Panics
    /// Where the closure uses this tape.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let tape = Tape::new();
    /// let c = tape.constant_from_fn::<(Const<3>,)>(|[i]| i as f64);
    /// assert_eq!(c.sum(), 3.0);
    /// ```
    #[must_use]
    pub fn constant_from_fn<S: Shape>(&self, f: impl FnMut(S::Index) -> T) -> Tensor<Var<'_, T, B>, S> {
        Tensor(Slot::new(self, self.leaf::<S>(|place| from_fn::<S, T>(f, place), false)))
    }
}

/// Where leaves lie, and their adjoints.
impl<T: Float, B: Buffers<T>> WengertList<T, B> {
    /// The adjoints from a place on.
    pub(crate) fn leaf_gradient<S: Shape>(&self, at: usize) -> Tensor<T, S> {
        self.read_gradient(at, |adjoints| Tensor(*S::from_flat(adjoints)))
    }

    /// Lends the adjoints from a place on.
    pub(crate) fn read_gradient<R>(&self, at: usize, f: impl FnOnce(&[T]) -> R) -> R {
        f(&self.list().buffers.numbers().1[at..])
    }

    /// Moves the adjoints from a place on into a slice: the tape keeps zeros.
    pub(crate) fn take_gradient(&self, at: usize, gradient: &mut [T]) {
        let mut list = self.list_mut();
        let end = at + gradient.len();
        unrolled::take(&mut list.buffers.slices().adjoints[at..end], gradient, T::ZERO);
    }

    /// Says that the adjoints up to a place have been taken out: what is zero need not be cleared.
    pub(crate) fn taken(&self, end: usize) {
        let mut list = self.list_mut();
        if list.touched <= end {
            list.touched = 0;
        }
    }

    /// Where as many adjoints as `S` has elements are zero: behind the part in use.
    pub(super) fn zeros<S: Shape>(&self) -> usize {
        let mut list = self.list_mut();
        if list.buffers.capacity().values < list.used.values + S::NUMEL {
            list.make_room(S::NUMEL, 0, 0);
        }
        list.used.values
    }

    /// Makes a new leaf, of which `write` writes all numbers. Gives its place.
    #[inline]
    pub(super) fn leaf<S: Shape>(&self, write: impl FnOnce(&mut [T]), active: bool) -> Operand {
        let mut list = self.list_mut();
        loop {
            let out = list.used.values;
            if let Some(place) = list.buffers.slices().values.get_mut(out..out + S::NUMEL) {
                write(place);
                list.used.values = out + S::NUMEL;
                if active {
                    list.kept = list.used.values;
                }
                return Operand::new(offset(out), active);
            }
            list.make_room(S::NUMEL, 0, 0);
        }
    }
}

/// Writes what a function makes of each index.
fn from_fn<S: Shape, T>(f: impl FnMut(S::Index) -> T, place: &mut [T]) {
    for (slot, number) in place.iter_mut().zip((0..S::NUMEL).map(S::index_of).map(f)) {
        *slot = number;
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
        Tensor(Slot::new(self.tape, self.tape.leaf::<S>(|place| unrolled::copy(x.as_slice(), place), self.active)))
    }
}
