//! `select`: one place along any axis.

use crate::shape::{Dim, HasAxis, One, Shape};
use crate::tensor::{Element, Tensor};

impl<E: Element, S: Shape> Tensor<E, S> {
    /// What lies at `i` along axis `I`, which disappears: `select::<1>(0)` is the first column of a matrix. Along the
    /// first axis this is [`row`](Self::row), a view.
    ///
    /// Shape: `S → S` without axis `I`. Derivative: 1 at the place, 0 elsewhere.
    ///
    /// # Panics
    /// Where `i` is not below the length of the axis.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1, 2], [3, 4]]).select::<1>(0), tensor([1, 3]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn select<const I: usize>(&self, i: usize) -> Tensor<E, S::Removed>
    where
        S: HasAxis<I>,
    {
        assert!(i < S::Axis::SIZE, "place {i} on axis {I} is outside a tensor of shape {:?}", S::DIMS);
        self.part::<I, One>(i).reshape()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<3>,)| -> () { x.select::<0>(2) });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>,) { x.select::<1>(1) });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<2>) { x.select::<2>(0) });
    }

    #[test]
    #[should_panic(expected = "place 3 on axis 1 is outside a tensor of shape [2, 3]")]
    fn a_place_outside_is_named() {
        let _ = tensor([[1, 2, 3], [4, 5, 6]]).select::<1>(3);
    }
}
