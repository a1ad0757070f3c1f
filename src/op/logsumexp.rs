//! `logsumexp`, over everything, over one axis or several, and keeping them.

use crate::kernel::total;
use crate::number::Float;
use crate::op::lane::{each_lane, peak};
use crate::rule::{Operation, UnaryOp};
use crate::shape::{All, Along, HasAxis, Lanes, Reduced, Shape};
use crate::tensor::{Element, Real, Scalar, Tensor};

/// The rule of [`Tensor::logsumexp`] and [`Tensor::logsumexp_over`]: ln Σ exp(x) of each lane.
#[derive(Debug, Clone, Copy)]
pub struct LogSumExp<L>(pub L);

impl<L: Copy + Default + 'static> Operation for LogSumExp<L> {
    const NAME: &'static str = "logsumexp";
    fn read(_: &[u32]) -> Self {
        LogSumExp(L::default())
    }
}

impl<T: Float, L: Lanes<S>, S: Shape> UnaryOp<T, S> for LogSumExp<L> {
    type Output = L::Reduced;
    /// Σ exp(x − m), where m is the largest of the lane: the result, which has m in it, may have too few digits left to
    /// say what the sum was.
    type Saved = L::Reduced;
    /// y = m + ln Σ exp(x − m).
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], sums: &mut [T]) {
        for ((y, sum), lane) in y.iter_mut().zip(sums).zip(each_lane::<L, S>()) {
            let (at, m) = peak(x, lane.clone());
            // Without the largest exponential, which is 1, so that small ones beside it keep their digits.
            let others = total(lane.map(|i| if i == at { T::ZERO } else { (x[i] - m).exp() }));
            let excess = (x[at] - m).exp_m1() + others;
            *y = m + excess.ln_1p();
            *sum = T::ONE + excess;
        }
    }
    /// dx = exp(x − m)/Σ · dy, and 0 where all are −∞.
    #[inline]
    fn pullback(&self, x: &[T], _: &[T], sums: &[T], dy: &[T], dx: &mut [T]) {
        for ((&dy, &sum), lane) in dy.iter().zip(sums).zip(each_lane::<L, S>()) {
            if sum == T::ZERO {
                continue;
            }
            let (_, m) = peak(x, lane.clone());
            for i in lane {
                dx[i] = dx[i] + dy.times_slope((x[i] - m).exp() / sum);
            }
        }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// ln Σ exp(x) over all elements, without overflow or loss. Where all are −∞ it is −∞.
    ///
    /// Shape: `S → ()`. Derivative: softmax(x); 0 where all are −∞.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1e4, 1e4], [0.0, -1e4]]).logsumexp(), 1e4 + core::f64::consts::LN_2);
    /// ```
    #[inline]
    #[must_use]
    pub fn logsumexp(&self) -> Scalar<E>
    where
        E: Real,
    {
        self.unary(LogSumExp(All))
    }

    /// ln Σ exp(x) along axis `I`, which disappears, without overflow or loss. Where all are −∞ it is −∞.
    ///
    /// Shape: `S → S` without axis `I`. Derivative: softmax(x) along the axis; 0 where all are −∞.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1e4, 0.0], [-1e4, 0.0]]).logsumexp_axis::<1>(), tensor([1e4, 0.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn logsumexp_axis<const I: usize>(&self) -> Tensor<E, S::Removed>
    where
        E: Real,
        S: HasAxis<I>,
    {
        self.unary(LogSumExp(Along::<I>))
    }

    /// ln Σ exp(x) along axis `I`, which stays with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` with `One` for axis `I`. Derivative: as for [`logsumexp_axis`](Self::logsumexp_axis).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let scores = tensor([[0.0, 1e4], [0.0, -1e4]]);
    /// assert_eq!(scores - scores.logsumexp_keepdim::<1>(), scores.log_softmax::<1>());
    /// ```
    #[inline]
    #[must_use]
    pub fn logsumexp_keepdim<const I: usize>(&self) -> Tensor<E, S::Kept>
    where
        E: Real,
        S: HasAxis<I>,
    {
        self.logsumexp_axis::<I>().reshape()
    }

    /// ln Σ exp(x) along the axes `I` and `J` together, which both disappear. `I` is the axis further left; more axes,
    /// and keeping them, are [`logsumexp_over`](Self::logsumexp_over).
    ///
    /// Shape: `S → S` without the axes `I` and `J`. Derivative: softmax(x) along the axes; 0 where all are −∞.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[[1e4, 0.0], [1e4, 0.0]], [[0.0, -1e4], [-1e4, -1e4]]]);
    /// assert_eq!(a.logsumexp_axes::<1, 2>(), tensor([1e4 + core::f64::consts::LN_2, 0.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn logsumexp_axes<const I: usize, const J: usize>(&self) -> Tensor<E, Reduced<S, (Along<I>, Along<J>)>>
    where
        E: Real,
        (Along<I>, Along<J>): Lanes<S>,
    {
        self.logsumexp_over::<(Along<I>, Along<J>)>()
    }

    /// ln Σ exp(x) along the axes that `L` names: [`Along`] one, a tuple of these from left to right, which disappear,
    /// or [`Keep`](crate::Keep) of either, which stay with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` without these axes, or with `One` for each. Derivative: softmax(x) along the axes; 0 where all are −∞.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = tensor([[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]);
    /// let likely = a - a.logsumexp_over::<Keep<(Along<1>, Along<2>)>>();
    /// assert!((likely.exp().sum_axes::<1, 2>() - 1.0).abs().max() < 1e-12);
    /// ```
    #[inline]
    #[must_use]
    pub fn logsumexp_over<L: Lanes<S>>(&self) -> Tensor<E, L::Reduced>
    where
        E: Real,
    {
        self.unary(LogSumExp(L::default()))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Along, Const, Keep, One, grad, jvp, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> () { x.logsumexp() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> () { x.logsumexp() });
        check::everywhere!(|x: (Const<1>,)| -> () { x.logsumexp_axis::<0>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<2>, Const<2>) { x.logsumexp_axis::<1>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<1>)| -> (Const<2>, Const<1>, One, Const<1>) {
            x.logsumexp_keepdim::<2>()
        });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<3>,) { x.logsumexp_axes::<0, 2>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<1>, Const<2>)| -> (One, Const<3>, One, One) {
            x.logsumexp_over::<Keep<(Along<0>, Along<2>, Along<3>)>>()
        });
    }

    #[test]
    fn large_scores_and_infinite_ones() {
        let infinity = f64::INFINITY;
        let x = tensor([[-infinity, -infinity], [-infinity, 2.0], [1e4, -1e4], [-1e4, -1e4]]);
        let ln_2 = core::f64::consts::LN_2;
        assert_eq!(x.logsumexp_axis::<1>(), tensor([-infinity, 2.0, 1e4, ln_2 - 1e4]));
        let slopes = tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.5, 0.5]]);
        let reverse = grad(|x| x.logsumexp_axis::<1>().sum(), &x);
        assert_eq!(reverse, slopes);
        let (_, forward) = jvp(|x| x.logsumexp_axis::<1>(), &x, &x.ones_like());
        assert_eq!(forward, tensor([0.0, 1.0, 1.0, 1.0]));
        assert_eq!(tensor([-infinity, -infinity]).logsumexp(), -infinity);
        assert_eq!(grad(|x| x.logsumexp(), &tensor([-infinity, -infinity])), tensor([0.0, 0.0]));
        assert_eq!(tensor([infinity, 0.0]).logsumexp(), infinity);
        assert!(tensor([f64::NAN, 0.0]).logsumexp().item().is_nan());
        // A small sum beside a large element, and slopes in f32, keep their digits.
        assert_eq!(tensor([0.0, -40.0]).logsumexp(), (-40.0_f64).exp());
        assert_eq!(grad(|x| x.logsumexp(), &tensor([1e4_f32, 1e4, 1e4, 1e4])), tensor([0.25; 4]));
    }
}
