//! `argmax`: where the largest element stands, overall and along one axis or several.

use crate::op::extreme::{extreme, extremes};
use crate::shape::{Along, HasAxis, Lanes, Shape};
use crate::tensor::{Element, Scalar, Tensor};
use core::cmp::Ordering;

impl<E: Element<Number: PartialOrd>, S: Shape> Tensor<E, S> {
    /// The place of the largest element in storage order: the first of equal ones, or the first NaN.
    ///
    /// [`Shape::index_of`] makes an index of it.
    ///
    /// Shape: `S → ()`, of `usize` in every mode. Derivative: none, as places jump.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = tensor([[1, 4], [5, 2]]);
    /// assert_eq!(a.argmax(), 2);
    /// assert_eq!(<(Const<2>, Const<2>)>::index_of(2), [1, 0]);
    /// ```
    #[inline]
    #[must_use]
    pub fn argmax(&self) -> Scalar<usize> {
        Tensor(self.read(|x| extreme(Ordering::Greater, x, 0..S::NUMEL)))
    }

    /// The places of the largest elements along axis `I`, which disappears, counted along that axis from 0.
    ///
    /// Shape: `S → S` without axis `I`, of `usize` in every mode. Derivative: none.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[1, 6, 6], [5, 5, 4]]);
    /// assert_eq!(a.argmax_axis::<0>(), tensor([1, 0, 0]));
    /// assert_eq!(a.argmax_axis::<1>(), tensor([1, 0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn argmax_axis<const I: usize>(&self) -> Tensor<usize, S::Removed>
    where
        S: HasAxis<I>,
    {
        self.read(|x| extremes::<_, Along<I>, S>(Ordering::Greater, x))
    }

    /// The same as [`argmax_axis`](Self::argmax_axis), where axis `I` stays with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` with `One` for axis `I`, of `usize` in every mode. Derivative: none.
    ///
    /// ```
    /// use wengert::{One, Tensor, tensor};
    ///
    /// let places: Tensor<usize, (_, One)> = tensor([[1, 6, 6], [5, 5, 4]]).argmax_keepdim::<1>();
    /// assert_eq!(places.as_slice(), [1, 0]);
    /// ```
    #[inline]
    #[must_use]
    pub fn argmax_keepdim<const I: usize>(&self) -> Tensor<usize, S::Kept>
    where
        S: HasAxis<I>,
    {
        self.argmax_axis::<I>().reshape()
    }

    /// The places of the largest elements along the axes that `L` names: [`Along`] one, a tuple of these from left to
    /// right, which disappear, or [`Keep`](crate::Keep) of either. They are counted over these axes alone, the last one
    /// fastest.
    ///
    /// Shape: `S → S` without these axes, or with `One` for each, of `usize` in every mode. Derivative: none.
    ///
    /// ```
    /// use wengert::{Along, tensor};
    ///
    /// let a = tensor([[[1, 2], [3, 4]], [[5, 9], [9, 8]]]);
    /// assert_eq!(a.argmax_over::<(Along<0>, Along<2>)>(), tensor([3, 2]));
    /// ```
    #[inline]
    #[must_use]
    pub fn argmax_over<L: Lanes<S>>(&self) -> Tensor<usize, L::Reduced> {
        self.read(|x| extremes::<_, L, S>(Ordering::Greater, x))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Tape, tensor};

    #[test]
    fn ties_and_nan_go_to_the_first() {
        assert_eq!(tensor(7.0).argmax(), 0);
        assert_eq!(tensor([1, 3, 3]).argmax(), 1);
        assert_eq!(tensor([1.0, f64::NAN, 9.0, f64::NAN]).argmax(), 1);
        let x = tensor([[[1, 2], [3, 4]], [[4, 3], [2, 1]]]);
        assert_eq!(x.argmax_axis::<1>(), tensor([[1, 1], [0, 0]]));
    }

    #[test]
    fn a_taped_tensor_has_places_too() {
        let tape = Tape::new();
        assert_eq!(tape.var(&tensor([[1.0, 2.0], [4.0, 3.0]])).argmax_axis::<1>(), tensor([1, 0]));
    }
}
