//! `pad`: zeros around one axis.

use crate::number::{Float, Ring};
use crate::op::by_type::by_type;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{Const, Dim, HasAxis, Plus, Shape, Sum, require};
use crate::tensor::{Element, Tensor};
use core::marker::PhantomData;

/// The rule of [`Tensor::pad`]: axis `I` within an axis `D`, from `START` on.
#[derive(Debug)]
pub struct Pad<const I: usize, const START: usize, D>(PhantomData<D>);

by_type!(Pad[const I: usize, const START: usize] D);

impl<const I: usize, const START: usize, D: Dim> Operation for Pad<I, START, D> {
    const NAME: &'static str = "pad";
    fn read(_: &[u32]) -> Self {
        Pad::default()
    }
}

impl<T: Ring, const I: usize, const START: usize, D: Dim, S: HasAxis<I>> UnaryOp<T, S> for Pad<I, START, D> {
    type Output = S::With<D>;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        y.fill(T::ZERO);
        let n = S::Axis::SIZE * S::INNER;
        for (y, x) in y.chunks_exact_mut(D::SIZE * S::INNER).zip(x.chunks_exact(n)) {
            y[START * S::INNER..][..n].copy_from_slice(x);
        }
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        let n = S::Axis::SIZE * S::INNER;
        for (dy, dx) in dy.chunks_exact(D::SIZE * S::INNER).zip(dx.chunks_exact_mut(n)) {
            for (dx, &dy) in dx.iter_mut().zip(&dy[START * S::INNER..]) {
                *dx = *dx + dy;
            }
        }
    }
}

/// An axis with `B` places before it and `A` after it.
pub(crate) type Padded<D, const B: usize, const A: usize> = Sum<Sum<D, Const<B>>, Const<A>>;

impl<E: Element<Number: Ring>, S: Shape> Tensor<E, S> {
    /// Zeros along axis `I`: `BEFORE` in front of it and `AFTER` behind it. The length is inferred;
    /// [`pad_to`](Self::pad_to) names it, and [`pad_with`](Self::pad_with) pads with another number.
    ///
    /// Shape: `S → S` with axis `I` longer by `BEFORE + AFTER`. Derivative: each adjoint goes back to its element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1, 2]).pad::<0, 1, 2>(), tensor([0, 1, 2, 0, 0]));
    /// assert_eq!(tensor([[1, 2], [3, 4]]).pad::<1, 0, 1>(), tensor([[1, 2, 0], [3, 4, 0]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn pad<const I: usize, const BEFORE: usize, const AFTER: usize>(
        &self,
    ) -> Tensor<E, S::With<Padded<S::Axis, BEFORE, AFTER>>>
    where
        S: HasAxis<I, Axis: Plus<Const<BEFORE>, Output: Plus<Const<AFTER>>>>,
    {
        self.pad_to::<I, BEFORE, _>()
    }

    /// Zeros along axis `I`: `BEFORE` in front of it and as many behind it as fill the axis `D`, which the caller names.
    ///
    /// That the axis is long enough is checked when the program is built (not yet at `cargo check`).
    ///
    /// Shape: `S → S` with `D` for axis `I`. Derivative: each adjoint goes back to its element.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([1, 2]).pad_to::<0, 1, Const<5>>(), tensor([0, 1, 2, 0, 0]));
    /// dim!(Samples = 4);
    /// let signal: Tensor<i32, (Samples,)> = tensor([1, 2]).pad_to::<0, 0, _>();
    /// assert_eq!(signal.sum(), 3);
    /// ```
    #[inline]
    #[must_use]
    pub fn pad_to<const I: usize, const BEFORE: usize, D: Dim>(&self) -> Tensor<E, S::With<D>>
    where
        S: HasAxis<I>,
    {
        const { require(BEFORE + S::Axis::SIZE <= D::SIZE, "pad: the padded axis must have room for the axis and what precedes it") }
        self.unary(Pad::<I, BEFORE, D>::default())
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>,)| -> (Const<1>,) { x.pad::<0, 0, 0>() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<5>, Const<3>) { x.pad::<0, 1, 2>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<4>, Const<2>) { x.pad::<2, 1, 0>() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<7>) { x.pad_to::<1, 3, Const<7>>() });
    }
}
