//! `flip`: one axis backwards.

use crate::number::{Float, Stored};
use crate::op::lane::lanes;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{HasAxis, Shape};
use crate::tensor::{Element, Tensor};

/// The rule of [`Tensor::flip`].
#[derive(Debug, Clone, Copy)]
pub struct Flip<const I: usize>;

impl<const I: usize> Operation for Flip<I> {
    const NAME: &'static str = "flip";
    fn read(_: &[u32]) -> Self {
        Flip
    }
}

impl<T: Stored, const I: usize, S: HasAxis<I>> UnaryOp<T, S> for Flip<I> {
    type Output = S;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        for lane in lanes::<I, S>() {
            for (to, from) in lane.clone().zip(lane.rev()) {
                y[to] = x[from];
            }
        }
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        for lane in lanes::<I, S>() {
            for (to, from) in lane.clone().zip(lane.rev()) {
                dx[from] = dx[from] + dy[to];
            }
        }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// Axis `I` from its end to its beginning.
    ///
    /// Shape: `S → S`. Derivative: each adjoint goes back to its element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1, 2, 3], [4, 5, 6]]).flip::<1>(), tensor([[3, 2, 1], [6, 5, 4]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn flip<const I: usize>(&self) -> Self
    where
        S: HasAxis<I>,
    {
        self.unary(Flip::<I>)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>,)| -> (Const<1>,) { x.flip::<0>() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<3>) { x.flip::<0>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<3>, Const<2>) { x.flip::<2>() });
    }
}
