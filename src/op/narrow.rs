//! `narrow`: a part of one axis.

use crate::number::{Float, Stored};
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{Const, Dim, HasAxis, Shape, require};
use crate::tensor::{Element, Tensor};
use core::marker::PhantomData;

/// The rule of [`Tensor::narrow`], [`select`](Tensor::select), [`split`](Tensor::split) and [`chunk`](Tensor::chunk): as
/// much of axis `I` as the axis `D` is long. The start is kept in the node's words.
#[derive(Debug)]
pub struct Narrow<const I: usize, D> {
    start: u32,
    length: PhantomData<D>,
}

// By hand: a derive would ask the axis to be `Copy`, which its values, there being none, need not be.
impl<const I: usize, D> Clone for Narrow<I, D> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<const I: usize, D> Copy for Narrow<I, D> {}

impl<const I: usize, D> Narrow<I, D> {
    /// The rule for the part from `start` on. Where that does not lie inside the axis, the operation panics.
    #[inline]
    #[must_use]
    pub const fn new(start: u32) -> Self {
        Narrow { start, length: PhantomData }
    }
}

impl<const I: usize, D: Dim> Operation for Narrow<I, D> {
    const NAME: &'static str = "narrow";
    const WORDS: usize = 1;
    fn write(&self, words: &mut [u32]) {
        words[0] = self.start;
    }
    fn read(words: &[u32]) -> Self {
        Narrow::new(words[0])
    }
}

impl<T: Stored, const I: usize, D: Dim, S: HasAxis<I>> UnaryOp<T, S> for Narrow<I, D> {
    type Output = S::With<D>;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        let (first, n) = (self.start as usize * S::INNER, D::SIZE * S::INNER);
        for (y, x) in y.chunks_exact_mut(n).zip(x.chunks_exact(S::Axis::SIZE * S::INNER)) {
            y.copy_from_slice(&x[first..][..n]);
        }
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        let (first, n) = (self.start as usize * S::INNER, D::SIZE * S::INNER);
        for (dy, dx) in dy.chunks_exact(n).zip(dx.chunks_exact_mut(S::Axis::SIZE * S::INNER)) {
            for (dx, &dy) in dx[first..].iter_mut().zip(dy) {
                *dx = *dx + dy;
            }
        }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The part of axis `I` that begins at `start` and is as long as `D`: a view if it lies in one piece.
    #[inline]
    pub(crate) fn part<const I: usize, D: Dim>(&self, start: usize) -> Tensor<E, S::With<D>>
    where
        S: HasAxis<I>,
    {
        debug_assert!(start + D::SIZE <= S::Axis::SIZE);
        if S::OUTER == 1 {
            return Tensor(E::view::<S, S::With<D>>(&self.0, start * S::INNER));
        }
        let start = u32::try_from(start).expect("a tensor has fewer elements than a word counts");
        Tensor(E::unary::<Narrow<I, D>, S>(Narrow::new(start), &self.0))
    }

    /// `LENGTH` neighbours along axis `I`, from `START` on. Along the first axis this is a view on a tape.
    ///
    /// That the part lies inside the axis is checked when the program is built (not yet at `cargo check`).
    ///
    /// Shape: `S → S` with `Const<LENGTH>` for axis `I`. Derivative: 1 within the part, 0 elsewhere.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]]);
    /// assert_eq!(a.narrow::<0, 1, 2>(), tensor([[4, 5, 6], [7, 8, 9]]));
    /// assert_eq!(a.narrow::<1, 0, 2>(), tensor([[1, 2], [4, 5], [7, 8]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn narrow<const I: usize, const START: usize, const LENGTH: usize>(&self) -> Tensor<E, S::With<Const<LENGTH>>>
    where
        S: HasAxis<I>,
    {
        const { require(START + LENGTH <= S::Axis::SIZE, "narrow: the part must lie inside the axis") }
        self.part::<I, Const<LENGTH>>(START)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, grad, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<3>,)| -> (Const<2>,) { x.narrow::<0, 1, 2>() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<1>) { x.narrow::<1, 2, 1>() });
        check::everywhere!(|x: (Const<1>, Const<3>)| -> (Const<1>, Const<2>) { x.narrow::<1, 1, 2>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<2>, Const<2>) { x.narrow::<2, 1, 2>() });
    }

    #[test]
    fn overlapping_parts_add_up() {
        let x = tensor([1.0, 2.0, 3.0]);
        assert_eq!(grad(|x| x.narrow::<0, 0, 2>().dot(&x.narrow::<0, 1, 2>()), &x), tensor([2.0, 4.0, 2.0]));
        let sum = grad(|x| x.narrow::<1, 0, 2>().sum() + 10.0 * x.narrow::<1, 1, 2>().sum(), &tensor([[0.0; 3]; 2]));
        assert_eq!(sum, tensor([[1.0, 11.0, 10.0]; 2]));
    }
}
