//! `tile`: all axes several times over.

use crate::number::{Float, Stored};
use crate::op::by_type::by_type;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{Shape, Tiles, require};
use crate::tensor::{Element, Tensor};
use core::marker::PhantomData;

/// The rule of [`Tensor::tile`]: the tensor side by side with itself, until it fills the shape `R`.
#[derive(Debug)]
pub struct Tile<R>(PhantomData<R>);

by_type!(Tile[] R);

impl<R: Shape> Operation for Tile<R> {
    const NAME: &'static str = "tile";
    fn read(_: &[u32]) -> Self {
        Tile::default()
    }
}

/// A shape and the one that it fills.
struct Filled<S, R>(PhantomData<(S, R)>);

impl<S: Shape, R: Shape> Filled<S, R> {
    const CHECKED: () = {
        require(S::RANK == R::RANK, "tile: the tensor and the result must have the same number of axes");
        let mut axis = 0;
        while axis < S::RANK {
            require(R::DIMS[axis].is_multiple_of(S::DIMS[axis]), "tile: each axis of the result must be a whole multiple of the tensor's");
            axis += 1;
        }
    };

    /// Calls `f` with the place in the tensor and the place in the result of each stretch of `S`'s last axis.
    #[inline(always)]
    fn runs(mut f: impl FnMut(usize, usize)) {
        for to in (0..R::NUMEL).step_by(Self::run()) {
            let (mut rest, mut from, mut stride) = (to, 0, 1);
            for (&of_r, &of_s) in R::DIMS.iter().zip(S::DIMS).rev() {
                from += rest % of_r % of_s * stride;
                rest /= of_r;
                stride *= of_s;
            }
            f(from, to);
        }
    }

    #[inline(always)]
    fn run() -> usize {
        S::DIMS.last().copied().unwrap_or(1)
    }
}

impl<T: Stored, S: Shape, R: Shape> UnaryOp<T, S> for Tile<R> {
    type Output = R;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        let n = Filled::<S, R>::run();
        Filled::<S, R>::runs(|from, to| y[to..][..n].copy_from_slice(&x[from..][..n]));
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        let n = Filled::<S, R>::run();
        Filled::<S, R>::runs(|from, to| {
            for (dx, &dy) in dx[from..][..n].iter_mut().zip(&dy[to..]) {
                *dx = *dx + dy;
            }
        });
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The tensor side by side with itself, as often along each axis as `N` counts. The lengths are inferred;
    /// [`tile_to`](Self::tile_to) names them. Along a single axis it is [`repeat`](Self::repeat).
    ///
    /// Shape: `S → S` with each axis as many times as long. Derivative: the sum over all repetitions.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = tensor([[1, 2]]);
    /// assert_eq!(a.tile::<(Const<2>, Const<3>)>(), tensor([[1, 2, 1, 2, 1, 2], [1, 2, 1, 2, 1, 2]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn tile<N: Tiles<S>>(&self) -> Tensor<E, N::Output> {
        self.tile_to()
    }

    /// The tensor side by side with itself, until it fills the shape `R`, which the caller names.
    ///
    /// That each axis fits a whole number of times is checked when the program is built (not yet at `cargo check`).
    ///
    /// Shape: `S → R`. Derivative: the sum over all repetitions.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let stripes: Matrix<i32, 2, 666> = tensor([[1, 0], [0, 1]]).tile_to();
    /// assert_eq!(stripes.sum_axis::<1>(), tensor([333, 333]));
    /// ```
    #[inline]
    #[must_use]
    pub fn tile_to<R: Shape>(&self) -> Tensor<E, R> {
        const { Filled::<S, R>::CHECKED };
        self.unary(Tile::<R>::default())
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, Tensor, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> () { x.tile_to::<()>() });
        check::everywhere!(|x: (Const<1>,)| -> (Const<3>,) { x.tile::<(Const<3>,)>() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<4>, Const<9>) { x.tile::<(Const<2>, Const<3>)>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<4>, Const<2>, Const<3>, Const<4>) { x.tile::<(Const<2>, Const<2>, Const<1>, Const<2>)>() });
    }

    #[test]
    fn it_is_repetition_along_each_axis() {
        let x = Tensor::<usize, (Const<2>, Const<3>, Const<2>)>::from_fn(|[a, b, c]| a * 100 + b * 10 + c);
        let y = x.tile::<(Const<2>, Const<1>, Const<3>)>();
        assert_eq!(y, x.repeat::<0, 2>().repeat::<2, 3>());
        assert_eq!(tensor([true, false]).tile::<(Const<2>,)>(), tensor([true, false, true, false]));
    }
}
