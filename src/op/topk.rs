//! `topk`: the largest elements along one axis, and where they stand.

use crate::op::Sort;
use crate::op::argsort::places;
use crate::shape::{Const, Dim, HasAxis, Shape, require};
use crate::tensor::{Element, Tensor};

/// A tensor with axis `I` of length `K`, once of values and once of places.
type Top<E, S, const I: usize, const K: usize> =
    (Tensor<E, <S as HasAxis<I>>::With<Const<K>>>, Tensor<usize, <S as HasAxis<I>>::With<Const<K>>>);

impl<E: Element<Number: PartialOrd>, S: Shape> Tensor<E, S> {
    /// The `K` largest elements along axis `I`, from the largest on, and their places, counted along the axis.
    ///
    /// Of equal elements the first come first, and NaN counts as larger than every number. The smallest ones are
    /// those of `-x`. That there are `K` of them is checked when the program is built (not yet at `cargo check`).
    ///
    /// Shape: `S → S` with `Const<K>` for axis `I`, twice; the places are `usize` in every mode. Derivative: 1 for the
    /// chosen elements, 0 for the others.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let (values, places) = tensor([[3, 9, 5], [8, 2, 8]]).topk::<1, 2>();
    /// assert_eq!(values, tensor([[9, 5], [8, 8]]));
    /// assert_eq!(places, tensor([[1, 2], [0, 2]]));
    /// ```
    #[must_use]
    pub fn topk<const I: usize, const K: usize>(&self) -> Top<E, S, I, K>
    where
        S: HasAxis<I>,
    {
        const { require(K <= S::Axis::SIZE, "topk: the axis must have at least K elements") }
        (
            self.unary(Sort::<I, true, S::With<Const<K>>>::default()),
            self.read(places::<_, I, true, S, S::With<Const<K>>>),
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, Matrix, grad, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>,)| -> (Const<1>,) { x.topk::<0, 1>().0 });
        check::everywhere!(|x: (Const<7>,)| -> (Const<3>,) { x.topk::<0, 3>().0 });
        check::everywhere!(|x: (Const<3>, Const<4>)| -> (Const<2>, Const<4>) { x.topk::<0, 2>().0 });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<2>, Const<2>) { x.topk::<2, 2>().0 });
    }

    #[test]
    fn the_first_of_equal_elements_are_taken_and_nan_is_the_largest() {
        let x = tensor([1.0, 2.0, f64::NAN, 2.0, 2.0]);
        assert_eq!(x.topk::<0, 3>().1, tensor([2, 1, 3]));
        assert_eq!(grad(|x| x.topk::<0, 3>().0.sum(), &x), tensor([0.0, 1.0, 1.0, 1.0, 0.0]));
    }

    #[test]
    fn it_is_the_beginning_of_the_sorted_axis() {
        let x = Matrix::<usize, 50, 3>::from_fn(|[i, j]| (i + 11 * j) * 31 % 17);
        let (values, places) = x.topk::<0, 20>();
        assert_eq!(values, x.sort_descending::<0>().narrow::<0, 0, 20>());
        assert_eq!(places, x.argsort_descending::<0>().narrow::<0, 0, 20>());
        assert_eq!(x.topk::<0, 50>().0, x.sort_descending::<0>());
    }
}
