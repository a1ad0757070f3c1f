//! `acosh`.

use crate::number::{Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Real, Tensor};

/// The rule of [`Tensor::acosh`].
#[derive(Debug, Clone, Copy)]
pub struct Acosh;

impl Operation for Acosh {
    const NAME: &'static str = "acosh";
    fn read(_: &[u32]) -> Self {
        Acosh
    }
}

impl Elementary for Acosh {
    #[inline]
    fn value<T: Primitive>(&self, x: T) -> T {
        x.acosh()
    }
    #[inline]
    fn slope<T: Float>(&self, x: T, _y: T) -> T {
        // Not x² − 1, which has few digits left near 1 and overflows.
        ((x - T::ONE).sqrt() * (x + T::ONE).sqrt()).recip()
    }
}

impl<E: Real, S: Shape> Tensor<E, S> {
    /// The inverse hyperbolic cosine of each element.
    ///
    /// Below 1 it is NaN.
    ///
    /// Shape: `S → S`. Derivative: 1/√(x² − 1).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1.0]).acosh(), tensor([0.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn acosh(&self) -> Self {
        self.elementwise(Acosh)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_modes_agree() {
        crate::op::check::elementary(Acosh, &[1.1, 1.5, 2.0, 7.0]);
    }
}
