//! Variables: elements whose tensors are handles into a tape.

use crate::kernel::unrolled;
use crate::number::Float;
use crate::rule::{BinaryOp, Operation, Pairwise, UnaryOp};
use crate::shape::Shape;
use crate::tape::buffers::{Buffers, Heap};
use crate::tape::copy::{Detached, Stacked};
use crate::tape::node::Operand;
use crate::tape::tape::WengertList;
use crate::tensor::{Element, Real, Tensor};
use core::marker::PhantomData;

/// The element of a tensor on a tape: `Tensor<Var<'t, f64>, S>` is a run of variables: a `Copy` handle, 16 bytes on
/// 64-bit targets and 8 on 32-bit ones.
///
/// The lifetime keeps a variable with its tape; the last parameter says where the tape lies and is needed only with a
/// [`FixedTape`](crate::FixedTape).
pub struct Var<'t, T: 'static, B = Heap<T>>(PhantomData<&'t WengertList<T, B>>);

/// For structures of tensors that derive `Debug`: there is no value of this type, and nothing to print.
impl<T, B> core::fmt::Debug for Var<'_, T, B> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Var")
    }
}

impl<T, B> Clone for Var<'_, T, B> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T, B> Copy for Var<'_, T, B> {}

/// A handle: a tape, a place on it, and the shape of what lies there.
pub struct Slot<'t, T: 'static, B, S> {
    tape: &'t WengertList<T, B>,
    operand: Operand,
    shape: PhantomData<fn() -> S>,
}

impl<T, B, S> Clone for Slot<'_, T, B, S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T, B, S> Copy for Slot<'_, T, B, S> {}

impl<T, B, S> core::fmt::Debug for Slot<'_, T, B, S> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Slot({}{})", self.at(), if self.is_active() { "" } else { ", constant" })
    }
}

impl<'t, T, B, S> Slot<'t, T, B, S> {
    #[inline(always)]
    pub(super) fn new(tape: &'t WengertList<T, B>, operand: Operand) -> Self {
        Slot { tape, operand, shape: PhantomData }
    }

    #[inline(always)]
    pub(super) fn tape(&self) -> &'t WengertList<T, B> {
        self.tape
    }

    #[inline(always)]
    pub(super) fn at(&self) -> usize {
        self.operand.at()
    }

    #[inline(always)]
    pub(super) fn is_active(&self) -> bool {
        self.operand.is_active()
    }
}

#[cold]
#[track_caller]
fn two_tapes(operation: &str) -> ! {
    panic!("`{operation}` has its left operand on one tape and its right operand on another")
}

#[diagnostic::do_not_recommend]
impl<'t, T: Float, B: Buffers<T>> Element for Var<'t, T, B> {
    type Number = T;
    type Repr<S: Shape> = Slot<'t, T, B, S>;

    #[inline(always)]
    fn unary<O: UnaryOp<T, A>, A: Shape>(op: O, a: &Slot<'t, T, B, A>) -> Slot<'t, T, B, O::Output> {
        Slot::new(a.tape, a.tape.unary::<O, A>(op, a.operand))
    }

    #[inline(always)]
    #[track_caller]
    fn binary<O: BinaryOp<T, A, C>, A: Shape, C: Shape>(
        op: O,
        a: &Slot<'t, T, B, A>,
        b: &Slot<'t, T, B, C>,
    ) -> Slot<'t, T, B, O::Output> {
        if !core::ptr::eq(a.tape, b.tape) {
            two_tapes(<O as Operation>::NAME);
        }
        Slot::new(a.tape, a.tape.binary::<O, A, C>(op, a.operand, b.operand))
    }

    /// Arithmetic on the handle: nothing is copied, no node is recorded.
    #[inline]
    fn view<A: Shape, C: Shape>(a: &Slot<'t, T, B, A>, offset: usize) -> Slot<'t, T, B, C> {
        debug_assert!(offset + C::NUMEL <= A::NUMEL);
        let offset = u32::try_from(offset).expect("a view lies inside its tensor, which lies inside the tape");
        Slot::new(a.tape, a.operand.plus(offset))
    }

    /// One copy for each part, and a view of all of them.
    #[track_caller]
    fn stack<A: Shape, C: Shape>(parts: &[Slot<'t, T, B, A>]) -> Slot<'t, T, B, C> {
        let tape = parts.first().expect("there is something to stack").tape;
        let mut stacked: Option<Operand> = None;
        let mut all = true;
        for part in parts {
            if !core::ptr::eq(tape, part.tape) {
                two_tapes(Stacked::NAME);
            }
            let copy = tape.unary::<Stacked, A>(Stacked, part.operand);
            stacked = Some(stacked.map_or(copy, |first| first.or(copy)));
            all &= copy.is_active();
        }
        let stacked = stacked.expect("there is something to stack");
        if !all {
            // What arrives at a copy of a constant stays there: no node takes it out.
            tape.keep(stacked.end::<C>());
        }
        Slot::new(tape, stacked)
    }

    #[inline]
    fn read<A: Shape, R>(a: &Slot<'t, T, B, A>, f: impl FnOnce(&[T]) -> R) -> R {
        f(&a.tape.list().buffers.numbers().0[a.at()..][..A::NUMEL])
    }
}

#[diagnostic::do_not_recommend]
impl<'t, T: Float, B: Buffers<T>> Real for Var<'t, T, B> {
    type Base = T::Base;

    #[inline]
    fn lift<A: Shape, C: Shape>(like: &Slot<'t, T, B, A>, data: &C::Array<T::Base>) -> Slot<'t, T, B, C> {
        let write = |place: &mut [T]| unrolled::each(C::flat(data), place, |number, slot| *slot = T::from_base(number));
        Slot::new(like.tape, like.tape.leaf::<C>(write, false))
    }

    #[inline]
    fn lift_with<A: Shape, C: Shape>(
        like: &Slot<'t, T, B, A>,
        mut number: impl FnMut(usize) -> T::Base,
    ) -> Slot<'t, T, B, C> {
        let write = |place: &mut [T]| {
            for (position, slot) in place.iter_mut().enumerate() {
                *slot = T::from_base(number(position));
            }
        };
        Slot::new(like.tape, like.tape.leaf::<C>(write, false))
    }

    #[inline(always)]
    fn literal_rhs<O, A: Shape>(op: O, a: &Slot<'t, T, B, A>, literal: T::Base) -> Slot<'t, T, B, A>
    where
        O: Pairwise<T> + BinaryOp<T, A, (), Output = A>,
    {
        Slot::new(a.tape, a.tape.literal_rhs::<O, A>(op, a.operand, T::from_base(literal)))
    }

    #[inline(always)]
    fn literal_lhs<O, C: Shape>(op: O, literal: T::Base, b: &Slot<'t, T, B, C>) -> Slot<'t, T, B, C>
    where
        O: Pairwise<T> + BinaryOp<T, (), C, Output = C>,
    {
        Slot::new(b.tape, b.tape.literal_lhs::<O, C>(op, T::from_base(literal), b.operand))
    }

    #[inline]
    fn detach<A: Shape>(a: &Slot<'t, T, B, A>) -> Slot<'t, T, B, A> {
        // A plain number has nothing to cut off but the handle's activity; a dual number has tangents too.
        if T::ORDER == 0 {
            return Slot::new(a.tape, a.operand.constant());
        }
        Slot::new(a.tape, a.tape.unary::<Detached, A>(Detached, a.operand.constant()))
    }
}

impl<'t, T: Float, B: Buffers<T>, S: Shape> Tensor<Var<'t, T, B>, S> {
    /// The gradient that has accumulated at this variable since the tape was made, cleared, or its gradients zeroed.
    ///
    /// Only variables made by [`WengertList::var`] keep a gradient, and views of them; that of an intermediate result and
    /// that of a constant are zero.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let tape = Tape::new();
    /// let x = tape.var(&tensor([1.0, 2.0]));
    /// let y = x * x;
    /// y.sum().backward();
    /// assert_eq!(x.grad(), tensor([2.0, 4.0]));
    /// assert_eq!(y.grad(), tensor([0.0, 0.0]));
    /// ```
    #[must_use]
    pub fn grad(&self) -> Tensor<T, S> {
        if self.0.is_active() { self.0.tape.leaf_gradient(self.0.at()) } else { Tensor(S::splat(T::ZERO)) }
    }

    /// Writes the gradient into a tensor that the caller owns. See [`grad`](Self::grad).
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let tape = Tape::new();
    /// let x = tape.var(&tensor([1.0, 2.0]));
    /// (x * x).sum().backward();
    /// let mut gradient = Tensor::zeros();
    /// x.grad_into(&mut gradient);
    /// assert_eq!(gradient, tensor([2.0, 4.0]));
    /// ```
    pub fn grad_into(&self, out: &mut Tensor<T, S>) {
        if self.0.is_active() {
            self.read_grad(|gradient| out.as_mut_slice().copy_from_slice(gradient));
        } else {
            out.as_mut_slice().fill(T::ZERO);
        }
    }

    /// Lends the gradient, last axis fastest, where it lies. The tape must not be recorded upon meanwhile. See
    /// [`grad`](Self::grad).
    ///
    /// # Panics
    /// Of a constant, where a fixed tape has no room left for as many zeros.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let mut w = vec![1.0, 2.0];
    /// let tape = Tape::new();
    /// let x = tape.var_from_slice::<(Const<2>,)>(&w)?;
    /// (x * x).sum().backward();
    /// // A step of gradient descent, in place:
    /// x.read_grad(|gradient| w.iter_mut().zip(gradient).for_each(|(w, g)| *w -= 0.25 * g));
    /// assert_eq!(w, [0.5, 1.0]);
    /// # Ok::<(), LengthError>(())
    /// ```
    pub fn read_grad<R>(&self, f: impl FnOnce(&[T]) -> R) -> R {
        let at = if self.0.is_active() { self.0.at() } else { self.0.tape.zeros::<S>() };
        f(&self.0.tape.list().buffers.numbers().1[at..][..S::NUMEL])
    }

    /// The numbers of this variable, with the tangents if the tape is one of dual numbers. Without them:
    /// [`value`](Self::value).
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let tape = Tape::new();
    /// assert_eq!(tape.var(&tensor([1.0, 2.0])).numbers(), tensor([1.0, 2.0]));
    /// ```
    #[must_use]
    pub fn numbers(&self) -> Tensor<T, S> {
        self.read(|numbers| Tensor(*S::from_flat(numbers)))
    }

    /// The tape this variable lies on.
    #[must_use]
    pub fn tape(&self) -> &'t WengertList<T, B> {
        self.0.tape
    }
}
