//! `tile`: a tensor side by side until it fills a shape.

use crate::number::{Float, Stored};
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{Shape, require};
use crate::tensor::{Element, Tensor};
use core::marker::PhantomData;

/// The rule of [`Tensor::tile`], to the shape `R`.
#[derive(Debug)]
pub struct Tile<R>(PhantomData<R>);

// By hand: a derive would ask the shape to be `Copy`, which its values, there being none, need not be.
impl<R> Clone for Tile<R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<R> Copy for Tile<R> {}

impl<R: Shape> Operation for Tile<R> {
    const NAME: &'static str = "tile";
    fn read(_: &[u32]) -> Self {
        Tile(PhantomData)
    }
}

/// A shape against the one that it fills.
struct Tiles<S, R>(PhantomData<(S, R)>);

impl<S: Shape, R: Shape> Tiles<S, R> {
    /// The last axis of the tensor, which is copied as a whole: the last axis of the result is some of them.
    const RUN: usize = {
        require(S::RANK <= R::RANK, "tile: the result has at least as many axes as the tensor");
        let mut back = 1;
        while back <= S::RANK {
            require(
                R::DIMS[R::RANK - back] % S::DIMS[S::RANK - back] == 0,
                "tile: each axis of the result, counted from the right, is one or several times as long as that of the tensor",
            );
            back += 1;
        }
        if S::RANK == 0 { 1 } else { S::DIMS[S::RANK - 1] }
    };

    /// Where in the tensor the element at a position of the result comes from.
    fn source(mut position: usize) -> usize {
        let (mut source, mut stride) = (0, 1);
        for (&length, &of) in S::DIMS.iter().rev().zip(R::DIMS.iter().rev()) {
            source += stride * (position % of % length);
            stride *= length;
            position /= of;
        }
        source
    }
}

impl<T: Stored, S: Shape, R: Shape> UnaryOp<T, S> for Tile<R> {
    type Output = R;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        let run = const { Tiles::<S, R>::RUN };
        for (at, y) in y.chunks_exact_mut(run).enumerate() {
            y.copy_from_slice(&x[Tiles::<S, R>::source(at * run)..][..run]);
        }
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        let run = const { Tiles::<S, R>::RUN };
        for (at, dy) in dy.chunks_exact(run).enumerate() {
            for (dx, &dy) in dx[Tiles::<S, R>::source(at * run)..].iter_mut().zip(dy) {
                *dx = *dx + dy;
            }
        }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The tensor side by side until it fills the shape `R`, which is named or inferred. Along one axis, with the length
    /// inferred: [`repeat`](Tensor::repeat).
    ///
    /// Axes are compared from the right; those of the result are multiples of those of the tensor, which the compiler
    /// checks when it builds the program (not yet at `cargo check`). Further axes on the left repeat everything.
    ///
    /// Shape: `S → R`. Derivative: the sum over all repetitions.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let x = tensor([[1, 2], [3, 4]]);
    /// assert_eq!(x.tile::<(Const<2>, Const<4>)>(), tensor([[1, 2, 1, 2], [3, 4, 3, 4]]));
    /// let y: Matrix<i32, 2, 4> = tensor([1, 2]).tile();
    /// assert_eq!(y, tensor([[1, 2, 1, 2], [1, 2, 1, 2]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn tile<R: Shape>(&self) -> Tensor<E, R> {
        Tensor(E::unary::<Tile<R>, S>(Tile(PhantomData), &self.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> (Const<2>, Const<3>) { x.tile() });
        check::everywhere!(|x: (Const<1>,)| -> (Const<3>,) { x.tile() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<4>, Const<3>) { x.tile() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<2>, Const<6>) { x.tile() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<2>, Const<1>)| -> (Const<2>, Const<3>, Const<4>, Const<2>) { x.tile() });
    }
}
