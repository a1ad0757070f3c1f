//! `pad_with`: a number of choice around one axis.

use crate::number::{Float, Stored};
use crate::op::pad::Padded;
use crate::op::by_type::by_type;
use crate::rule::{BinaryOp, Nothing, Operation};
use crate::shape::{Const, Dim, HasAxis, Plus, Shape, require};
use crate::tensor::{Element, Scalar, Tensor};
use core::marker::PhantomData;

/// The rule of [`Tensor::pad_with`]: axis `I` within an axis `D`, from `START` on.
#[derive(Debug)]
pub struct PadWith<const I: usize, const START: usize, D>(PhantomData<D>);

by_type!(PadWith[const I: usize, const START: usize] D);

impl<const I: usize, const START: usize, D: Dim> Operation for PadWith<I, START, D> {
    const NAME: &'static str = "pad_with";
    fn read(_: &[u32]) -> Self {
        PadWith::default()
    }
}

impl<T: Stored, const I: usize, const START: usize, D: Dim, S: HasAxis<I>> BinaryOp<T, S, ()>
    for PadWith<I, START, D>
{
    type Output = S::With<D>;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], padding: &[T], y: &mut [T], _: &mut [T]) {
        let n = S::Axis::SIZE * S::INNER;
        y.fill(padding[0]);
        for (y, x) in y.chunks_exact_mut(D::SIZE * S::INNER).zip(x.chunks_exact(n)) {
            y[START * S::INNER..][..n].copy_from_slice(x);
        }
    }
    #[inline]
    fn pullback_lhs(&self, _: &[T], _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
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
    /// The padding stands at every place outside.
    #[inline]
    fn pullback_rhs(&self, _: &[T], _: &[T], _: &[T], _: &[T], dy: &[T], padding: &mut [T])
    where
        T: Float,
    {
        let n = S::Axis::SIZE * S::INNER;
        for dy in dy.chunks_exact(D::SIZE * S::INNER) {
            let (before, rest) = dy.split_at(START * S::INNER);
            padding[0] = padding[0] + T::sum(before) + T::sum(&rest[n..]);
        }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The number `value` along axis `I`: `BEFORE` times in front of it and `AFTER` times behind it. The length is
    /// inferred; [`pad_with_to`](Self::pad_with_to) names it. Zeros come from [`pad`](Self::pad).
    ///
    /// Shape: `S`, value `()` `→ S` with axis `I` longer by `BEFORE + AFTER`. Derivative: each adjoint goes back to its
    /// element, those of the padding to the value.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([1, 2]).pad_with::<0, 1, 2>(&tensor(7)), tensor([7, 1, 2, 7, 7]));
    ///
    /// /// The largest of each element and its neighbours, in any mode.
    /// fn peaks<E: Real>(x: &Vector<E, 3>) -> Vector<E, 3> {
    ///     let wide = x.pad_with::<0, 1, 1>(&x.new_tensor(f64::NEG_INFINITY));
    ///     stack([wide.narrow::<0, 0, 3>(), *x, wide.narrow::<0, 2, 3>()]).max_axis::<0>()
    /// }
    /// assert_eq!(peaks(&tensor([-1.0, -2.0, -3.0])), tensor([-1.0, -1.0, -2.0]));
    /// assert_eq!(grad(|x| peaks(&x).sum(), &tensor([-1.0, -2.0, -3.0])), tensor([2.0, 1.0, 0.0]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn pad_with<const I: usize, const BEFORE: usize, const AFTER: usize>(
        &self,
        value: &Scalar<E>,
    ) -> Tensor<E, S::With<Padded<S::Axis, BEFORE, AFTER>>>
    where
        S: HasAxis<I, Axis: Plus<Const<BEFORE>, Output: Plus<Const<AFTER>>>>,
    {
        self.pad_with_to::<I, BEFORE, _>(value)
    }

    /// The number `value` along axis `I`: `BEFORE` times in front of it and behind it as often as fills the axis `D`,
    /// which the caller names.
    ///
    /// That the axis is long enough is checked when the program is built (not yet at `cargo check`).
    ///
    /// Shape: `S`, value `()` `→ S` with `D` for axis `I`. Derivative: as for [`pad_with`](Self::pad_with).
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([true]).pad_with_to::<0, 2, Const<3>>(&tensor(false)), tensor([false, false, true]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn pad_with_to<const I: usize, const BEFORE: usize, D: Dim>(&self, value: &Scalar<E>) -> Tensor<E, S::With<D>>
    where
        S: HasAxis<I>,
    {
        const { require(BEFORE + S::Axis::SIZE <= D::SIZE, "pad: the padded axis must have room for the axis and what precedes it") }
        self.binary(PadWith::<I, BEFORE, D>::default(), value)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>,), v: ()| -> (Const<1>,) { x.pad_with::<0, 0, 0>(&v) });
        check::everywhere!(|x: (Const<2>, Const<3>), v: ()| -> (Const<5>, Const<3>) { x.pad_with::<0, 1, 2>(&v) });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>), v: ()| -> (Const<2>, Const<1>, Const<4>, Const<2>) { x.pad_with::<2, 1, 0>(&v) });
        check::everywhere!(|x: (Const<2>, Const<3>), v: ()| -> (Const<2>, Const<7>) { x.pad_with_to::<1, 3, Const<7>>(&v) });
        check::everywhere!(|x: (Const<3>,)| -> (Const<5>,) { x.pad_with::<0, 1, 1>(&x.at([1])) });
    }
}
