//! `argmin`: where the smallest element stands, overall and along one axis or several.

use crate::op::extreme::{extreme, extremes};
use crate::shape::{Along, HasAxis, Lanes, Shape};
use crate::tensor::{Element, Scalar, Tensor};
use core::cmp::Ordering;

impl<E: Element<Number: PartialOrd>, S: Shape> Tensor<E, S> {
    /// The place of the smallest element in storage order: the first of equal ones, or the first NaN.
    ///
    /// [`Shape::index_of`] makes an index of it.
    ///
    /// Shape: `S → ()`, of `usize` in every mode. Derivative: none, as places jump.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = tensor([[3, 4], [1, 2]]);
    /// assert_eq!(a.argmin(), 2);
    /// assert_eq!(<(Const<2>, Const<2>)>::index_of(2), [1, 0]);
    /// ```
    #[inline]
    #[must_use]
    pub fn argmin(&self) -> Scalar<usize> {
        Tensor(self.read(|x| extreme(Ordering::Less, x, 0..S::NUMEL)))
    }

    /// The places of the smallest elements along axis `I`, which disappears, counted along that axis from 0.
    ///
    /// Shape: `S → S` without axis `I`, of `usize` in every mode. Derivative: none.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[6, 1, 1], [2, 2, 3]]);
    /// assert_eq!(a.argmin_axis::<0>(), tensor([1, 0, 0]));
    /// assert_eq!(a.argmin_axis::<1>(), tensor([1, 0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn argmin_axis<const I: usize>(&self) -> Tensor<usize, S::Removed>
    where
        S: HasAxis<I>,
    {
        self.read(|x| extremes::<_, Along<I>, S>(Ordering::Less, x))
    }

    /// The same as [`argmin_axis`](Self::argmin_axis), where axis `I` stays with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` with `One` for axis `I`, of `usize` in every mode. Derivative: none.
    ///
    /// ```
    /// use wengert::{One, Tensor, tensor};
    ///
    /// let places: Tensor<usize, (_, One)> = tensor([[6, 1, 1], [2, 2, 3]]).argmin_keepdim::<1>();
    /// assert_eq!(places.as_slice(), [1, 0]);
    /// ```
    #[inline]
    #[must_use]
    pub fn argmin_keepdim<const I: usize>(&self) -> Tensor<usize, S::Kept>
    where
        S: HasAxis<I>,
    {
        self.argmin_axis::<I>().reshape()
    }

    /// The places of the smallest elements along the axes that `L` names: [`Along`] one, a tuple of these from left to
    /// right, which disappear, or [`Keep`](crate::Keep) of either. They are counted over these axes alone, the last one
    /// fastest.
    ///
    /// Shape: `S → S` without these axes, or with `One` for each, of `usize` in every mode. Derivative: none.
    ///
    /// ```
    /// use wengert::{Along, tensor};
    ///
    /// let a = tensor([[[3, 2], [1, 4]], [[5, 9], [9, 0]]]);
    /// assert_eq!(a.argmin_over::<(Along<0>, Along<2>)>(), tensor([1, 3]));
    /// ```
    #[inline]
    #[must_use]
    pub fn argmin_over<L: Lanes<S>>(&self) -> Tensor<usize, L::Reduced> {
        self.read(|x| extremes::<_, L, S>(Ordering::Less, x))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Tape, tensor};

    #[test]
    fn ties_and_nan_go_to_the_first() {
        assert_eq!(tensor(7.0).argmin(), 0);
        assert_eq!(tensor([3, 1, 1]).argmin(), 1);
        assert_eq!(tensor([1.0, f64::NAN, -9.0, f64::NAN]).argmin(), 1);
        let x = tensor([[[1, 2], [3, 4]], [[4, 3], [2, 1]]]);
        assert_eq!(x.argmin_axis::<1>(), tensor([[0, 0], [1, 1]]));
    }

    #[test]
    fn a_taped_tensor_has_places_too() {
        let tape = Tape::new();
        assert_eq!(tape.var(&tensor([[1.0, 2.0], [4.0, 3.0]])).argmin_axis::<1>(), tensor([0, 1]));
    }
}
