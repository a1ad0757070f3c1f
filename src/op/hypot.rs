//! `hypot`.

use crate::number::{ElementaryPair, Float, Primitive};
use crate::rule::{Elementwise, Operation};
use crate::shape::{Broadcast, Broadcasted, Shape};
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::hypot`].
#[derive(Debug, Clone, Copy)]
pub struct Hypot;

impl Operation for Hypot {
    const NAME: &'static str = "hypot";
    fn read(_: &[u32]) -> Self {
        Hypot
    }
}

impl ElementaryPair for Hypot {
    #[inline]
    fn value<T: Primitive>(&self, a: T, b: T) -> T {
        a.hypot(b)
    }
    #[inline]
    fn slopes<T: Float>(&self, a: T, b: T, y: T) -> (T, T) {
        if y == T::ZERO { (T::ZERO, T::ZERO) } else { (a / y, b / y) }
    }
}

impl Elementwise for Hypot {}

impl<E: Element, A: Shape> Tensor<E, A> {
    /// √(a² + b²), element by element, without overflow.
    ///
    /// Shape: `A, B → ` their broadcast. Derivative: a/y by a, b/y by b, and 0 where both are 0.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([3.0, 0.0]).hypot(&tensor([4.0, 2.0])), tensor([5.0, 2.0]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn hypot<B: Shape>(&self, other: &Tensor<E, B>) -> Tensor<E, Broadcasted<A, B>>
    where
        E: Real,
        A: Broadcast<B>,
    {
        self.binary(Hypot, other)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn all_modes_agree() {
        crate::op::check::pairs!(|a, b| { a.hypot(&b) }, [(1.0, 2.0), (0.5, -1.5), (-1.0, -0.5), (-1.5, 0.1)]);
    }
}
