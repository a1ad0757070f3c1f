//! What `index_select`, `index_add`, `gather`, `scatter_add` and `one_hot` share: indices known at run time, checked
//! once.

use crate::number::Integer;
use crate::shape::Shape;
use crate::tensor::Tensor;

/// Indices, one for each element of the shape `R`, as a node's words hold them.
pub(crate) struct Indices<R: Shape>(R::Array<u32>);

// By hand: a derive would ask the shape to be `Copy`, where it is the array that is.
impl<R: Shape> Clone for Indices<R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<R: Shape> Copy for Indices<R> {}

impl<R: Shape> core::fmt::Debug for Indices<R> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("Indices").field(&self.flat()).finish()
    }
}

impl<R: Shape> Indices<R> {
    /// Indices into an axis of the given length. Panics where one is outside, naming it and its place.
    #[track_caller]
    pub(crate) fn new<L: Integer>(indices: &Tensor<L, R>, length: usize) -> Self {
        let mut checked = R::splat(0);
        for (place, (slot, index)) in R::flat_mut(&mut checked).iter_mut().zip(indices.as_slice()).enumerate() {
            match index.to_u32() {
                Some(index) if usize::try_from(index).is_ok_and(|index| index < length) => *slot = index,
                _ => outside(index.to_i128(), R::index_of(place).as_ref(), length),
            }
        }
        Indices(checked)
    }

    /// Panics where an index is outside an axis of the given length: one was made for another axis.
    pub(crate) fn check(&self, length: usize) {
        if let Some(place) = self.flat().iter().position(|&index| index as usize >= length) {
            outside(Some(self.flat()[place].into()), R::index_of(place).as_ref(), length);
        }
    }

    pub(crate) fn flat(&self) -> &[u32] {
        R::flat(&self.0)
    }

    pub(crate) fn read(words: &[u32]) -> Self {
        Indices(*R::from_flat(words))
    }
}

#[cold]
#[track_caller]
fn outside(index: Option<i128>, place: &[usize], length: usize) -> ! {
    match index {
        Some(index) => panic!("the index at {place:?} is {index}, outside an axis of length {length}"),
        None => panic!("the index at {place:?} is too large for an axis of length {length}"),
    }
}
