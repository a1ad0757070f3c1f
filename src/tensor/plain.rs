//! The plain mode: numbers in place, computed at once. Dual numbers are numbers, so this is forward mode too.

use crate::number::{Float, Stored};
use crate::rule::{BinaryOp, Pairwise, Saved, UnaryOp, compute};
use crate::shape::Shape;
use crate::tensor::{Element, Real};

#[diagnostic::do_not_recommend]
impl<T: Stored> Element for T {
    type Number = T;
    type Repr<S: Shape> = S::Array<T>;

    #[cfg_attr(all(feature = "simd", not(debug_assertions)), inline(always))]
    fn unary<O: UnaryOp<T, A>, A: Shape>(op: O, a: &A::Array<T>) -> <O::Output as Shape>::Array<T> {
        let mut y = <O::Output as Shape>::splat(T::FILLER);
        let mut saved = O::Saved::splat(T::FILLER);
        let (y_flat, saved) = (<O::Output as Shape>::flat_mut(&mut y), O::Saved::flat_mut(&mut saved));
        compute::unary::<T, O, A>(op, A::flat(a), y_flat, saved);
        y
    }

    #[cfg_attr(all(feature = "simd", not(debug_assertions)), inline(always))]
    fn binary<O: BinaryOp<T, A, B>, A: Shape, B: Shape>(
        op: O,
        a: &A::Array<T>,
        b: &B::Array<T>,
    ) -> <O::Output as Shape>::Array<T> {
        let mut y = <O::Output as Shape>::splat(T::FILLER);
        let mut saved = O::Saved::splat(T::FILLER);
        let (y_flat, saved) = (<O::Output as Shape>::flat_mut(&mut y), O::Saved::flat_mut(&mut saved));
        compute::binary::<T, O, A, B>(op, A::flat(a), B::flat(b), y_flat, saved);
        y
    }

    #[inline]
    fn view<A: Shape, B: Shape>(a: &A::Array<T>, offset: usize) -> B::Array<T> {
        *B::from_flat(&A::flat(a)[offset..])
    }

    #[inline]
    fn stack<A: Shape, B: Shape>(parts: &[A::Array<T>]) -> B::Array<T> {
        let mut y = B::splat(T::FILLER);
        for (y, part) in B::flat_mut(&mut y).chunks_exact_mut(A::NUMEL).zip(parts) {
            y.copy_from_slice(A::flat(part));
        }
        y
    }

    #[inline]
    fn read<A: Shape, R>(a: &A::Array<T>, f: impl FnOnce(&[T]) -> R) -> R {
        f(A::flat(a))
    }
}

#[diagnostic::do_not_recommend]
impl<T: Float> Real for T {
    type Base = T::Base;

    #[inline]
    fn lift<A: Shape, B: Shape>(_: &A::Array<T>, data: &B::Array<T::Base>) -> B::Array<T> {
        convert::<B, _, _>(data, T::from_base)
    }

    #[inline]
    fn literal_rhs<O, A: Shape>(op: O, a: &A::Array<T>, literal: T::Base) -> A::Array<T>
    where
        O: Pairwise<T> + BinaryOp<T, A, (), Output = A>,
    {
        let mut y = A::splat(T::FILLER);
        compute::each::<T, A>(A::flat(a), A::flat_mut(&mut y), |a| op.value_literal_rhs(a, literal));
        y
    }

    #[inline]
    fn literal_lhs<O, B: Shape>(op: O, literal: T::Base, b: &B::Array<T>) -> B::Array<T>
    where
        O: Pairwise<T> + BinaryOp<T, (), B, Output = B>,
    {
        let mut y = B::splat(T::FILLER);
        compute::each::<T, B>(B::flat(b), B::flat_mut(&mut y), |b| op.value_literal_lhs(literal, b));
        y
    }

    #[inline]
    fn plain_product<O: BinaryOp<T, A, B>, A: Shape, B: Shape>(
        op: O,
        data: &A::Array<T::Base>,
        b: &B::Array<T>,
        sizes: [usize; 3],
    ) -> <O::Output as Shape>::Array<T> {
        // (Of nested duals constants take less than the care for what is zero in each.)
        if const { T::ORDER > 1 } {
            return Self::binary::<O, A, B>(op, &Self::lift::<B, A>(b, data), b);
        }
        let mut y = <O::Output as Shape>::splat(T::ZERO);
        T::plain_product(A::flat(data), B::flat(b), <O::Output as Shape>::flat_mut(&mut y), sizes);
        y
    }

    #[inline]
    fn detach<A: Shape>(a: &A::Array<T>) -> A::Array<T> {
        convert::<A, _, _>(a, |x: T| T::from_base(x.primal()))
    }
}

/// Storage converted number by number: [`Tensor::map`](crate::Tensor::map).
#[inline]
pub(super) fn convert<S: Shape, T: Copy, U: Stored>(x: &S::Array<T>, mut f: impl FnMut(T) -> U) -> S::Array<U> {
    let mut y = S::splat(U::FILLER);
    for (y, &x) in S::flat_mut(&mut y).iter_mut().zip(S::flat(x)) {
        *y = f(x);
    }
    y
}
