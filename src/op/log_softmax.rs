//! `log_softmax` along one axis.

use crate::kernel::total;
use crate::number::Float;
use crate::op::lane::{exponentials, lanes, unused};
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{HasAxis, Shape};
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::log_softmax`].
#[derive(Debug, Clone, Copy)]
pub struct LogSoftmax<const I: usize>;

impl<const I: usize> Operation for LogSoftmax<I> {
    const NAME: &'static str = "log_softmax";
    fn read(_: &[u32]) -> Self {
        LogSoftmax
    }
}

impl<T: Float, const I: usize, S: HasAxis<I>> UnaryOp<T, S> for LogSoftmax<I> {
    type Output = S;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        for lane in lanes::<I, S>() {
            let (m, excess) = exponentials(x, y, lane.clone());
            let ln = excess.ln_1p();
            for i in lane {
                y[i] = x[i] - m - ln;
            }
        }
    }
    /// dx = dy − exp(y)·Σ dy, from ∂yᵢ/∂xⱼ = δᵢⱼ − exp(yⱼ).
    #[inline]
    fn pullback(&self, _: &[T], y: &[T], _: &[T], dy: &[T], dx: &mut [T]) {
        for lane in lanes::<I, S>() {
            if unused(dy, lane.clone()) {
                continue;
            }
            let sum = total(lane.clone().map(|i| dy[i]));
            for i in lane {
                dx[i] = dx[i] + dy[i] - y[i].exp() * sum;
            }
        }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The logarithm of [`softmax`](Self::softmax) along axis `I`: x − ln Σ exp(x), without overflow.
    ///
    /// Shape: `S → S`. Derivative: ∂yᵢ/∂xⱼ = δᵢⱼ − softmax(x)ⱼ along the axis.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([0.0, 1e4]).log_softmax::<0>(), tensor([-1e4, 0.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn log_softmax<const I: usize>(&self) -> Self
    where
        E: Real,
        S: HasAxis<I>,
    {
        Tensor(E::unary::<LogSoftmax<I>, S>(LogSoftmax, &self.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>,)| -> (Const<1>,) { x.log_softmax::<0>() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<3>) { x.log_softmax::<1>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<2>, Const<3>, Const<2>) {
            x.log_softmax::<1>()
        });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<1>)| -> (Const<2>, Const<1>, Const<3>, Const<1>) {
            x.log_softmax::<2>()
        });
    }
}
