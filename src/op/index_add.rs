//! `index_add`: a tensor added to places along one axis, chosen at run time.

use crate::number::{Float, Integer, Ring};
use crate::op::indices::Indices;
use crate::rule::{BinaryOp, Nothing, Operation};
use crate::shape::{Dim, HasAxis, Shape};
use crate::tensor::{Element, Tensor};

/// The rule of [`Tensor::index_add`]. The indices are kept in the node's words.
#[derive(Debug)]
pub struct IndexAdd<const I: usize, N: Dim>(Indices<(N,)>);

// By hand: a derive would ask the axis to be `Copy`, where it is the array of indices that is.
impl<const I: usize, N: Dim> Clone for IndexAdd<I, N> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<const I: usize, N: Dim> Copy for IndexAdd<I, N> {}

impl<const I: usize, N: Dim> IndexAdd<I, N> {
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

impl<const I: usize, N: Dim> Operation for IndexAdd<I, N> {
    const NAME: &'static str = "index_add";
    const WORDS: usize = N::SIZE;
    fn write(&self, words: &mut [u32]) {
        words.copy_from_slice(self.0.flat());
    }
    fn read(words: &[u32]) -> Self {
        IndexAdd(Indices::read(words))
    }
}

impl<T: Ring, const I: usize, N: Dim, S: HasAxis<I>> BinaryOp<T, S, S::With<N>> for IndexAdd<I, N> {
    type Output = S;
    type Saved = Nothing;
    #[inline]
    fn value(&self, a: &[T], b: &[T], y: &mut [T], _: &mut [T]) {
        self.0.check(S::Axis::SIZE);
        y.copy_from_slice(a);
        let n = S::INNER;
        for (y, b) in y.chunks_exact_mut(S::Axis::SIZE * n).zip(b.chunks_exact(N::SIZE * n)) {
            for (b, &index) in b.chunks_exact(n).zip(self.0.flat()) {
                for (y, &b) in y[index as usize * n..].iter_mut().zip(b) {
                    *y = *y + b;
                }
            }
        }
    }
    #[inline]
    fn pullback_lhs(&self, _: &[T], _: &[T], _: &[T], _: &[T], dy: &[T], da: &mut [T])
    where
        T: Float,
    {
        for (da, &dy) in da.iter_mut().zip(dy) {
            *da = *da + dy;
        }
    }
    #[inline]
    fn pullback_rhs(&self, _: &[T], _: &[T], _: &[T], _: &[T], dy: &[T], db: &mut [T])
    where
        T: Float,
    {
        let n = S::INNER;
        for (dy, db) in dy.chunks_exact(S::Axis::SIZE * n).zip(db.chunks_exact_mut(N::SIZE * n)) {
            for (db, &index) in db.chunks_exact_mut(n).zip(self.0.flat()) {
                for (db, &dy) in db.iter_mut().zip(&dy[index as usize * n..]) {
                    *db = *db + dy;
                }
            }
        }
    }
}

impl<E: Element<Number: Ring>, S: Shape> Tensor<E, S> {
    /// This tensor with `source` added at the given places along axis `I`. What comes to the same place adds up: the
    /// transpose of [`index_select`](Self::index_select).
    ///
    /// Shape: `S`, indices `(N,)`, source `S` with `N` for axis `I` `→ S`. Derivative: 1 by this tensor and by the
    /// source.
    ///
    /// # Panics
    /// Where an index is not below the length of the axis, naming it.
    ///
    /// ```
    /// use wengert::{Vector, tensor};
    ///
    /// let histogram = Vector::<i32, 3>::zeros().index_add::<0, _>(&tensor([2, 0, 2, 2]), &tensor([1, 1, 1, 1]));
    /// assert_eq!(histogram, tensor([1, 0, 3]));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn index_add<const I: usize, N: Dim>(
        &self,
        indices: &Tensor<impl Integer, (N,)>,
        source: &Tensor<E, S::With<N>>,
    ) -> Self
    where
        S: HasAxis<I>,
    {
        let rule = IndexAdd::<I, N>(Indices::new(indices, S::Axis::SIZE));
        Tensor(E::binary::<_, S, S::With<N>>(rule, &self.0, &source.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (Const<1>,), b: (Const<2>,)| -> (Const<1>,) { a.index_add::<0, _>(&tensor([0, 0]), &b) });
        check::everywhere!(|a: (Const<2>, Const<3>), b: (Const<2>, Const<4>)| -> (Const<2>, Const<3>) { a.index_add::<1, _>(&tensor([2, 0, 2, 2]), &b) });
        check::everywhere!(|a: (Const<2>, Const<1>, Const<3>, Const<2>), b: (Const<2>, Const<1>, Const<2>, Const<2>)| -> (Const<2>, Const<1>, Const<3>, Const<2>) { a.index_add::<2, _>(&tensor([2, 1]), &b) });
    }
}
