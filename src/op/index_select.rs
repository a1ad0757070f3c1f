//! `index_select`: places along one axis, chosen at run time.

use crate::number::{Float, Integer, Stored};
use crate::op::indices::Indices;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{Dim, HasAxis, Shape};
use crate::tensor::{Element, Tensor};

/// The rule of [`Tensor::index_select`]. The indices are kept in the node's words.
#[derive(Debug)]
pub struct IndexSelect<const I: usize, N: Dim>(Indices<(N,)>);

// By hand: a derive would ask the axis to be `Copy`, where it is the array of indices that is.
impl<const I: usize, N: Dim> Clone for IndexSelect<I, N> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<const I: usize, N: Dim> Copy for IndexSelect<I, N> {}

impl<const I: usize, N: Dim> IndexSelect<I, N> {
    /// The rule for these indices, a tensor of any integer type.
    ///
    /// # Panics
    /// Where an index is below 0 or does not fit into 32 bits. Where one is outside the axis, the operation panics.
    #[must_use]
    #[track_caller]
    pub fn new(indices: &Tensor<impl Integer, (N,)>) -> Self {
        Self(Indices::new(indices, u32::MAX as usize))
    }
}

impl<const I: usize, N: Dim> Operation for IndexSelect<I, N> {
    const NAME: &'static str = "index_select";
    const WORDS: usize = N::SIZE;
    fn write(&self, words: &mut [u32]) {
        words.copy_from_slice(self.0.flat());
    }
    fn read(words: &[u32]) -> Self {
        IndexSelect(Indices::read(words))
    }
}

impl<T: Stored, const I: usize, N: Dim, S: HasAxis<I>> UnaryOp<T, S> for IndexSelect<I, N> {
    type Output = S::With<N>;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        self.0.check(S::Axis::SIZE);
        let n = S::INNER;
        for (y, x) in y.chunks_exact_mut(N::SIZE * n).zip(x.chunks_exact(S::Axis::SIZE * n)) {
            for (y, &index) in y.chunks_exact_mut(n).zip(self.0.flat()) {
                y.copy_from_slice(&x[index as usize * n..][..n]);
            }
        }
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        let n = S::INNER;
        for (dy, dx) in dy.chunks_exact(N::SIZE * n).zip(dx.chunks_exact_mut(S::Axis::SIZE * n)) {
            for (dy, &index) in dy.chunks_exact(n).zip(self.0.flat()) {
                for (dx, &dy) in dx[index as usize * n..].iter_mut().zip(dy) {
                    *dx = *dx + dy;
                }
            }
        }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// What lies at the given places along axis `I`, in their order: rows of an embedding, items of a batch.
    ///
    /// Indices are a vector of any integer type. The same place may come several times.
    ///
    /// Shape: `S`, indices `(N,)` `→ S` with `N` for axis `I`. Derivative: the sum over all the times a place is taken.
    ///
    /// # Panics
    /// Where an index is not below the length of the axis, naming it.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let words = tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]);
    /// assert_eq!(words.index_select::<0, _>(&tensor([2, 0])), tensor([[5.0, 6.0], [1.0, 2.0]]));
    /// let slope = grad(|words| words.index_select::<0, _>(&tensor([2, 0, 2])).sum(), &words);
    /// assert_eq!(slope, tensor([[1.0, 1.0], [0.0, 0.0], [2.0, 2.0]]));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn index_select<const I: usize, N: Dim>(&self, indices: &Tensor<impl Integer, (N,)>) -> Tensor<E, S::With<N>>
    where
        S: HasAxis<I>,
    {
        self.unary(IndexSelect::<I, N>(Indices::new(indices, S::Axis::SIZE)))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>,)| -> (Const<2>,) { x.index_select::<0, _>(&tensor([0, 0])) });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<4>) { x.index_select::<1, _>(&tensor([2u8, 0, 2, 2])) });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<2>, Const<2>) { x.index_select::<2, _>(&tensor([2usize, 1])) });
    }

    #[test]
    #[should_panic(expected = "the index at [1] is -1, outside an axis of length 3")]
    fn an_index_outside_is_named() {
        let _ = tensor([1.0, 2.0, 3.0]).index_select::<0, _>(&tensor([0, -1]));
    }
}
