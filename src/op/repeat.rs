//! `repeat`: one axis several times over.

use crate::number::{Float, Stored};
use crate::op::by_type::by_type;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{Const, Dim, HasAxis, Product, Shape, Times, require};
use crate::tensor::{Element, Tensor};
use core::marker::PhantomData;

/// The rule of [`Tensor::repeat`]: axis `I` over and over, until it is as long as the axis `D`.
#[derive(Debug)]
pub struct Repeat<const I: usize, D>(PhantomData<D>);

by_type!(Repeat[const I: usize] D);

impl<const I: usize, D: Dim> Operation for Repeat<I, D> {
    const NAME: &'static str = "repeat";
    fn read(_: &[u32]) -> Self {
        Repeat::default()
    }
}

impl<T: Stored, const I: usize, D: Dim, S: HasAxis<I>> UnaryOp<T, S> for Repeat<I, D> {
    type Output = S::With<D>;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        let n = S::Axis::SIZE * S::INNER;
        for (y, x) in y.chunks_exact_mut(D::SIZE * S::INNER).zip(x.chunks_exact(n)) {
            for y in y.chunks_exact_mut(n) {
                y.copy_from_slice(x);
            }
        }
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        let n = S::Axis::SIZE * S::INNER;
        for (dy, dx) in dy.chunks_exact(D::SIZE * S::INNER).zip(dx.chunks_exact_mut(n)) {
            for dy in dy.chunks_exact(n) {
                for (dx, &dy) in dx.iter_mut().zip(dy) {
                    *dx = *dx + dy;
                }
            }
        }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// Axis `I` as a whole `N` times, one after another. The length is inferred; [`repeat_to`](Self::repeat_to) names it.
    /// Several axes at once are repeated by [`tile`](Self::tile).
    ///
    /// An axis of length 1 that only meets longer ones needs no repetition: operators broadcast.
    ///
    /// Shape: `S → S` with axis `I` `N` times as long. Derivative: the sum over all repetitions.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1, 2], [3, 4]]).repeat::<1, 2>(), tensor([[1, 2, 1, 2], [3, 4, 3, 4]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn repeat<const I: usize, const N: usize>(&self) -> Tensor<E, S::With<Product<S::Axis, Const<N>>>>
    where
        S: HasAxis<I, Axis: Times<Const<N>>>,
    {
        self.repeat_to::<I, _>()
    }

    /// Axis `I` as a whole over and over, until it fills the axis `D`, which the caller names.
    ///
    /// That it fits a whole number of times is checked when the program is built (not yet at `cargo check`).
    ///
    /// Shape: `S → S` with `D` for axis `I`. Derivative: the sum over all repetitions.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let long: Vector<i32, 1797> = tensor([1, 2, 3]).repeat_to::<0, _>();
    /// assert_eq!(long.sum(), 6 * 599);
    /// ```
    #[inline]
    #[must_use]
    pub fn repeat_to<const I: usize, D: Dim>(&self) -> Tensor<E, S::With<D>>
    where
        S: HasAxis<I>,
    {
        const { require(D::SIZE.is_multiple_of(S::Axis::SIZE), "repeat: the new length must be a whole multiple of the axis") }
        self.unary(Repeat::<I, D>::default())
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>,)| -> (Const<3>,) { x.repeat::<0, 3>() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<4>, Const<3>) { x.repeat::<0, 2>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<6>, Const<2>) { x.repeat::<2, 2>() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<9>) { x.repeat_to::<1, Const<9>>() });
    }
}
