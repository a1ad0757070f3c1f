//! `scatter_add`: along one axis, each element of a tensor added at a place chosen at run time.

use crate::number::{Float, Integer, Ring};
use crate::op::gather::each;
use crate::op::indices::Indices;
use crate::rule::{BinaryOp, Nothing, Operation};
use crate::shape::{AlikeApart, Dim, HasAxis, Shape};
use crate::tensor::{Element, Tensor};

/// The rule of [`Tensor::scatter_add`]. The indices, of the shape `R`, are kept in the node's words.
#[derive(Debug)]
pub struct ScatterAdd<const I: usize, R: Shape>(Indices<R>);

// By hand: a derive would ask the shape to be `Copy`, where it is the array of indices that is.
impl<const I: usize, R: Shape> Clone for ScatterAdd<I, R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<const I: usize, R: Shape> Copy for ScatterAdd<I, R> {}

impl<const I: usize, R: Shape> ScatterAdd<I, R> {
    /// The rule for these indices, a tensor of any integer type.
    ///
    /// # Panics
    /// Where an index is below 0 or does not fit into 32 bits. Where one is outside the axis, the operation panics.
    #[must_use]
    #[track_caller]
    pub fn new(indices: &Tensor<impl Integer, R>) -> Self {
        Self(Indices::new(indices, u32::MAX as usize))
    }
}

impl<const I: usize, R: Shape> Operation for ScatterAdd<I, R> {
    const NAME: &'static str = "scatter_add";
    const WORDS: usize = R::NUMEL;
    fn write(&self, words: &mut [u32]) {
        words.copy_from_slice(self.0.flat());
    }
    fn read(words: &[u32]) -> Self {
        ScatterAdd(Indices::read(words))
    }
}

impl<T: Ring, const I: usize, R: HasAxis<I>, S: AlikeApart<I, R>> BinaryOp<T, S, R> for ScatterAdd<I, R> {
    type Output = S;
    type Saved = Nothing;
    #[inline]
    fn value(&self, a: &[T], b: &[T], y: &mut [T], _: &mut [T]) {
        self.0.check(S::Axis::SIZE);
        y.copy_from_slice(a);
        each::<I, S, R>(&self.0, |from, to| y[to] = y[to] + b[from]);
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
        each::<I, S, R>(&self.0, |from, to| db[from] = db[from] + dy[to]);
    }
}

impl<E: Element<Number: Ring>, S: Shape> Tensor<E, S> {
    /// This tensor with each element of `source` added in its lane along axis `I`, where its index says. What comes to the
    /// same place adds up: the transpose of [`gather`](Self::gather).
    ///
    /// Shape: `S`, indices and source `R` `→ S`, where `S` and `R` differ in axis `I` only. Derivative: 1 by this tensor
    /// and by the source.
    ///
    /// # Panics
    /// Where an index is not below the length of the axis, naming it.
    ///
    /// ```
    /// use wengert::{Matrix, tensor};
    ///
    /// let a = Matrix::<i32, 2, 3>::zeros();
    /// let y = a.scatter_add::<1, _>(&tensor([[2, 2], [0, 1]]), &tensor([[1, 10], [3, 4]]));
    /// assert_eq!(y, tensor([[0, 0, 11], [3, 4, 0]]));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn scatter_add<const I: usize, R: HasAxis<I>>(
        &self,
        indices: &Tensor<impl Integer, R>,
        source: &Tensor<E, R>,
    ) -> Self
    where
        S: AlikeApart<I, R>,
    {
        let rule = ScatterAdd::<I, R>(Indices::new(indices, S::Axis::SIZE));
        Tensor(E::binary::<_, S, R>(rule, &self.0, &source.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (Const<1>,), b: (Const<2>,)| -> (Const<1>,) { a.scatter_add::<0, _>(&tensor([0, 0]), &b) });
        check::everywhere!(|a: (Const<3>, Const<2>), b: (Const<2>, Const<2>)| -> (Const<3>, Const<2>) { a.scatter_add::<0, _>(&tensor([[2, 0], [2, 1]]), &b) });
        check::everywhere!(|a: (Const<2>, Const<1>, Const<3>, Const<2>), b: (Const<2>, Const<1>, Const<1>, Const<2>)| -> (Const<2>, Const<1>, Const<3>, Const<2>) { a.scatter_add::<2, _>(&tensor([[[[2, 0]]], [[[1, 1]]]]), &b) });
    }
}
