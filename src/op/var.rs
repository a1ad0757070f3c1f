//! `var`, over everything, over one axis or several, and keeping them.

use crate::kernel::total;
use crate::number::Float;
use crate::op::lane::{Lane, each_lane, mean};
use crate::rule::{Operation, UnaryOp};
use crate::shape::{All, Along, HasAxis, Lanes, Reduced, Shape, require};
use crate::tensor::{Element, Real, Scalar, Tensor};

/// The rule of [`Tensor::var`] and [`Tensor::var_axis`]: the variance of each lane.
#[derive(Debug, Clone, Copy)]
pub struct Variance<L>(pub L);

impl<L: Copy + Default + 'static> Operation for Variance<L> {
    const NAME: &'static str = "var";
    fn read(_: &[u32]) -> Self {
        Variance(L::default())
    }
}

/// n − 1, where a lane has n elements.
pub(crate) fn freedom<T: Float, L: Lanes<S>, S: Shape>() -> T {
    const { require(L::LENGTH > 1, "var and std divide by n − 1: they need at least two elements") }
    T::from_f64((L::LENGTH - 1) as f64)
}

/// The mean of a lane and its sum of squared deviations, which are those from the mean, so that nothing cancels.
#[inline]
pub(crate) fn deviations<T: Float>(x: &[T], lane: impl Lane) -> (T, T) {
    let mean = mean(x, lane.clone());
    (mean, total(lane.map(|i| (x[i] - mean) * (x[i] - mean))))
}

impl<T: Float, L: Lanes<S>, S: Shape> UnaryOp<T, S> for Variance<L> {
    type Output = L::Reduced;
    /// The means.
    type Saved = L::Reduced;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], means: &mut [T]) {
        let n = freedom::<T, L, S>();
        for ((y, mean), lane) in y.iter_mut().zip(means).zip(each_lane::<L, S>()) {
            let squares;
            (*mean, squares) = deviations(x, lane);
            *y = squares / n;
        }
    }
    /// dx = 2(x − mean)/(n − 1) · dy. That the mean moves too does not show: deviations add up to 0.
    #[inline]
    fn pullback(&self, x: &[T], _: &[T], means: &[T], dy: &[T], dx: &mut [T]) {
        let n = freedom::<T, L, S>();
        for ((&dy, &mean), lane) in dy.iter().zip(means).zip(each_lane::<L, S>()) {
            let slope = (dy + dy) / n;
            for i in lane {
                dx[i] = dx[i] + slope.times_slope(x[i] - mean);
            }
        }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The variance of all elements: their squared deviations from the mean, divided by n − 1.
    ///
    /// This is the unbiased estimate, as in PyTorch; `(x - x.mean()).square().mean()` divides by n. One element alone
    /// has no variance: that is a compile error.
    ///
    /// Shape: `S → ()`. Derivative: 2(x − mean)/(n − 1).
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([1.0, 2.0, 6.0]).var(), 7.0);
    /// assert_eq!(grad(|x| x.var(), &tensor([1.0, 2.0, 6.0])), tensor([-2.0, -1.0, 3.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn var(&self) -> Scalar<E>
    where
        E: Real,
    {
        self.unary(Variance(All))
    }

    /// The variances along axis `I`, which disappears.
    ///
    /// Shape: `S → S` without axis `I`. Derivative: as for [`var`](Self::var), along the axis.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1.0, 2.0, 6.0], [4.0, 4.0, 4.0]]).var_axis::<1>(), tensor([7.0, 0.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn var_axis<const I: usize>(&self) -> Tensor<E, S::Removed>
    where
        E: Real,
        S: HasAxis<I>,
    {
        self.unary(Variance(Along::<I>))
    }

    /// The variances along axis `I`, which stays with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` with `One` for axis `I`. Derivative: as for [`var`](Self::var), along the axis.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[1.0, 3.0], [4.0, 4.0]]);
    /// assert_eq!(a + a.var_keepdim::<1>(), tensor([[3.0, 5.0], [4.0, 4.0]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn var_keepdim<const I: usize>(&self) -> Tensor<E, S::Kept>
    where
        E: Real,
        S: HasAxis<I>,
    {
        self.var_axis::<I>().reshape()
    }

    /// The variances along the axes `I` and `J` together, which both disappear. `I` is the axis further left; more axes,
    /// and keeping them, are [`var_over`](Self::var_over).
    ///
    /// Shape: `S → S` without the axes `I` and `J`. Derivative: as for [`var`](Self::var), along the axes.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]);
    /// assert_eq!(a.var_axes::<1, 2>(), tensor([5.0 / 3.0, 5.0 / 3.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn var_axes<const I: usize, const J: usize>(&self) -> Tensor<E, Reduced<S, (Along<I>, Along<J>)>>
    where
        E: Real,
        (Along<I>, Along<J>): Lanes<S>,
    {
        self.var_over::<(Along<I>, Along<J>)>()
    }

    /// The variances along the axes that `L` names: [`Along`] one, a tuple of these from left to right, which disappear,
    /// or [`Keep`](crate::Keep) of either, which stay with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` without these axes, or with `One` for each. Derivative: as for [`var`](Self::var), along the axes.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// // Each channel of a batch of images, as batch normalisation takes it.
    /// let images: Tensor<f64, (Const<2>, Const<3>, Const<4>, Const<4>)> = Vector::<f64, 96>::arange().reshape();
    /// type Others = (Along<0>, Along<2>, Along<3>);
    /// let normal = (images - images.mean_over::<Keep<Others>>()) / images.var_over::<Keep<Others>>().sqrt();
    /// assert!((normal.var_over::<Others>() - 1.0).abs().max() < 1e-12);
    /// ```
    #[inline]
    #[must_use]
    pub fn var_over<L: Lanes<S>>(&self) -> Tensor<E, L::Reduced>
    where
        E: Real,
    {
        self.unary(Variance(L::default()))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Along, Const, Keep, One, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<2>,)| -> () { x.var() });
        check::everywhere!(|x: (Const<3>, Const<4>)| -> () { x.var() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<2>) {
            x.var_axis::<2>()
        });
        check::everywhere!(|x: (Const<3>, Const<2>)| -> (One, Const<2>) { x.var_keepdim::<0>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<3>,) { x.var_axes::<0, 2>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<1>, Const<2>)| -> (One, Const<3>, One, One) {
            x.var_over::<Keep<(Along<0>, Along<2>, Along<3>)>>()
        });
    }

    #[test]
    fn a_large_mean_does_not_cancel() {
        assert_eq!(tensor([1e9, 1e9 + 1.0, 1e9 + 2.0]).var(), 1.0);
    }
}
