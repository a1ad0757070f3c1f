//! `&`, element by element, both operands broadcast together.

use crate::number::{Float, Stored};
use crate::op::operator::tensor_operator;
use crate::rule::{Elementwise, Operation, Pairwise};

/// The rule of `a & b` on masks: where both are true. On integers, bit by bit.
///
/// Shape: `A, B → ` their broadcast. There is no derivative.
///
/// ```
/// use wengert::tensor;
///
/// let (a, b) = (tensor([[false], [true]]), tensor([false, true]));
/// assert_eq!((a & b).as_slice(), [false, false, false, true]);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct BitAnd;

impl Operation for BitAnd {
    const NAME: &'static str = "bitand";
    fn read(_: &[u32]) -> Self {
        BitAnd
    }
}

impl Elementwise for BitAnd {}

impl<T: Stored + core::ops::BitAnd<Output = T>> Pairwise<T> for BitAnd {
    #[inline(always)]
    fn value(&self, a: T, b: T) -> T {
        a & b
    }
    #[inline(always)]
    fn slope_lhs(&self, _a: T, _b: T, _y: T) -> T
    where
        T: Float,
    {
        T::ZERO
    }
    #[inline(always)]
    fn slope_rhs(&self, _a: T, _b: T, _y: T) -> T
    where
        T: Float,
    {
        T::ZERO
    }
}

tensor_operator!(BitAnd, bitand);

#[cfg(test)]
mod tests {
    use crate::tensor;

    #[test]
    fn masks_and_integers_owned_and_borrowed() {
        let (a, b) = (tensor([false, false, true, true]), tensor([false, true, false, true]));
        assert_eq!(a & b, tensor([false, false, false, true]));
        let (left, right) = (&a, &b);
        assert_eq!((a & right, left & b, left & right), (a & b, a & b, a & b));
        assert_eq!((a & tensor(true))[[0]], false & true);
        assert_eq!(tensor([6, 5]) & tensor([5, 5]), tensor([4, 5]));
    }
}
