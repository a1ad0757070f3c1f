//! `atan2`.

use crate::number::{ElementaryPair, Float, Primitive};
use crate::rule::{Elementwise, Operation};
use crate::shape::{Broadcast, Broadcasted, Shape};
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::atan2`].
#[derive(Debug, Clone, Copy)]
pub struct Atan2;

impl Operation for Atan2 {
    const NAME: &'static str = "atan2";
    fn read(_: &[u32]) -> Self {
        Atan2
    }
}

impl ElementaryPair for Atan2 {
    #[inline]
    fn value<T: Primitive>(&self, a: T, b: T) -> T {
        a.atan2(b)
    }
    #[inline]
    fn slopes<T: Float>(&self, a: T, b: T, _y: T) -> (T, T) {
        // Divided twice by the distance, whose square may overflow or vanish.
        let distance = a.hypot(b);
        (b / distance / distance, -a / distance / distance)
    }
}

impl Elementwise for Atan2 {}

impl<E: Element, A: Shape> Tensor<E, A> {
    /// The angle of the point (x, y), in radians from −π to π, where y is `self`.
    ///
    /// As for the `atan2` of floats, the first operand is the ordinate. At the origin the angle is 0 or ±π, by the signs of
    /// the zeros, and has no slope: both are NaN.
    ///
    /// Shape: `A, B → ` their broadcast. Derivative: x/(x² + y²) by y, −y/(x² + y²) by x.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1.0]).atan2(&tensor([0.0])), tensor([core::f64::consts::FRAC_PI_2]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn atan2<B: Shape>(&self, x: &Tensor<E, B>) -> Tensor<E, Broadcasted<A, B>>
    where
        E: Real,
        A: Broadcast<B>,
    {
        self.binary(Atan2, x)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn all_modes_agree() {
        crate::op::check::pairs!(|a, b| { a.atan2(&b) }, [(1.0, 2.0), (0.5, -1.5), (-1.0, -0.5), (-1.5, 0.1)]);
    }
}
