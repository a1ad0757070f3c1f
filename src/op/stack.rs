//! `stack`: two tensors of the same shape along a new axis.

use crate::shape::{Const, HasAxis, Insert, Inserted, One, Shape};
use crate::tensor::{Element, Tensor};

impl<E: Element, S: Shape> Tensor<E, S> {
    /// This tensor and another one of its shape, side by side along a new axis at place `I`.
    ///
    /// Shape: `S, S → S` with `Const<2>` inserted at `I`. Derivative: each adjoint goes back to its element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let (a, b) = (tensor([1, 2, 3]), tensor([4, 5, 6]));
    /// assert_eq!(a.stack::<0>(&b), tensor([[1, 2, 3], [4, 5, 6]]));
    /// assert_eq!(a.stack::<1>(&b), tensor([[1, 4], [2, 5], [3, 6]]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn stack<const I: usize>(&self, other: &Self) -> Tensor<E, Inserted<S, I, Const<2>>>
    where
        S: Insert<I, One, Output: HasAxis<I>> + Insert<I, Const<2>>,
    {
        self.unsqueeze::<I>().cat_to::<I, _, _>(&other.unsqueeze::<I>())
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (), b: ()| -> (Const<2>,) { a.stack::<0>(&b) });
        check::everywhere!(|a: (Const<3>,), b: (Const<3>,)| -> (Const<3>, Const<2>) { a.stack::<1>(&b) });
        check::everywhere!(|a: (Const<2>, Const<1>, Const<3>), b: (Const<2>, Const<1>, Const<3>)| -> (Const<2>, Const<2>, Const<1>, Const<3>) { a.stack::<1>(&b) });
        check::everywhere!(|a: (Const<3>,)| -> (Const<2>, Const<3>) { a.stack::<0>(&a) });
    }
}
