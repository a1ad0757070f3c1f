//! `one_hot`: labels as rows with a single 1.

use crate::number::{Integer, Ring, Stored};
use crate::op::indices::Indices;
use crate::shape::{Concat, Dim, Join, Shape};
use crate::tensor::Tensor;

impl<L: Stored, S: Shape> Tensor<L, S> {
    /// For each label a further axis `C` with 1 at the label and 0 elsewhere, of any type of number.
    ///
    /// Shape: `S →` the axes of `S`, then `C`. Derivative: none, as labels are integers.
    ///
    /// # Panics
    /// Where a label is not below the length of `C`, naming it.
    ///
    /// ```
    /// use wengert::{Const, tensor};
    ///
    /// assert_eq!(tensor([2, 0]).one_hot::<f64, Const<3>>(), tensor([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn one_hot<T: Ring, C: Dim>(&self) -> Tensor<T, Join<S, (C,)>>
    where
        L: Integer,
        S: Concat<(C,)>,
    {
        let labels = Indices::new(self, C::SIZE);
        let mut y = Tensor::full(T::ZERO);
        for (row, &label) in y.as_mut_slice().chunks_exact_mut(C::SIZE).zip(labels.flat()) {
            row[label as usize] = T::ONE;
        }
        y
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, tensor};

    #[test]
    fn every_rank_gets_one_more_axis() {
        assert_eq!(tensor(1u8).one_hot::<i32, Const<2>>(), tensor([0, 1]));
        assert_eq!(tensor([[1u8], [0]]).one_hot::<i32, Const<2>>(), tensor([[[0, 1]], [[1, 0]]]));
    }

    #[test]
    #[should_panic(expected = "the index at [1, 0] is 2, outside an axis of length 2")]
    fn a_label_outside_is_named() {
        let _ = tensor([[1], [2]]).one_hot::<f32, Const<2>>();
    }
}
