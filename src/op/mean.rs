//! `mean`, over everything, over one axis or several, and keeping them: a sum, divided.

use crate::shape::{Along, Dim, HasAxis, Lanes, Reduced, Shape};
use crate::tensor::{Element, Real, Scalar, Tensor};

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The mean of all elements.
    ///
    /// Shape: `S → ()`. Derivative: 1/n for every element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1.0, 2.0], [3.0, 6.0]]).mean(), 3.0);
    /// ```
    #[inline]
    #[must_use]
    pub fn mean(&self) -> Scalar<E>
    where
        E: Real,
    {
        self.sum() / S::NUMEL as f64
    }

    /// The means along axis `I`, which disappears.
    ///
    /// Shape: `S → S` without axis `I`. Derivative: 1/n for every element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1.0, 2.0], [3.0, 6.0]]).mean_axis::<0>(), tensor([2.0, 4.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn mean_axis<const I: usize>(&self) -> Tensor<E, S::Removed>
    where
        E: Real,
        S: HasAxis<I>,
    {
        self.sum_axis::<I>() / S::Axis::SIZE as f64
    }

    /// The means along axis `I`, which stays with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` with `One` for axis `I`. Derivative: 1/n for every element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[1.0, 3.0], [4.0, 4.0]]);
    /// assert_eq!(a - a.mean_keepdim::<1>(), tensor([[-1.0, 1.0], [0.0, 0.0]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn mean_keepdim<const I: usize>(&self) -> Tensor<E, S::Kept>
    where
        E: Real,
        S: HasAxis<I>,
    {
        self.mean_axis::<I>().reshape()
    }

    /// The means along the axes `I` and `J` together, which both disappear. `I` is the axis further left; more axes,
    /// and keeping them, are [`mean_over`](Self::mean_over).
    ///
    /// Shape: `S → S` without the axes `I` and `J`. Derivative: 1/n for every element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]);
    /// assert_eq!(a.mean_axes::<0, 2>(), tensor([3.5, 5.5]));
    /// ```
    #[inline]
    #[must_use]
    pub fn mean_axes<const I: usize, const J: usize>(&self) -> Tensor<E, Reduced<S, (Along<I>, Along<J>)>>
    where
        E: Real,
        (Along<I>, Along<J>): Lanes<S>,
    {
        self.mean_over::<(Along<I>, Along<J>)>()
    }

    /// The means along the axes that `L` names: [`Along`] one, a tuple of these from left to right, which disappear,
    /// or [`Keep`](crate::Keep) of either, which stay with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` without these axes, or with `One` for each. Derivative: 1/n for every element.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = tensor([[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]);
    /// assert_eq!(a.mean_over::<(Along<0>, Along<1>, Along<2>)>(), 4.5);
    /// assert_eq!((a - a.mean_over::<Keep<(Along<0>, Along<2>)>>()).sum(), 0.0);
    /// ```
    #[inline]
    #[must_use]
    pub fn mean_over<L: Lanes<S>>(&self) -> Tensor<E, L::Reduced>
    where
        E: Real,
    {
        self.sum_over::<L>() / L::LENGTH as f64
    }
}

#[cfg(test)]
mod tests {
    use crate::{Along, Const, Keep, One, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> () { x.mean() });
        check::everywhere!(|x: (Const<3>, Const<7>)| -> () { x.mean() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<2>, Const<2>) { x.mean_axis::<1>() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (One, Const<3>) { x.mean_keepdim::<0>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<1>, Const<2>)| -> (Const<3>, Const<1>) { x.mean_axes::<0, 3>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<3>,) { x.mean_axes::<0, 2>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<1>, Const<2>)| -> (One, Const<3>, One, One) {
            x.mean_over::<Keep<(Along<0>, Along<2>, Along<3>)>>()
        });
    }
}
