//! `prod`, over everything, over one axis or several, and keeping them.

use crate::number::{Float, Ring};
use crate::op::lane::each_lane;
use crate::rule::{Operation, UnaryOp};
use crate::shape::{All, Along, HasAxis, Lanes, Reduced, Shape};
use crate::tensor::{Element, Scalar, Tensor};

/// The rule of [`Tensor::prod`] and [`Tensor::prod_axis`]: the product of each lane.
#[derive(Debug, Clone, Copy)]
pub struct Prod<L>(pub L);

impl<L: Copy + Default + 'static> Operation for Prod<L> {
    const NAME: &'static str = "prod";
    fn read(_: &[u32]) -> Self {
        Prod(L::default())
    }
}

impl<T: Ring, L: Lanes<S>, S: Shape> UnaryOp<T, S> for Prod<L> {
    type Output = L::Reduced;
    /// For each element the product of those that precede it in its lane.
    type Saved = S;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], before: &mut [T]) {
        for (y, lane) in y.iter_mut().zip(each_lane::<L, S>()) {
            *y = T::ONE;
            for i in lane {
                before[i] = *y;
                *y = *y * x[i];
            }
        }
    }
    /// The product of the others is that of those before times that of those after. No division: zeros are numbers too.
    #[inline]
    fn pullback(&self, x: &[T], _: &[T], before: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        for (&dy, lane) in dy.iter().zip(each_lane::<L, S>()) {
            let mut after = dy;
            for i in lane.rev() {
                dx[i] = dx[i] + after.times_slope(before[i]);
                after = after.times_slope(x[i]);
            }
        }
    }
}

impl<E: Element<Number: Ring>, S: Shape> Tensor<E, S> {
    /// The product of all elements.
    ///
    /// Shape: `S → ()`. Derivative: for each element the product of the others, also where some of them are 0.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([[1, 2], [3, 4]]).prod(), 24);
    /// assert_eq!(grad(|x| x.prod(), &tensor([2.0, 0.0, 3.0])), tensor([0.0, 6.0, 0.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn prod(&self) -> Scalar<E> {
        self.unary(Prod(All))
    }

    /// The products along axis `I`, which disappears.
    ///
    /// Shape: `S → S` without axis `I`. Derivative: for each element the product of the others along the axis.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1, 2, 3], [4, 5, 6]]).prod_axis::<1>(), tensor([6, 120]));
    /// ```
    #[inline]
    #[must_use]
    pub fn prod_axis<const I: usize>(&self) -> Tensor<E, S::Removed>
    where
        S: HasAxis<I>,
    {
        self.unary(Prod(Along::<I>))
    }

    /// The products along axis `I`, which stays with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` with `One` for axis `I`. Derivative: as for [`prod_axis`](Self::prod_axis).
    ///
    /// ```
    /// use wengert::{One, Tensor, tensor};
    ///
    /// let y: Tensor<i32, (One, _)> = tensor([[1, 2, 3], [4, 5, 6]]).prod_keepdim::<0>();
    /// assert_eq!(y.as_slice(), [4, 10, 18]);
    /// ```
    #[inline]
    #[must_use]
    pub fn prod_keepdim<const I: usize>(&self) -> Tensor<E, S::Kept>
    where
        S: HasAxis<I>,
    {
        self.prod_axis::<I>().reshape()
    }

    /// The products along the axes `I` and `J` together, which both disappear. `I` is the axis further left; more axes,
    /// and keeping them, are [`prod_over`](Self::prod_over).
    ///
    /// Shape: `S → S` without the axes `I` and `J`. Derivative: for each element the product of the others along the axes.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]);
    /// assert_eq!(a.prod_axes::<0, 2>(), tensor([1 * 2 * 5 * 6, 3 * 4 * 7 * 8]));
    /// ```
    #[inline]
    #[must_use]
    pub fn prod_axes<const I: usize, const J: usize>(&self) -> Tensor<E, Reduced<S, (Along<I>, Along<J>)>>
    where
        (Along<I>, Along<J>): Lanes<S>,
    {
        self.prod_over::<(Along<I>, Along<J>)>()
    }

    /// The products along the axes that `L` names: [`Along`] one, a tuple of these from left to right, which disappear,
    /// or [`Keep`](crate::Keep) of either, which stay with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` without these axes, or with `One` for each. Derivative: for each element the product of the others along the axes.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = tensor([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]);
    /// assert_eq!(a.prod_over::<(Along<0>, Along<1>, Along<2>)>(), 40_320);
    /// assert_eq!(a.prod_over::<Keep<(Along<1>, Along<2>)>>().as_slice(), [24, 1680]);
    /// ```
    #[inline]
    #[must_use]
    pub fn prod_over<L: Lanes<S>>(&self) -> Tensor<E, L::Reduced> {
        self.unary(Prod(L::default()))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Along, Const, Keep, One, function, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> () { x.prod() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> () { x.prod() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<2>) { x.prod_axis::<2>() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (One, Const<3>) { x.prod_keepdim::<0>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<3>,) { x.prod_axes::<0, 2>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<1>, Const<2>)| -> (One, Const<3>, One, One) {
            x.prod_over::<Keep<(Along<0>, Along<2>, Along<3>)>>()
        });
    }

    #[test]
    fn the_derivative_is_right_with_one_two_and_three_zeros() {
        let f = function!(|x: (Const<4>,)| -> () { x.prod() });
        check::function::<f64, _, (), _>(f, &tensor([2.0, 0.0, 3.0, -1.0]));
        check::function::<f64, _, (), _>(f, &tensor([2.0, 0.0, 3.0, 0.0]));
        check::function::<f64, _, (), _>(f, &tensor([0.0, 0.0, 3.0, 0.0]));
    }
}
