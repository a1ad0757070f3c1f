//! `sum`, over everything, over one axis or several, and keeping them.

use crate::kernel::{sum_rows, total, wide_if_many};
use crate::number::{Float, Ring};
use crate::op::lane::each_lane;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{All, Along, HasAxis, Lanes, Reduced, Shape};
use crate::tensor::{Element, Scalar, Tensor};

/// The rule of [`Tensor::sum`] and [`Tensor::sum_over`]: the sum of each lane.
#[derive(Debug, Clone, Copy)]
pub struct Sum<L>(pub L);

impl<L: Copy + Default + 'static> Operation for Sum<L> {
    const NAME: &'static str = "sum";
    fn read(_: &[u32]) -> Self {
        Sum(L::default())
    }
}

impl<T: Ring, L: Lanes<S>, S: Shape> UnaryOp<T, S> for Sum<L> {
    type Output = L::Reduced;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        match L::STRIDE {
            Some(1) => {
                for (y, lane) in y.iter_mut().zip(x.chunks_exact(L::LENGTH)) {
                    *y = T::sum(lane);
                }
            }
            Some(stride) => {
                for (y, slab) in y.chunks_exact_mut(stride).zip(x.chunks_exact(L::LENGTH * stride)) {
                    sum_rows(slab, y);
                }
            }
            None => {
                for (y, lane) in y.iter_mut().zip(each_lane::<L, S>()) {
                    *y = total(lane.map(|i| x[i]));
                }
            }
        }
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        match L::STRIDE {
            Some(1) => {
                for (&dy, lane) in dy.iter().zip(dx.chunks_exact_mut(L::LENGTH)) {
                    // (Numbers that are several numbers fill a register.)
                    wide_if_many(
                        if T::ORDER == 0 { L::LENGTH } else { 0 },
                        #[inline(always)]
                        || lane.iter_mut().for_each(|dx| *dx = *dx + dy),
                    );
                }
            }
            Some(stride) => {
                for (dy, slab) in dy.chunks_exact(stride).zip(dx.chunks_exact_mut(L::LENGTH * stride)) {
                    for row in slab.chunks_exact_mut(stride) {
                        for (dx, &dy) in row.iter_mut().zip(dy) {
                            *dx = *dx + dy;
                        }
                    }
                }
            }
            None => {
                for (&dy, lane) in dy.iter().zip(each_lane::<L, S>()) {
                    for i in lane {
                        dx[i] = dx[i] + dy;
                    }
                }
            }
        }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The sum of all elements.
    ///
    /// Shape: `S → ()`. Derivative: 1 for every element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1, 2], [3, 4]]).sum(), 10);
    /// ```
    #[inline]
    #[must_use]
    pub fn sum(&self) -> Scalar<E>
    where
        E: Element<Number: Ring>,
    {
        self.unary(Sum(All))
    }

    /// The sums along axis `I`, which disappears.
    ///
    /// Shape: `S → S` without axis `I`. Derivative: 1 for every element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[1, 2, 3], [4, 5, 6]]);
    /// assert_eq!(a.sum_axis::<0>(), tensor([5, 7, 9]));
    /// assert_eq!(a.sum_axis::<1>(), tensor([6, 15]));
    /// ```
    #[inline]
    #[must_use]
    pub fn sum_axis<const I: usize>(&self) -> Tensor<E, S::Removed>
    where
        E: Element<Number: Ring>,
        S: HasAxis<I>,
    {
        self.unary(Sum(Along::<I>))
    }

    /// The sums along axis `I`, which stays with length 1 ([`One`](crate::One)), so that the result broadcasts against
    /// the tensor it came from.
    ///
    /// Shape: `S → S` with `One` for axis `I`. Derivative: 1 for every element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[1.0, 3.0], [4.0, 4.0]]);
    /// assert_eq!(a / a.sum_keepdim::<1>(), tensor([[0.25, 0.75], [0.5, 0.5]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn sum_keepdim<const I: usize>(&self) -> Tensor<E, S::Kept>
    where
        E: Element<Number: Ring>,
        S: HasAxis<I>,
    {
        self.sum_axis::<I>().reshape()
    }

    /// The sums along the axes `I` and `J` together, which both disappear. `I` is the axis further left; more axes, and
    /// keeping them, are [`sum_over`](Self::sum_over).
    ///
    /// Shape: `S → S` without the axes `I` and `J`. Derivative: 1 for every element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]);
    /// assert_eq!(a.sum_axes::<0, 2>(), tensor([1 + 2 + 5 + 6, 3 + 4 + 7 + 8]));
    /// ```
    #[inline]
    #[must_use]
    pub fn sum_axes<const I: usize, const J: usize>(&self) -> Tensor<E, Reduced<S, (Along<I>, Along<J>)>>
    where
        E: Element<Number: Ring>,
        (Along<I>, Along<J>): Lanes<S>,
    {
        self.sum_over::<(Along<I>, Along<J>)>()
    }

    /// The sums along the axes that `L` names: [`Along`] one, a tuple of these from left to right, which disappear, or
    /// [`Keep`](crate::Keep) of either, which stay with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` without these axes, or with `One` for each. Derivative: 1 for every element.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a: Tensor<f64, (Const<1>, Const<2>, Const<1>, Const<2>)> = tensor([[[[1.0, 3.0]], [[4.0, 4.0]]]]);
    /// assert_eq!(a.sum_over::<(Along<0>, Along<2>, Along<3>)>(), tensor([4.0, 8.0]));
    /// assert_eq!((a / a.sum_over::<Keep<(Along<0>, Along<3>)>>()).sum(), 2.0);
    /// ```
    #[inline]
    #[must_use]
    pub fn sum_over<L: Lanes<S>>(&self) -> Tensor<E, L::Reduced>
    where
        E: Element<Number: Ring>,
    {
        self.unary(Sum(L::default()))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Along, Const, Keep, One, Tensor, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> () { x.sum() });
        check::everywhere!(|x: (Const<3>, Const<7>)| -> () { x.sum() });
        check::everywhere!(|x: (Const<3>,)| -> () { x.sum_axis::<0>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<3>, Const<2>) { x.sum_axis::<0>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<2>, Const<2>) { x.sum_axis::<1>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<2>, Const<3>, One) { x.sum_keepdim::<2>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<1>, Const<2>)| -> (Const<3>, Const<1>) {
            x.sum_axes::<0, 3>()
        });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<2>,) { x.sum_axes::<0, 1>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> () {
            x.sum_over::<(Along<0>, Along<1>, Along<2>)>()
        });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<1>, Const<2>)| -> (One, Const<3>, One, One) {
            x.sum_over::<Keep<(Along<0>, Along<2>, Along<3>)>>()
        });
    }

    type Five = (Along<0>, Along<1>, Along<2>, Along<3>, Along<4>);
    type Six = (Const<2>, Const<3>, Const<2>, Const<1>, Const<3>, Const<2>);

    #[test]
    fn several_axes_at_once_are_as_several_one_after_another() {
        let x = Tensor::<usize, Six>::from_fn(|index| index.iter().fold(1, |x, &i| x * 7 + i));
        assert_eq!(x.sum_axes::<1, 4>(), x.sum_axis::<4>().sum_axis::<1>());
        assert_eq!(x.sum_axes::<4, 5>(), x.sum_axis::<5>().sum_axis::<4>());
        assert_eq!(x.sum_axes::<1, 2>(), x.sum_axis::<2>().sum_axis::<1>());
        let three = x.sum_axis::<4>().sum_axis::<3>().sum_axis::<1>();
        assert_eq!(x.sum_over::<(Along<1>, Along<3>, Along<4>)>(), three);
        assert_eq!(x.sum_over::<(Along<0>, Along<2>, Along<3>, Along<5>)>(), x.sum_axes::<3, 5>().sum_axes::<0, 2>());
        assert_eq!(x.sum_over::<Five>(), x.sum_axes::<0, 1>().sum_axes::<0, 1>().sum_axis::<0>());
        assert_eq!(x.sum_over::<Keep<Five>>().as_slice(), x.sum_over::<Five>().as_slice());
        assert_eq!(x.sum_over::<(Along<0>, Along<1>, Along<2>, Along<3>, Along<4>, Along<5>)>(), x.sum());
    }

    #[test]
    fn a_long_scattered_lane_keeps_its_digits() {
        let x: std::boxed::Box<Tensor<f32, (Const<64>, Const<2>, Const<512>)>> =
            std::boxed::Box::new(Tensor::full(0.1));
        for sum in x.sum_axes::<0, 2>().as_slice() {
            assert!((sum - 3276.8).abs() < 0.002, "{sum}");
        }
    }
}
