//! `cumprod`: running products, over everything and along one axis.

use crate::number::{Float, Ring};
use crate::op::lane::each_lane;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{All, Along, HasAxis, Lanes, Shape};
use crate::tensor::{Element, Tensor};

/// The rule of [`Tensor::cumprod`] and [`Tensor::cumprod_axis`]: the running products of each lane.
#[derive(Debug, Clone, Copy)]
pub struct Cumprod<L>(pub L);

impl<L: Copy + Default + 'static> Operation for Cumprod<L> {
    const NAME: &'static str = "cumprod";
    fn read(_: &[u32]) -> Self {
        Cumprod(L::default())
    }
}

impl<T: Ring, L: Lanes<S>, S: Shape> UnaryOp<T, S> for Cumprod<L> {
    type Output = S;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        for lane in each_lane::<L, S>() {
            let mut product = T::ONE;
            for i in lane {
                product = product * x[i];
                y[i] = product;
            }
        }
    }
    /// dxᵢ = (x₀ … xᵢ₋₁) · (dyᵢ + xᵢ₊₁·(dyᵢ₊₁ + xᵢ₊₂·(…))), from the end. No division: zeros are numbers too.
    #[inline]
    fn pullback(&self, x: &[T], y: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        for lane in each_lane::<L, S>() {
            let mut before = lane.clone().rev().skip(1);
            let mut after = T::ZERO;
            for i in lane.rev() {
                after = after + dy[i];
                dx[i] = dx[i] + before.next().map_or(after, |before| after.times_slope(y[before]));
                after = after.times_slope(x[i]);
            }
        }
    }
}

impl<E: Element<Number: Ring>, S: Shape> Tensor<E, S> {
    /// Each element times all before it, last axis fastest. The shape stays; [`flatten`](Tensor::flatten) or
    /// [`reshape`](Self::reshape) makes a vector of it.
    ///
    /// Shape: `S → S`. Derivative: the product of the others, for each product an element is in; also where some are 0.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1, 2], [3, 4]]).cumprod(), tensor([[1, 2], [6, 24]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn cumprod(&self) -> Self {
        self.unary(Cumprod(All))
    }

    /// Each element times all before it along axis `I`.
    ///
    /// Shape: `S → S`. Derivative: as for [`cumprod`](Self::cumprod), along the axis.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([[1, 2, 3], [4, 5, 6]]).cumprod_axis::<1>(), tensor([[1, 2, 6], [4, 20, 120]]));
    /// // y = (a, ab, abc) at b = 0
    /// assert_eq!(grad(|x| x.cumprod_axis::<0>().sum(), &tensor([2.0, 0.0, 3.0])), tensor([1.0, 8.0, 0.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn cumprod_axis<const I: usize>(&self) -> Self
    where
        S: HasAxis<I>,
    {
        self.unary(Cumprod(Along::<I>))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, function, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> () { x.cumprod() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<3>) { x.cumprod() });
        check::everywhere!(|x: (Const<1>,)| -> (Const<1>,) { x.cumprod_axis::<0>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<3>, Const<2>) { x.cumprod_axis::<2>() });
    }

    #[test]
    fn the_derivative_is_right_with_one_and_two_zeros() {
        let f = function!(|x: (Const<4>,)| -> (Const<4>,) { x.cumprod() });
        check::function::<f64, _, (Const<4>,), _>(f, &tensor([2.0, 0.0, 3.0, -1.0]));
        check::function::<f64, _, (Const<4>,), _>(f, &tensor([0.0, 2.0, 0.0, 3.0]));
    }
}
