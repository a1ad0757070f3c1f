//! `pow`.

use crate::number::{ElementaryPair, Float, Primitive};
use crate::rule::{Elementwise, Operation};
use crate::shape::{Broadcast, Broadcasted, Shape};
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::pow`].
#[derive(Debug, Clone, Copy)]
pub struct Pow;

impl Operation for Pow {
    const NAME: &'static str = "pow";
    fn read(_: &[u32]) -> Self {
        Pow
    }
}

impl ElementaryPair for Pow {
    #[inline]
    fn value<T: Primitive>(&self, a: T, b: T) -> T {
        a.powf(b)
    }
    #[inline]
    fn slopes<T: Float>(&self, a: T, b: T, y: T) -> (T, T) {
        let by_base = if b.vanishes() || (a == T::ZERO && b == T::ZERO) {
            T::ZERO
        } else if T::ORDER > 0 && y.is_normal() {
            // So that a jet is not made of jets of powers. On plain floats a power keeps more digits near the ends of the range.
            b * y / a
        } else {
            b * a.powf(b - T::ONE)
        };
        let by_exponent = if a == T::ZERO && b >= T::ZERO { T::ZERO } else { y * a.ln() };
        (by_base, by_exponent)
    }
}

impl Elementwise for Pow {}

impl<E: Element, A: Shape> Tensor<E, A> {
    /// `self` to the power of `exponent`, element by element, both broadcast together.
    ///
    /// Where the base is 0 and the exponent is not negative, the slope by the exponent is 0, as in PyTorch.
    ///
    /// Shape: `A, B → ` their broadcast. Derivative: b·aᵇ⁻¹ by the base a, aᵇ ln a by the exponent b.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([2.0, 9.0]).pow(&tensor([3.0, 0.5])), tensor([8.0, 3.0]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn pow<B: Shape>(&self, exponent: &Tensor<E, B>) -> Tensor<E, Broadcasted<A, B>>
    where
        E: Real,
        A: Broadcast<B>,
    {
        self.binary(Pow, exponent)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn all_modes_agree() {
        crate::op::check::pairs!(|a, b| { a.pow(&b) }, [(2.0, 3.0), (0.5, -1.5), (9.0, 0.5), (1.5, 0.0)]);
    }
}
