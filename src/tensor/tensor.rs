//! `Tensor`, and what works on it in every mode.

use crate::number::{Float, Stored};
use crate::rule::{BinaryOp, Operation, UnaryOp};
use crate::shape::{Const, Shape};
use crate::tensor::{Element, LengthError, Parameters, Real, parameters::Like};

/// A tensor: `E` says what each element is, `S` how many there are and along which axes.
///
/// The element type is the mode in which a program runs: `Tensor<f64, S>` computes, `Tensor<Dual<f64, 1>, S>` computes
/// derivatives along the way, `Tensor<Var<f64>, S>` records on a tape. Tensors are `Copy`; methods take references, and
/// operators work on owned and borrowed tensors alike.
///
/// ```
/// use wengert::*;
///
/// let a: Matrix<f64, 2, 3> = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
/// let b = a.mm(&a.t()) * 2.0 + 1.0;
/// assert_eq!(b, tensor([[29.0, 65.0], [65.0, 155.0]]));
/// ```
#[cfg_attr(feature = "bytemuck", derive(bytemuck::Zeroable), zeroable(bound = "E::Repr<S>: bytemuck::Zeroable"))]
pub struct Tensor<E: Element, S: Shape>(pub(crate) E::Repr<S>);

/// A tensor without axes: one number.
pub type Scalar<E> = Tensor<E, ()>;
/// A tensor with one axis of length `N`.
pub type Vector<E, const N: usize> = Tensor<E, (Const<N>,)>;
/// A tensor with `M` rows and `N` columns.
pub type Matrix<E, const M: usize, const N: usize> = Tensor<E, (Const<M>, Const<N>)>;

impl<E: Element, S: Shape> Clone for Tensor<E, S> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<E: Element, S: Shape> Copy for Tensor<E, S> {}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// A tensor from its storage: nested arrays for numbers, a handle for a `Var`.
    ///
    /// ```
    /// use wengert::{Matrix, Tensor};
    ///
    /// let a: Matrix<f64, 2, 1> = Tensor::from_repr([[1.0], [2.0]]);
    /// assert_eq!(a.into_repr(), [[1.0], [2.0]]);
    /// ```
    #[inline]
    pub const fn from_repr(repr: E::Repr<S>) -> Self {
        Tensor(repr)
    }

    /// The storage: nested arrays for numbers.
    ///
    /// ```
    /// assert_eq!(wengert::tensor([[1, 2], [3, 4]]).into_repr(), [[1, 2], [3, 4]]);
    /// ```
    #[inline]
    pub const fn into_repr(self) -> E::Repr<S> {
        self.0
    }

    /// The storage, borrowed.
    ///
    /// ```
    /// assert_eq!(wengert::tensor([[1, 2], [3, 4]]).repr()[1], [3, 4]);
    /// ```
    #[inline]
    pub const fn repr(&self) -> &E::Repr<S> {
        &self.0
    }

    /// The lengths of the axes. They stand in the type, as [`Shape::DIMS`]; this reads them off.
    ///
    /// ```
    /// assert_eq!(wengert::tensor([[1, 2, 3], [4, 5, 6]]).shape(), [2, 3]);
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "size")]
    #[doc(alias = "dims")]
    pub const fn shape(&self) -> &'static [usize] {
        S::DIMS
    }

    /// How many elements there are. The number stands in the type, as [`Shape::NUMEL`]; this reads it off.
    ///
    /// ```
    /// assert_eq!(wengert::tensor([[1, 2, 3], [4, 5, 6]]).numel(), 6);
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "len")]
    pub const fn numel(&self) -> usize {
        S::NUMEL
    }

    /// Runs an operation on this tensor: what every method here is made of. For operations of your own see [`UnaryOp`].
    ///
    /// ```
    /// use wengert::{op::Exp, tensor};
    ///
    /// assert_eq!(tensor([0.0, 1.0]).unary(Exp), tensor([0.0, 1.0]).exp());
    /// ```
    #[inline]
    #[must_use]
    pub fn unary<O: UnaryOp<E::Number, S>>(&self, op: O) -> Tensor<E, O::Output> {
        Tensor(E::unary(op, &self.0))
    }

    /// Runs an operation on this tensor and another one. For operations of your own see [`BinaryOp`].
    ///
    /// ```
    /// use wengert::{op::Hypot, tensor};
    ///
    /// assert_eq!(tensor([3.0, 5.0]).binary(Hypot, &tensor([4.0, 12.0])), tensor([5.0, 13.0]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn binary<O: BinaryOp<E::Number, S, B>, B: Shape>(&self, op: O, rhs: &Tensor<E, B>) -> Tensor<E, O::Output> {
        Tensor(E::binary(op, &self.0, &rhs.0))
    }

    /// Lends the numbers, last axis fastest, in any mode. A taped tensor must not be recorded upon meanwhile.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([[1, 2], [3, 4]]).read(|numbers| numbers.iter().sum::<i32>()), 10);
    /// ```
    #[inline]
    pub fn read<R>(&self, f: impl FnOnce(&[E::Number]) -> R) -> R {
        E::read::<S, R>(&self.0, f)
    }
}

impl<E: Real, S: Shape> Tensor<E, S> {
    /// Applies a differentiable function of one number to every element.
    ///
    /// Shape: `S → S`. Derivative: the function's [`slope`](crate::Elementary::slope).
    ///
    /// ```
    /// use wengert::{op::Exp, tensor};
    ///
    /// assert_eq!(tensor([0.0, 1.0]).elementwise(Exp), tensor([1.0, core::f64::consts::E]));
    /// ```
    #[inline]
    #[must_use]
    pub fn elementwise<F: crate::Elementary + Operation>(&self, f: F) -> Self {
        Tensor(E::unary::<F, S>(f, &self.0))
    }

    /// Brings plain data into the mode of this tensor, as constants: one tensor, a tuple, an array, or a struct of them.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// fn loss<E: Real>(w: &Vector<E, 2>, x: &Matrix<E::Base, 3, 2>, y: &Vector<E::Base, 3>) -> Scalar<E> {
    ///     let (x, y) = w.lift((x, y));
    ///     let r = x.mv(w) - y;
    ///     (r * r).sum()
    /// }
    ///
    /// let (x, y) = (tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), tensor([1.0, 2.0, 3.0]));
    /// assert_eq!(grad(|w| loss(&w, &x, &y), &tensor([1.0, 2.0])), tensor([0.0, 0.0]));
    /// ```
    ///
    /// A product of data and a tensor needs no constants in forward mode: [`mm_lifted`](Tensor::mm_lifted),
    /// [`mv_lifted`](Tensor::mv_lifted).
    #[inline]
    #[must_use]
    pub fn lift<P: Parameters<Number = E::Base>>(&self, data: P) -> P::With<E> {
        data.map_tensors(&mut Like(self))
    }

    /// Brings a slice of plain data, last axis fastest, into the mode of this tensor as a constant of shape `R`. On a tape
    /// the numbers are written where they stay: no tensor of them is made on the stack.
    ///
    /// # Errors
    /// [`LengthError`], naming both lengths, where the slice is not as long as the tensor.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let data = vec![1.0, 0.0, 0.0, 1.0];
    /// let slope = grad(|x| x.lift_from_slice::<(Const<2>, Const<2>)>(&data).unwrap().mv(&x).sum(), &tensor([3.0, 4.0]));
    /// assert_eq!(slope, tensor([1.0, 1.0]));
    ///
    /// let error = tensor(0.0).lift_from_slice::<(Const<3>,)>(&data).unwrap_err();
    /// assert_eq!(error.to_string(), "there are 4 elements, a tensor of shape [3] holds 3");
    /// ```
    pub fn lift_from_slice<R: Shape>(&self, data: &[E::Base]) -> Result<Tensor<E, R>, LengthError> {
        LengthError::check::<R>(data.len())?;
        Ok(Tensor(E::lift::<S, R>(&self.0, R::from_flat(data))))
    }

    /// A constant of shape `R` in the mode of this tensor, each element computed from its index. On a tape the numbers
    /// are written where they stay.
    ///
    /// # Panics
    /// On a tape, where the closure uses that tape.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let weights = tensor(0.0).lift_from_fn::<(Const<2>, Const<2>)>(|[i, j]| (10 * i + j) as f64);
    /// assert_eq!(weights, tensor([[0.0, 1.0], [10.0, 11.0]]));
    /// ```
    #[must_use]
    pub fn lift_from_fn<R: Shape>(&self, mut f: impl FnMut(R::Index) -> E::Base) -> Tensor<E, R> {
        Tensor(E::lift_with::<S, R>(&self.0, |position| f(R::index_of(position))))
    }

    /// The plain values, without derivatives and without a tape.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let x: Vector<Dual<f64, 1>, 2> = Tensor::full(Dual::variable(2.0, 0));
    /// assert_eq!((x * x).value(), tensor([4.0, 4.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn value(&self) -> Tensor<E::Base, S> {
        let mut y = Tensor(S::splat(<E::Base as Stored>::FILLER));
        self.value_into(&mut y);
        y
    }

    /// Writes the plain values into a tensor that the caller owns. See [`value`](Self::value).
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let tape = Tape::new();
    /// let x = tape.var(&tensor([1.0, 2.0]));
    /// let mut result = Tensor::zeros();
    /// (x * x).value_into(&mut result);
    /// assert_eq!(result, tensor([1.0, 4.0]));
    /// ```
    #[inline]
    pub fn value_into(&self, out: &mut Tensor<E::Base, S>) {
        self.read(|x| {
            for (out, x) in out.as_mut_slice().iter_mut().zip(x) {
                *out = x.primal();
            }
        });
    }

    /// The same values as constants: what follows has no derivative through them, of any order.
    ///
    /// Shape: `S → S`. Derivative: 0.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// // d/dx (x · detach(x)) = detach(x)
    /// assert_eq!(derivative(|x| x * x.detach(), 3.0), 3.0);
    /// ```
    #[inline]
    #[must_use]
    pub fn detach(&self) -> Self {
        Tensor(E::detach::<S>(&self.0))
    }
}
