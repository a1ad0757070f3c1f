//! `broadcast_to`: repetition along axes of length 1, the result named.

use crate::kernel::broadcast::Walk;
use crate::number::{Float, Stored};
use crate::op::by_type::by_type;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::Shape;
use crate::tensor::{Element, Tensor};
use core::marker::PhantomData;

/// The rule of [`Tensor::broadcast_to`].
#[derive(Debug)]
pub struct BroadcastTo<R>(PhantomData<R>);

by_type!(BroadcastTo[] R);

/// The walk from a shape to the one it is broadcast to.
struct Repeat<S, R>(PhantomData<(S, R)>);

impl<S: Shape, R: Shape> Repeat<S, R> {
    const CHECKED: () = crate::shape::require(
        Walk::broadcasts(S::DIMS, R::DIMS),
        "broadcast_to: each axis, counted from the right, must have length 1 or the length of the target's axis",
    );
    const WALK: Walk = {
        let () = Self::CHECKED;
        Walk::new(S::DIMS, R::DIMS, R::DIMS)
    };
}

impl<R: Shape> Operation for BroadcastTo<R> {
    const NAME: &'static str = "broadcast_to";
    fn read(_: &[u32]) -> Self {
        BroadcastTo::default()
    }
}

impl<T: Stored, S: Shape, R: Shape> UnaryOp<T, S> for BroadcastTo<R> {
    type Output = R;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        const { Repeat::<S, R>::WALK }.each(|i, _, o| y[o] = x[i]);
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        const { Repeat::<S, R>::WALK }.each(|i, _, o| dx[i] = dx[i] + dy[o]);
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The tensor repeated along its axes of length 1, and along further axes on the left, to fill the shape `R`.
    ///
    /// Operators broadcast by themselves; this is for shapes the compiler cannot relate, such as `Const<1>` against a
    /// generic `Const<N>`. That the shapes fit is checked when the program is built (not yet at `cargo check`).
    ///
    /// Shape: `S → R`. Derivative: the sum over all repetitions.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let column = tensor([[1], [2]]);
    /// assert_eq!(column.broadcast_to::<(Const<2>, Const<3>)>(), tensor([[1, 1, 1], [2, 2, 2]]));
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "expand")]
    pub fn broadcast_to<R: Shape>(&self) -> Tensor<E, R> {
        const { Repeat::<S, R>::CHECKED };
        Tensor(E::unary::<BroadcastTo<R>, S>(BroadcastTo::default(), &self.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> (Const<2>,) { x.broadcast_to() });
        check::everywhere!(|x: (Const<3>,)| -> (Const<2>, Const<3>) { x.broadcast_to() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<2>)| -> (Const<3>, Const<2>, Const<2>, Const<2>) { x.broadcast_to() });
    }
}
