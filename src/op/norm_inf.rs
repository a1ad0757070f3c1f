//! `norm_inf`: the largest absolute value, over everything, over one axis or several, and keeping them.

use crate::shape::{Along, HasAxis, Lanes, Reduced, Shape};
use crate::tensor::{Element, Numeric, Scalar, Tensor};

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The largest absolute value of all elements.
    ///
    /// Shape: `S → ()`. Derivative: the sign of the largest element (the first of equal ones), 0 for the others.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([1.0, -3.0, 2.0]).norm_inf(), 3.0);
    /// assert_eq!(grad(|x| x.norm_inf(), &tensor([0.0, -3.0, 3.0])), tensor([0.0, -1.0, 0.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn norm_inf(&self) -> Scalar<E>
    where
        E: Numeric,
    {
        self.abs().max()
    }

    /// The largest absolute value along axis `I`, which disappears.
    ///
    /// Shape: `S → S` without axis `I`. Derivative: as for [`norm_inf`](Self::norm_inf), along the axis.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1.0, -3.0], [4.0, 2.0]]).norm_inf_axis::<1>(), tensor([3.0, 4.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn norm_inf_axis<const I: usize>(&self) -> Tensor<E, S::Removed>
    where
        E: Numeric,
        S: HasAxis<I>,
    {
        self.abs().max_axis::<I>()
    }

    /// The largest absolute value along axis `I`, which stays with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` with `One` for axis `I`. Derivative: as for [`norm_inf`](Self::norm_inf), along the axis.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[1.0, -3.0], [2.0, 2.0]]);
    /// assert_eq!(a / a.norm_inf_keepdim::<1>(), tensor([[1.0 / 3.0, -1.0], [1.0, 1.0]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn norm_inf_keepdim<const I: usize>(&self) -> Tensor<E, S::Kept>
    where
        E: Numeric,
        S: HasAxis<I>,
    {
        self.abs().max_keepdim::<I>()
    }

    /// The largest absolute values along the axes `I` and `J` together, which both disappear. `I` is the axis further left; more axes,
    /// and keeping them, are [`norm_inf_over`](Self::norm_inf_over).
    ///
    /// Shape: `S → S` without the axes `I` and `J`. Derivative: the sign of the largest element (the first of equal ones), 0 for the others.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[[1.0, -2.0], [3.0, 4.0]], [[-5.0, 6.0], [7.0, -8.0]]]);
    /// assert_eq!(a.norm_inf_axes::<0, 2>(), tensor([6.0, 8.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn norm_inf_axes<const I: usize, const J: usize>(&self) -> Tensor<E, Reduced<S, (Along<I>, Along<J>)>>
    where
        E: Numeric,
        (Along<I>, Along<J>): Lanes<S>,
    {
        self.norm_inf_over::<(Along<I>, Along<J>)>()
    }

    /// The largest absolute values along the axes that `L` names: [`Along`] one, a tuple of these from left to right, which disappear,
    /// or [`Keep`](crate::Keep) of either, which stay with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` without these axes, or with `One` for each. Derivative: the sign of the largest element (the first of equal ones), 0 for the others.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = tensor([[[1.0, -2.0], [3.0, 4.0]], [[-5.0, 6.0], [7.0, -8.0]]]);
    /// assert_eq!((a / a.norm_inf_over::<Keep<(Along<0>, Along<1>, Along<2>)>>()).min(), -1.0);
    /// ```
    #[inline]
    #[must_use]
    pub fn norm_inf_over<L: Lanes<S>>(&self) -> Tensor<E, L::Reduced>
    where
        E: Numeric,
    {
        self.abs().max_over::<L>()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Along, Const, Keep, One, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> () { x.norm_inf() });
        check::everywhere!(|x: (Const<3>, Const<4>)| -> () { x.norm_inf() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<2>) { x.norm_inf_axis::<2>() });
        check::everywhere!(|x: (Const<3>, Const<1>)| -> (Const<3>, One) { x.norm_inf_keepdim::<1>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<3>,) { x.norm_inf_axes::<0, 2>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<1>, Const<2>)| -> (One, Const<3>, One, One) {
            x.norm_inf_over::<Keep<(Along<0>, Along<2>, Along<3>)>>()
        });
    }
}
