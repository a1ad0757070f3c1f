//! `norm_l1`: the sum of absolute values, over everything, over one axis, and keeping that axis.

use crate::shape::{HasAxis, Shape};
use crate::tensor::{Element, Real, Scalar, Tensor};

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The sum of the absolute values of all elements.
    ///
    /// Shape: `S → ()`. Derivative: the sign of each element, and 0 at 0.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([1.0, -3.0, 2.0]).norm_l1(), 6.0);
    /// assert_eq!(grad(|x| x.norm_l1(), &tensor([0.0, -3.0, 2.0])), tensor([0.0, -1.0, 1.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn norm_l1(&self) -> Scalar<E>
    where
        E: Real,
    {
        self.abs().sum()
    }

    /// The sum of the absolute values along axis `I`, which disappears.
    ///
    /// Shape: `S → S` without axis `I`. Derivative: as for [`norm_l1`](Self::norm_l1), along the axis.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1.0, -3.0], [4.0, 2.0]]).norm_l1_axis::<1>(), tensor([4.0, 6.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn norm_l1_axis<const I: usize>(&self) -> Tensor<E, S::Removed>
    where
        E: Real,
        S: HasAxis<I>,
    {
        self.abs().sum_axis::<I>()
    }

    /// The sum of the absolute values along axis `I`, which stays with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` with `One` for axis `I`. Derivative: as for [`norm_l1`](Self::norm_l1), along the axis.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[1.0, -3.0], [2.0, 2.0]]);
    /// assert_eq!(a / a.norm_l1_keepdim::<1>(), tensor([[0.25, -0.75], [0.5, 0.5]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn norm_l1_keepdim<const I: usize>(&self) -> Tensor<E, S::Kept>
    where
        E: Real,
        S: HasAxis<I>,
    {
        self.abs().sum_keepdim::<I>()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, One, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> () { x.norm_l1() });
        check::everywhere!(|x: (Const<3>, Const<4>)| -> () { x.norm_l1() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<2>) { x.norm_l1_axis::<2>() });
        check::everywhere!(|x: (Const<3>, Const<1>)| -> (Const<3>, One) { x.norm_l1_keepdim::<1>() });
    }
}
