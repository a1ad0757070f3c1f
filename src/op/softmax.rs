//! `softmax` along one axis.

use crate::kernel::total;
use crate::number::Float;
use crate::op::lane::{exponentials, lanes, unused};
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{HasAxis, Shape};
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::softmax`].
#[derive(Debug, Clone, Copy)]
pub struct Softmax<const I: usize>;

impl<const I: usize> Operation for Softmax<I> {
    const NAME: &'static str = "softmax";
    fn read(_: &[u32]) -> Self {
        Softmax
    }
}

impl<T: Float, const I: usize, S: HasAxis<I>> UnaryOp<T, S> for Softmax<I> {
    type Output = S;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        for lane in lanes::<I, S>() {
            let (_, excess) = exponentials(x, y, lane.clone());
            let sum = T::ONE + excess;
            for i in lane {
                y[i] = y[i] / sum;
            }
        }
    }
    /// dx = y·(dy − Σ dy·y), from ∂yᵢ/∂xⱼ = yᵢ(δᵢⱼ − yⱼ).
    #[inline]
    fn pullback(&self, _: &[T], y: &[T], _: &[T], dy: &[T], dx: &mut [T]) {
        for lane in lanes::<I, S>() {
            if unused(dy, lane.clone()) {
                continue;
            }
            let sum = total(lane.clone().map(|i| dy[i] * y[i]));
            for i in lane {
                dx[i] = dx[i] + y[i] * (dy[i] - sum);
            }
        }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// exp(x) divided by its sum along axis `I`, without overflow: probabilities from scores.
    ///
    /// Shape: `S → S`. Derivative: ∂yᵢ/∂xⱼ = yᵢ(δᵢⱼ − yⱼ) along the axis.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1e4, 1e4], [0.0, 1e4]]).softmax::<1>(), tensor([[0.5, 0.5], [0.0, 1.0]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn softmax<const I: usize>(&self) -> Self
    where
        E: Real,
        S: HasAxis<I>,
    {
        Tensor(E::unary::<Softmax<I>, S>(Softmax, &self.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>,)| -> (Const<1>,) { x.softmax::<0>() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<3>) { x.softmax::<1>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<2>, Const<3>, Const<2>) { x.softmax::<1>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<1>)| -> (Const<2>, Const<1>, Const<3>, Const<1>) {
            x.softmax::<2>()
        });
    }
}
