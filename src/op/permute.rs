//! `permute` and `transpose`: axes in another order.

use crate::kernel::broadcast::Walk;
use crate::number::{Float, Stored};
use crate::op::by_type::by_type;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{Arrange, Exchange, Shape, Swap, Swapped};
use crate::tensor::{Element, Tensor};
use core::marker::PhantomData;

/// The rule of [`Tensor::permute`] and [`Tensor::transpose`]. It only moves elements, so it works on anything a tensor
/// stores.
#[derive(Debug)]
pub struct Permute<O>(PhantomData<O>);

by_type!(Permute[] O);

impl<O: 'static> Operation for Permute<O> {
    const NAME: &'static str = "permute";
    fn read(_: &[u32]) -> Self {
        Permute::default()
    }
}

/// The walk from a shape to the same axes in the order `O`.
struct Order<O, S>(PhantomData<(O, S)>);

impl<O: Arrange<S>, S: Shape> Order<O, S> {
    const WALK: (Walk, usize) = Walk::rearranged(S::DIMS, O::ORDER);

    /// Calls `f` with the place of each element before and after.
    #[inline(always)]
    fn each(mut f: impl FnMut(usize, usize)) {
        let (walk, step) = const { Self::WALK };
        walk.runs(|i, _, o| {
            for k in 0..walk.run {
                f(i + k * step, o + k);
            }
        });
    }
}

impl<T: Stored, O: Arrange<S>, S: Shape> UnaryOp<T, S> for Permute<O> {
    type Output = O::Output;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        Order::<O, S>::each(|i, o| y[o] = x[i]);
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        Order::<O, S>::each(|i, o| dx[i] = dx[i] + dy[o]);
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The axes in another order: axis k of the result is the k-th axis that `O` names, counted from 0 on the left.
    ///
    /// Shape: `S → S` with its axes in the order `O`. Derivative: each adjoint goes back to its element.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a: Tensor<i32, (Const<1>, Const<2>, Const<3>)> = tensor([[[1, 2, 3], [4, 5, 6]]]);
    /// let b: Tensor<i32, (Const<3>, Const<1>, Const<2>)> = a.permute::<(Const<2>, Const<0>, Const<1>)>();
    /// assert_eq!(b, tensor([[[1, 4]], [[2, 5]], [[3, 6]]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn permute<O: Arrange<S>>(&self) -> Tensor<E, O::Output> {
        Tensor(E::unary::<Permute<O>, S>(Permute::default(), &self.0))
    }

    /// The axes `I` and `J` exchanged. For a matrix there is [`t`](Tensor::t).
    ///
    /// Shape: `S → S` with the axes `I` and `J` exchanged. Derivative: each adjoint goes back to its element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]);
    /// assert_eq!(a.transpose::<0, 2>(), tensor([[[1, 5], [3, 7]], [[2, 6], [4, 8]]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn transpose<const I: usize, const J: usize>(&self) -> Tensor<E, Swapped<S, I, J>>
    where
        S: Swap<I, J>,
    {
        self.permute::<Exchange<I, J>>()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, Tensor, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<3>, Const<2>) { x.transpose::<1, 0>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<3>, Const<2>, Const<2>) { x.transpose::<0, 1>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<3>, Const<2>, Const<2>, Const<1>) { x.permute::<(Const<2>, Const<0>, Const<3>, Const<1>)>() });
    }

    #[test]
    fn every_element_goes_where_its_index_goes() {
        type S = (Const<2>, Const<3>, Const<1>, Const<4>, Const<2>, Const<3>);
        let x = Tensor::<usize, S>::from_fn(|[a, b, c, d, f, g]| ((((a * 3 + b) + c) * 4 + d) * 2 + f) * 3 + g);
        let y = x.permute::<(Const<5>, Const<1>, Const<0>, Const<2>, Const<4>, Const<3>)>();
        let z = x.transpose::<1, 3>();
        let same = x.transpose::<2, 2>();
        for a in 0..2 {
            for b in 0..3 {
                for d in 0..4 {
                    let at = x[[a, b, 0, d, 1, 2]];
                    assert_eq!(y[[2, b, a, 0, 1, d]], at);
                    assert_eq!(z[[a, d, 0, b, 1, 2]], at);
                    assert_eq!(same[[a, b, 0, d, 1, 2]], at);
                }
            }
        }
    }
}
