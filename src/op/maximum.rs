//! `maximum`.

use crate::number::{Float, Ring};
use crate::rule::{Elementwise, Operation, Pairwise};
use crate::shape::{Broadcast, Broadcasted, Shape};
use crate::tensor::{Element, Tensor};

/// The rule of [`Tensor::maximum`].
#[derive(Debug, Clone, Copy)]
pub struct Maximum;

impl Operation for Maximum {
    const NAME: &'static str = "maximum";
    const ARITHMETIC: bool = true;
    fn read(_: &[u32]) -> Self {
        Maximum
    }
}

/// Whether `a` is the result: it is the larger one, or the first of two equal ones, or NaN.
#[inline(always)]
#[expect(clippy::eq_op, reason = "only NaN differs from itself")]
fn first<T: PartialOrd>(a: &T, b: &T) -> bool {
    a >= b || a != a
}

impl Elementwise for Maximum {}

impl<T: Ring + PartialOrd> Pairwise<T> for Maximum {
    #[inline]
    fn value(&self, a: T, b: T) -> T {
        if first(&a, &b) { a } else { b }
    }
    #[inline]
    fn slope_lhs(&self, a: T, b: T, _y: T) -> T
    where
        T: Float,
    {
        if first(&a, &b) { T::ONE } else { T::ZERO }
    }
    #[inline]
    fn slope_rhs(&self, a: T, b: T, _y: T) -> T
    where
        T: Float,
    {
        if first(&a, &b) { T::ZERO } else { T::ONE }
    }
}

impl<E: Element<Number: Ring + PartialOrd>, A: Shape> Tensor<E, A> {
    /// The larger of each two elements, both tensors broadcast together. NaN on either side gives NaN.
    ///
    /// Shape: `A, B → ` their broadcast. Derivative: 1 by the larger one, 0 by the other; where both are equal, the first
    /// operand takes it all.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1.0, 5.0]).maximum(&tensor([3.0, 2.0])), tensor([3.0, 5.0]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn maximum<B: Shape>(&self, other: &Tensor<E, B>) -> Tensor<E, Broadcasted<A, B>>
    where
        A: Broadcast<B>,
    {
        self.binary(Maximum, other)
    }
}

#[cfg(test)]
mod tests {
    use crate::{grad, tensor};

    #[test]
    fn all_modes_agree() {
        crate::op::check::pairs!(|a, b| { a.maximum(&b) }, [(1.0, 2.0), (0.5, -1.5), (-3.0, -0.5), (7.0, 0.1)]);
    }

    #[test]
    fn ties_go_to_the_first_and_nan_stays() {
        let at = (tensor([2.0]), tensor([2.0]));
        let (first, second) = crate::Tape::new().grad(|(a, b)| a.maximum(&b).sum(), &at);
        assert_eq!((first, second), (tensor([1.0]), tensor([0.0])));
        assert!(tensor([f64::NAN]).maximum(&tensor([1.0]))[[0]].is_nan());
        assert!(tensor([1.0]).maximum(&tensor([f64::NAN]))[[0]].is_nan());
        assert_eq!(grad(|a| a.maximum(&a).sum(), &tensor([2.0])), tensor([1.0]));
    }
}
