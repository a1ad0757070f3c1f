//! `sigmoid`.

use crate::kernel::VectorFunction;
use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::sigmoid`].
#[derive(Debug, Clone, Copy)]
pub struct Sigmoid;

impl Operation for Sigmoid {
    const NAME: &'static str = "sigmoid";
    fn read(_: &[u32]) -> Self {
        Sigmoid
    }
}

impl Elementary for Sigmoid {
    const VECTORIZED: Option<VectorFunction> = Some(VectorFunction::Sigmoid);
    const USES_VALUE: bool = false;
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        // e to the power of −|x| cannot overflow.
        let e = (-x.abs()).exp();
        if x >= T::ZERO { (T::ONE + e).recip() } else { e / (T::ONE + e) }
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        // Not y(1 − y), which is 0 from 17 on in single precision. By the exponential and not by σ(−x), so that a jet is not
        // made of jets of itself.
        let e = if x > T::ZERO { (-x).exp() } else { x.exp() };
        e / ((T::ONE + e) * (T::ONE + e))
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The logistic function 1/(1 + e⁻ˣ) of each element, without overflow.
    ///
    /// Shape: `S → S`. Derivative: σ(x)·σ(−x).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([0.0, 1e4, -1e4]).sigmoid(), tensor([0.5, 1.0, 0.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn sigmoid(&self) -> Self
    where
        E: Real,
    {
        self.elementwise(Sigmoid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Sigmoid, &[-30.0, -3.0, -0.5, 0.0, 2.0]);
    }
}
