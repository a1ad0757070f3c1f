//! `mae`: the mean absolute error.

use crate::shape::{Broadcast, Shape};
use crate::tensor::{Element, Real, Scalar, Tensor};

impl<E: Element, A: Shape> Tensor<E, A> {
    /// The mean of the absolute differences |a − b|, both tensors broadcast together.
    ///
    /// Shape: `A, B → ()`. Derivative: sign(a − b)/n by `self`, and its negative by `target`; 0 where both are equal, as in
    /// PyTorch.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1.0, 2.0]).mae(&tensor([1.0, 5.0])), 1.5);
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn mae<B: Shape>(&self, target: &Tensor<E, B>) -> Scalar<E>
    where
        E: Real,
        A: Broadcast<B>,
    {
        (self - target).abs().mean()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, grad, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (), b: ()| -> () { a.mae(&b) });
        check::everywhere!(|a: (Const<2>, Const<3>), b: (Const<3>,)| -> () { a.mae(&(b + 3.0)) });
        check::everywhere!(|a: (Const<2>, Const<1>, Const<3>, Const<1>), b: (Const<1>, Const<2>)| -> () {
            a.mae(&(b - 3.0))
        });
    }

    #[test]
    fn large_numbers_and_equal_ones() {
        let (a, b) = (tensor([1e4, -1e4]), tensor([-1e4, -1e4]));
        assert_eq!(a.mae(&b), 1e4);
        assert_eq!(grad(|a| a.mae(&a.lift(b)), &a), tensor([0.5, 0.0]));
    }
}
