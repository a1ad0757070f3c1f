//! `logsumexp`, over everything, over one axis, and keeping that axis.

use crate::number::Float;
use crate::op::lane::lanes;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{HasAxis, Shape};
use crate::tensor::{Element, Real, Scalar, Tensor};

/// ln Σ exp(x) of some numbers: m + ln Σ exp(x − m), where m, the largest one, keeps it from overflowing.
///
/// m is a constant: it cancels, so it needs no tangents.
#[inline]
fn logsumexp<T: Float>(x: impl Iterator<Item = T> + Clone) -> T {
    let largest = x.clone().fold(T::neg_infinity(), |m, x| if x > m { x } else { m });
    // Where all are −∞ there is nothing to subtract; their exponentials are 0 as they are.
    let m = if largest.is_finite() { T::from_base(largest.primal()) } else { T::ZERO };
    x.fold(T::ZERO, |sum, x| sum + (x - m).exp()).ln() + m
}

/// exp(x − y): the slope of y = logsumexp by x. Where y is −∞, so is every x, and the slope is 0.
#[inline]
fn slope<T: Float>(x: T, y: T) -> T {
    if y == T::neg_infinity() { T::ZERO } else { (x - y).exp() }
}

/// The rule of [`Tensor::logsumexp`].
#[derive(Debug, Clone, Copy)]
pub struct LogSumExp;

impl Operation for LogSumExp {
    const NAME: &'static str = "logsumexp";
    fn read(_: &[u32]) -> Self {
        LogSumExp
    }
}

impl<T: Float, S: Shape> UnaryOp<T, S> for LogSumExp {
    type Output = ();
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        y[0] = logsumexp(x.iter().copied());
    }
    #[inline]
    fn pullback(&self, x: &[T], y: &[T], _: &[T], dy: &[T], dx: &mut [T]) {
        for (dx, &x) in dx.iter_mut().zip(x) {
            *dx = *dx + dy[0] * slope(x, y[0]);
        }
    }
}

/// The rule of [`Tensor::logsumexp_axis`].
#[derive(Debug, Clone, Copy)]
pub struct LogSumExpAxis<const I: usize>;

impl<const I: usize> Operation for LogSumExpAxis<I> {
    const NAME: &'static str = "logsumexp_axis";
    fn read(_: &[u32]) -> Self {
        LogSumExpAxis
    }
}

impl<T: Float, const I: usize, S: HasAxis<I>> UnaryOp<T, S> for LogSumExpAxis<I> {
    type Output = S::Removed;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        for (y, lane) in y.iter_mut().zip(lanes::<I, S>()) {
            *y = logsumexp(lane.map(|i| x[i]));
        }
    }
    #[inline]
    fn pullback(&self, x: &[T], y: &[T], _: &[T], dy: &[T], dx: &mut [T]) {
        for ((&y, &dy), lane) in y.iter().zip(dy).zip(lanes::<I, S>()) {
            for i in lane {
                dx[i] = dx[i] + dy.times_slope(slope(x[i], y));
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
        Tensor(E::unary::<LogSumExp, S>(LogSumExp, &self.0))
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
        Tensor(E::unary::<LogSumExpAxis<I>, S>(LogSumExpAxis, &self.0))
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
}

#[cfg(test)]
mod tests {
    use crate::{Const, One, grad, jvp, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> () { x.logsumexp() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> () { x.logsumexp() });
        check::everywhere!(|x: (Const<1>,)| -> () { x.logsumexp_axis::<0>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<2>, Const<2>) { x.logsumexp_axis::<1>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<1>)| -> (Const<2>, Const<1>, One, Const<1>) {
            x.logsumexp_keepdim::<2>()
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
        assert!((reverse - slopes).abs().max() < 1e-11, "{reverse}");
        let (_, forward) = jvp(|x| x.logsumexp_axis::<1>(), &x, &x.ones_like());
        assert_eq!(forward, tensor([0.0, 1.0, 1.0, 1.0]));
        assert_eq!(tensor([-infinity, -infinity]).logsumexp(), -infinity);
        assert_eq!(grad(|x| x.logsumexp(), &tensor([-infinity, -infinity])), tensor([0.0, 0.0]));
        assert_eq!(tensor([infinity, 0.0]).logsumexp(), infinity);
        assert!(tensor([f64::NAN, 0.0]).logsumexp().item().is_nan());
    }
}
