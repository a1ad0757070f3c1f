//! Modes: how an element type stores a tensor and runs an operation on it.

use crate::number::{Float, Primitive, Stored};
use crate::rule::{BinaryOp, Pairwise, UnaryOp};
use crate::shape::Shape;

/// What each element of a tensor is, and with it the mode in which a program runs.
///
/// Plain numbers and [`Dual`](crate::Dual) numbers are stored in place and compute at once; a [`Var`](crate::Var) is a
/// handle into a tape and records. An element knows how to run *any* operation and none in particular; that is the seam
/// that lets a new mode work with every operation, and a new operation with every mode.
///
/// A mode of your own, which counts the operations of a program and computes nothing:
///
/// ```
/// use wengert::*;
///
/// #[derive(Clone, Copy, Debug)]
/// struct Count;
/// impl Element for Count {
///     type Number = f64;
///     type Repr<S: Shape> = usize;
///     fn unary<O: UnaryOp<f64, A>, A: Shape>(_: O, a: &usize) -> usize { a + 1 }
///     fn binary<O: BinaryOp<f64, A, B>, A: Shape, B: Shape>(_: O, a: &usize, b: &usize) -> usize { a + b + 1 }
///     fn view<A: Shape, B: Shape>(a: &usize, _: usize) -> usize { *a }
///     fn stack<A: Shape, B: Shape>(parts: &[usize]) -> usize { parts.iter().sum() }
///     fn read<A: Shape, R>(_: &usize, f: impl FnOnce(&[f64]) -> R) -> R { f(&[]) }
/// }
///
/// let x: Matrix<Count, 2, 2> = Tensor::from_repr(0);
/// assert_eq!(x.mm(&x.t()).sum().into_repr(), 3);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an element of a tensor",
    label = "not an element",
    note = "elements are f32, f64, integers, bool, `Dual`, `Var`, and types that implement `wengert::Stored`"
)]
pub trait Element: Copy + core::fmt::Debug {
    /// The number operations compute on.
    type Number: Stored;
    /// How a tensor of shape `S` is held: its numbers in place, or a handle.
    type Repr<S: Shape>: Copy;
    /// op(a).
    fn unary<O: UnaryOp<Self::Number, A>, A: Shape>(op: O, a: &Self::Repr<A>) -> Self::Repr<O::Output>;
    /// op(a, b).
    fn binary<O: BinaryOp<Self::Number, A, B>, A: Shape, B: Shape>(
        op: O,
        a: &Self::Repr<A>,
        b: &Self::Repr<B>,
    ) -> Self::Repr<O::Output>;
    /// The `B::NUMEL` numbers of `a` that begin at `offset`, seen as a tensor of shape `B`. No operation is recorded.
    fn view<A: Shape, B: Shape>(a: &Self::Repr<A>, offset: usize) -> Self::Repr<B>;
    /// Tensors of one shape, one after another, seen as a tensor of shape `B`, which holds as many numbers as all of them.
    fn stack<A: Shape, B: Shape>(parts: &[Self::Repr<A>]) -> Self::Repr<B>;
    /// Lends the numbers, last axis fastest.
    fn read<A: Shape, R>(a: &Self::Repr<A>, f: impl FnOnce(&[Self::Number]) -> R) -> R;
}

/// An element with derivatives: `f32`, `f64`, [`Dual`](crate::Dual) over them, [`Var`](crate::Var) on a tape of either.
///
/// A function generic over `E: Real` is written once and runs in every mode.
///
/// ```
/// use wengert::*;
///
/// fn energy<E: Real, S: Shape>(x: &Tensor<E, S>) -> Scalar<E> {
///     0.5 * (x * x).sum()
/// }
///
/// let x = tensor([3.0, 4.0]);
/// assert_eq!(energy(&x), 12.5); // plain
/// assert_eq!(jvp(|x| energy(&x), &x, &tensor([1.0, 0.0])), (tensor(12.5), tensor(3.0))); // forward
/// assert_eq!(grad(|x| energy(&x), &x), tensor([3.0, 4.0])); // reverse
/// ```
#[diagnostic::on_unimplemented(
    message = "tensors of `{Self}` are not tensors of real numbers",
    label = "this needs f32, f64, `Dual` or `Var`",
    note = "functions such as `exp`, derivatives, and literals with a point are for real numbers; generic code asks for them by `E: Real`",
    note = "integers can be added, multiplied and rearranged; `x.cast::<f64>()` makes floats of integers and of a mask"
)]
pub trait Real: Element<Number: Float<Base = Self::Base>> {
    /// The plain float below: `f64` for `Var<'_, Dual<f64, 1>>`.
    type Base: Primitive;
    /// Plain data as constants in the mode of `like` (for a `Var`: on its tape).
    fn lift<A: Shape, B: Shape>(like: &Self::Repr<A>, data: &B::Array<Self::Base>) -> Self::Repr<B>;
    /// The same for data that are computed from their position, last axis fastest, and written where they stay.
    fn lift_with<A: Shape, B: Shape>(
        like: &Self::Repr<A>,
        mut number: impl FnMut(usize) -> Self::Base,
    ) -> Self::Repr<B> {
        let mut data = B::splat(<Self::Base as Stored>::FILLER);
        for (position, slot) in B::flat_mut(&mut data).iter_mut().enumerate() {
            *slot = number(position);
        }
        Self::lift::<A, B>(like, &data)
    }
    /// An operation between a tensor and a literal on its right.
    #[inline]
    fn literal_rhs<O, A: Shape>(op: O, a: &Self::Repr<A>, literal: Self::Base) -> Self::Repr<A>
    where
        O: Pairwise<Self::Number> + BinaryOp<Self::Number, A, (), Output = A>,
    {
        Self::binary::<O, A, ()>(op, a, &Self::lift::<A, ()>(a, &literal))
    }
    /// An operation between a literal on the left and a tensor.
    #[inline]
    fn literal_lhs<O, B: Shape>(op: O, literal: Self::Base, b: &Self::Repr<B>) -> Self::Repr<B>
    where
        O: Pairwise<Self::Number> + BinaryOp<Self::Number, (), B, Output = B>,
    {
        Self::binary::<O, (), B>(op, &Self::lift::<B, ()>(b, &literal), b)
    }
    /// A product of plain data, m×k, and a tensor of k×n: `op` after `lift`, without constants being made of the data where
    /// numbers lie in place.
    #[inline]
    #[track_caller]
    fn plain_product<O: BinaryOp<Self::Number, A, B>, A: Shape, B: Shape>(
        op: O,
        data: &A::Array<Self::Base>,
        b: &Self::Repr<B>,
        _sizes: [usize; 3],
    ) -> Self::Repr<O::Output> {
        Self::binary::<O, A, B>(op, &Self::lift::<B, A>(b, data), b)
    }
    /// The same values, with every derivative cut off.
    fn detach<A: Shape>(a: &Self::Repr<A>) -> Self::Repr<A>;
}

/// Says that two operands of an operation hold the same kind of element. `Self` is the operation.
///
/// It exists for its message: a tensor of `f32` and one of `f64`, or a taped tensor and plain data, do not mix by
/// themselves.
#[diagnostic::on_unimplemented(
    message = "tensors of `{E}` and of `{F}` do not mix",
    label = "the left tensor is of `{E}`, the right one of `{F}`",
    note = "plain data come into the mode of a dual or taped tensor `w` with `w.lift(&data)`",
    note = "where derivatives nest, a tensor `x` of the outer one enters the inner one as `x.map(Dual::constant)`, and a tape as `w.tape().constant(&x)`",
    note = "`f32` and `f64` do not convert by themselves: give both tensors the same type"
)]
pub trait SameElement<E: Element, F: Element> {
    /// The tensor itself, now known to be of `E`.
    fn same<S: Shape>(x: &F::Repr<S>) -> &E::Repr<S>;
}

#[diagnostic::do_not_recommend]
impl<O, E: Element> SameElement<E, E> for O {
    #[inline(always)]
    fn same<S: Shape>(x: &E::Repr<S>) -> &E::Repr<S> {
        x
    }
}
