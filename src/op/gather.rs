//! `gather`: along one axis, an element chosen at run time for each place of the result.

use crate::number::{Float, Integer, Stored};
use crate::op::indices::Indices;
use crate::op::lane::lanes;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{AlikeApart, Dim, HasAxis, Shape};
use crate::tensor::{Element, Tensor};

/// The rule of [`Tensor::gather`]. The indices, of the shape `R`, are kept in the node's words.
#[derive(Debug)]
pub struct Gather<const I: usize, R: Shape>(Indices<R>);

// By hand: a derive would ask the shape to be `Copy`, where it is the array of indices that is.
impl<const I: usize, R: Shape> Clone for Gather<I, R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<const I: usize, R: Shape> Copy for Gather<I, R> {}

impl<const I: usize, R: Shape> Gather<I, R> {
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

impl<const I: usize, R: Shape> Operation for Gather<I, R> {
    const NAME: &'static str = "gather";
    const WORDS: usize = R::NUMEL;
    fn write(&self, words: &mut [u32]) {
        words.copy_from_slice(self.0.flat());
    }
    fn read(words: &[u32]) -> Self {
        Gather(Indices::read(words))
    }
}

/// Calls `f` with each place of the indices and the place in a tensor of shape `S` that its index means.
#[inline(always)]
pub(crate) fn each<const I: usize, S: HasAxis<I>, R: HasAxis<I>>(indices: &Indices<R>, mut f: impl FnMut(usize, usize)) {
    let indices = indices.flat();
    for (mut there, here) in lanes::<I, S>().zip(lanes::<I, R>()) {
        let first = there.next().unwrap_or(0);
        for place in here {
            f(place, first + indices[place] as usize * S::INNER);
        }
    }
}

impl<T: Stored, const I: usize, R: HasAxis<I>, S: AlikeApart<I, R>> UnaryOp<T, S> for Gather<I, R> {
    type Output = R;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        self.0.check(S::Axis::SIZE);
        each::<I, S, R>(&self.0, |to, from| y[to] = x[from]);
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        each::<I, S, R>(&self.0, |to, from| dx[from] = dx[from] + dy[to]);
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// For each place of `indices` the element of its lane along axis `I` that the index there means. Rows of a whole are
    /// taken by [`index_select`](Self::index_select).
    ///
    /// Indices are a tensor of any integer type. The same element may be taken several times.
    ///
    /// Shape: `S`, indices `R` `→ R`, where `S` and `R` differ in axis `I` only. Derivative: the sum over all the times
    /// an element is taken.
    ///
    /// # Panics
    /// Where an index is not below the length of the axis, naming it.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[1, 2, 3], [4, 5, 6]]);
    /// assert_eq!(a.gather::<1, _>(&tensor([[2, 2], [0, 1]])), tensor([[3, 3], [4, 5]]));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn gather<const I: usize, R: HasAxis<I>>(&self, indices: &Tensor<impl Integer, R>) -> Tensor<E, R>
    where
        S: AlikeApart<I, R>,
    {
        self.unary(Gather::<I, R>(Indices::new(indices, S::Axis::SIZE)))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, grad, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>,)| -> (Const<2>,) { x.gather::<0, _>(&tensor([0, 0])) });
        check::everywhere!(|x: (Const<3>, Const<2>)| -> (Const<2>, Const<2>) { x.gather::<0, _>(&tensor([[2, 0], [2, 1]])) });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<1>, Const<2>) { x.gather::<2, _>(&tensor([[[[2, 0]]], [[[1, 1]]]])) });
    }

    #[test]
    fn repeated_indices_add_up() {
        let slope = grad(|x| x.gather::<1, _>(&tensor([[1, 1, 1, 0]])).sum(), &tensor([[5.0, 6.0, 7.0]]));
        assert_eq!(slope, tensor([[1.0, 3.0, 0.0]]));
    }
}
