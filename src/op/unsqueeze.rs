//! `unsqueeze`: an axis of length 1 more.

use crate::shape::{Insert, Inserted, One, Shape};
use crate::tensor::{Element, Tensor};

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The tensor with a further axis [`One`] at place `I`, which broadcasts against every axis. On a tape this is a view.
    ///
    /// Shape: `S → S` with `One` inserted at `I`. Derivative: each adjoint goes back to its element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([1, 2]);
    /// assert_eq!(a.unsqueeze::<1>() * tensor([1, 10, 100]), tensor([[1, 10, 100], [2, 20, 200]]));
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "expand_dims")]
    pub fn unsqueeze<const I: usize>(&self) -> Tensor<E, Inserted<S, I, One>>
    where
        S: Insert<I, One>,
    {
        Tensor(E::view::<S, Inserted<S, I, One>>(&self.0, 0))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, One, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> (One,) { x.unsqueeze::<0>() });
        check::everywhere!(|x: (Const<3>, Const<1>)| -> (Const<3>, One, Const<1>) { x.unsqueeze::<1>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>)| -> (Const<2>, Const<1>, Const<3>, One) { x.unsqueeze::<3>() });
    }
}
