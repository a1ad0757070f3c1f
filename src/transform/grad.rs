//! The gradient, by reverse accumulation.

use crate::number::Float;
use crate::tape::{Buffers, Var, WengertList};
use crate::tensor::{Parameters, ParametersMut, Scalar};
#[cfg(feature = "alloc")]
use crate::{shape::Shape, tape::Tape, tensor::Tensor};

impl<T: Float, B: Buffers<T>> WengertList<T, B> {
    /// The value of a scalar function and its gradient by any [`Parameters`]: one tensor, a tuple, a struct.
    ///
    /// The tape is cleared first and belongs to the function meanwhile; it allocates nothing once it is large enough,
    /// and a [`FixedTape`](crate::FixedTape) never does.
    ///
    /// # Panics
    /// Where a fixed tape is too small.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// fn loss<E: Real>(w: &Matrix<E, 2, 3>, b: &Vector<E, 2>, x: &Vector<E::Base, 3>) -> Scalar<E> {
    ///     let y = (w.mv(&w.lift(x)) + b).tanh();
    ///     (y * y).sum()
    /// }
    ///
    /// let (w, b, x) = (Tensor::full(0.5), tensor([0.0, -1.5]), tensor([1.0, 1.0, 1.0]));
    /// let mut tape = Tape::new();
    /// let (y, (dw, db)) = tape.value_and_grad(|(w, b)| loss(&w, &b, &x), &(w, b));
    /// assert_eq!(y, loss(&w, &b, &x).item());
    /// assert_eq!(dw.row(1), tensor([0.0, 0.0, 0.0]));
    /// assert_eq!(db.at([1]), 0.0);
    /// ```
    pub fn value_and_grad<'t, P: Parameters<Number = T>>(
        &'t mut self,
        f: impl FnOnce(P::With<Var<'t, T, B>>) -> Scalar<Var<'t, T, B>>,
        at: &P,
    ) -> (T, P::With<T>) {
        let (tape, y) = self.start(|tape| tape.var(at), f);
        y.backward();
        (y.numbers().0, tape.gradients(at))
    }

    /// The value of a scalar function, with its gradient written where the caller says: see
    /// [`value_and_grad`](Self::value_and_grad). Nothing as large as the parameters lies on the stack. The tape keeps no copy: a
    /// variable that the function has carried out has a gradient of zero.
    ///
    /// # Panics
    /// Where a fixed tape is too small.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let (mut tape, mut slope) = (Tape::new(), (tensor([0.0; 2]), tensor(0.0)));
    /// let y = tape.value_and_grad_into(|(w, b)| (w * b).sum(), &(tensor([1.0, 2.0]), tensor(3.0)), &mut slope);
    /// assert_eq!((y, slope), (9.0, (tensor([3.0, 3.0]), tensor(3.0))));
    /// ```
    pub fn value_and_grad_into<'t, P: Parameters<Number = T, With<T>: ParametersMut<Number = T>>>(
        &'t mut self,
        f: impl FnOnce(P::With<Var<'t, T, B>>) -> Scalar<Var<'t, T, B>>,
        at: &P,
        gradient: &mut P::With<T>,
    ) -> T {
        let (tape, y) = self.start(|tape| tape.var(at), f);
        y.backward();
        let mut next = 0;
        for index in 0..P::LEAVES {
            let leaf = gradient.leaf_mut(index);
            tape.take_gradient(next, leaf);
            next += leaf.len();
        }
        tape.taken(next);
        y.numbers().0
    }

    /// The gradient alone: see [`value_and_grad`](Self::value_and_grad).
    ///
    /// ```
    /// use wengert::*;
    ///
    /// // Without an allocator:
    /// let mut tape = FixedTape::<f64, 16, 8>::new();
    /// assert_eq!(tape.grad(|x| x.sin().sum(), &tensor([0.0])), tensor([1.0]));
    /// ```
    pub fn grad<'t, P: Parameters<Number = T>>(
        &'t mut self,
        f: impl FnOnce(P::With<Var<'t, T, B>>) -> Scalar<Var<'t, T, B>>,
        at: &P,
    ) -> P::With<T> {
        self.value_and_grad(f, at).1
    }
}

/// The gradient of a scalar function of one tensor, by reverse accumulation on a tape of its own.
///
/// Several tensors, a loop, or a program without an allocator: [`WengertList::grad`]. A function item is wrapped in a closure:
/// `grad(|x| energy(x), &x)`.
///
/// ```
/// use wengert::*;
///
/// assert_eq!(grad(|x| (2.0 * x * x).sum(), &tensor([0.0, 1.0, 2.0, 3.0])), tensor([0.0, 4.0, 8.0, 12.0]));
/// ```
#[cfg(feature = "alloc")]
pub fn grad<T: Float, S: Shape>(
    f: impl for<'t> FnOnce(Tensor<Var<'t, T>, S>) -> Scalar<Var<'t, T>>,
    at: &Tensor<T, S>,
) -> Tensor<T, S> {
    value_and_grad(f, at).1
}

/// The value of a scalar function of one tensor and its gradient, by reverse accumulation on a tape of its own.
///
/// ```
/// use wengert::*;
///
/// let (y, dy) = value_and_grad(|x| x.exp().sum(), &tensor([0.0]));
/// assert_eq!((y, dy), (1.0, tensor([1.0])));
/// ```
#[cfg(feature = "alloc")]
pub fn value_and_grad<T: Float, S: Shape>(
    f: impl for<'t> FnOnce(Tensor<Var<'t, T>, S>) -> Scalar<Var<'t, T>>,
    at: &Tensor<T, S>,
) -> (T, Tensor<T, S>) {
    Tape::new().value_and_grad(f, at)
}
