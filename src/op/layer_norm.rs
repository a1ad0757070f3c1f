//! `layer_norm` along one axis.

use crate::kernel::total;
use crate::number::Float;
use crate::op::lane::{self, lanes};
use crate::rule::{BinaryOp, Operation};
use crate::shape::{Dim, HasAxis, Shape};
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::layer_norm`]. What is added to the variance is the second operand, a constant.
#[derive(Debug, Clone, Copy)]
pub struct LayerNorm<const I: usize>;

impl<const I: usize> Operation for LayerNorm<I> {
    const NAME: &'static str = "layer_norm";
    fn read(_: &[u32]) -> Self {
        LayerNorm
    }
}

/// The mean of some numbers.
#[inline]
fn mean<T: Float>(x: impl ExactSizeIterator<Item = T>) -> T {
    let n = x.len();
    total(x) / T::from_f64(n as f64)
}

impl<T: Float, const I: usize, S: HasAxis<I>> BinaryOp<T, S, ()> for LayerNorm<I> {
    type Output = S;
    /// 1/√(variance + ε) of each lane.
    type Saved = S::Removed;
    #[inline]
    fn value(&self, x: &[T], epsilon: &[T], y: &mut [T], scales: &mut [T]) {
        for (scale, lane) in scales.iter_mut().zip(lanes::<I, S>()) {
            let centre = lane::mean(x, lane.clone());
            for i in lane.clone() {
                y[i] = x[i] - centre;
            }
            *scale = (mean(lane.clone().map(|i| y[i] * y[i])) + epsilon[0]).sqrt().recip();
            for i in lane {
                y[i] = y[i] * *scale;
            }
        }
    }
    /// dx = scale · (dy − mean(dy) − y · mean(dy·y)).
    #[inline]
    fn pullback_lhs(&self, _: &[T], _: &[T], y: &[T], scales: &[T], dy: &[T], dx: &mut [T]) {
        for (&scale, lane) in scales.iter().zip(lanes::<I, S>()) {
            let straight = mean(lane.clone().map(|i| dy[i]));
            let along = mean(lane.clone().map(|i| dy[i] * y[i]));
            for i in lane {
                dx[i] = dx[i] + scale * (dy[i] - straight - y[i] * along);
            }
        }
    }
    /// dε = −½ Σ dy·y·scale².
    #[inline]
    fn pullback_rhs(&self, _: &[T], _: &[T], y: &[T], scales: &[T], dy: &[T], epsilon: &mut [T]) {
        for (&scale, lane) in scales.iter().zip(lanes::<I, S>()) {
            let along = mean(lane.map(|i| dy[i] * y[i])) * T::from_f64(S::Axis::SIZE as f64);
            epsilon[0] = epsilon[0] - T::from_f64(0.5) * along * scale * scale;
        }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// (x − mean)/√(variance + `epsilon`) along axis `I`: every lane with mean 0 and, but for `epsilon`, variance 1.
    ///
    /// The variance is the mean of the squares, as in PyTorch. Scale and shift, where wanted, are a product and a sum. An
    /// `epsilon` of 0 gives NaN where all elements of a lane are equal.
    ///
    /// Shape: `S → S`. Derivative: ∂yᵢ/∂xⱼ = (δᵢⱼ − (1 + yᵢyⱼ)/n)/√(variance + `epsilon`) along the axis.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let x = tensor([[1.0, 3.0], [5.0, 5.0]]);
    /// assert_eq!(x.layer_norm::<1>(3.0), tensor([[-0.5, 0.5], [0.0, 0.0]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn layer_norm<const I: usize>(&self, epsilon: f64) -> Self
    where
        E: Real,
        S: HasAxis<I>,
    {
        self.binary(LayerNorm::<I>, &self.literal(epsilon))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Const, grad, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>,)| -> (Const<1>,) { x.layer_norm::<0>(0.1) });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<3>) { x.layer_norm::<1>(1e-5) });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<3>, Const<2>) {
            x.layer_norm::<2>(0.1)
        });
        check::everywhere!(|x: (Const<2>, Const<3>), epsilon: ()| -> (Const<2>, Const<3>) {
            x.binary(LayerNorm::<1>, &epsilon.abs())
        });
    }

    #[test]
    fn large_numbers_and_equal_ones() {
        let x = tensor([[1e4, -1e4], [1e4, 1e4]]);
        let y = x.layer_norm::<1>(1e-5);
        assert!((y - tensor([[1.0, -1.0], [0.0, 0.0]])).abs().max() < 1e-12, "{y}");
        // A constant added changes nothing: the variance is that of the differences.
        let near = tensor([1e4_f32 + 1.0, 1e4 - 1.0]).layer_norm::<0>(0.0);
        assert_eq!(near, tensor([1.0, -1.0]));
        let slopes = grad(|x| x.layer_norm::<1>(1e-5).square().sum(), &x);
        assert!(slopes.abs().max() < 1e-9, "{slopes}");
    }
}
