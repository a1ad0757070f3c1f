//! `mse`: the mean squared error.

use crate::shape::{Broadcast, Shape};
use crate::tensor::{Element, Real, Scalar, Tensor};

impl<E: Element, A: Shape> Tensor<E, A> {
    /// The mean of the squared differences (a − b)², both tensors broadcast together.
    ///
    /// Shape: `A, B → ()`. Derivative: 2(a − b)/n by `self`, and its negative by `target`.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1.0, 2.0]).mse(&tensor([1.0, 5.0])), 4.5);
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn mse<B: Shape>(&self, target: &Tensor<E, B>) -> Scalar<E>
    where
        E: Real,
        A: Broadcast<B>,
    {
        (self - target).square().mean()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, grad, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (), b: ()| -> () { a.mse(&b) });
        check::everywhere!(|a: (Const<2>, Const<3>), b: (Const<3>,)| -> () { a.mse(&b) });
        check::everywhere!(|a: (Const<2>, Const<1>, Const<3>, Const<1>), b: (Const<1>, Const<2>)| -> () { a.mse(&b) });
    }

    #[test]
    fn large_numbers() {
        let (a, b) = (tensor([1e4, -1e4]), tensor([-1e4, -1e4]));
        assert_eq!(a.mse(&b), 2e8);
        assert_eq!(grad(|a| a.mse(&a.lift(b)), &a), tensor([2e4, 0.0]));
    }
}
