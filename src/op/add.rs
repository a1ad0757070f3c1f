//! `+`, element by element, both operands broadcast together.

use crate::kernel::Semiring;
use crate::number::{Float, Ring};
use crate::op::operator::operator;
use crate::rule::{Elementwise, Operation, Pairwise};

/// The rule of `a + b`.
///
/// Shape: `A, B → ` their broadcast. Derivative: 1 by either operand.
///
/// ```
/// use wengert::tensor;
///
/// assert_eq!(tensor([1.0, 2.0]) + 1.0, tensor([2.0, 3.0]));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Add;

impl Operation for Add {
    const NAME: &'static str = "add";
    const ARITHMETIC: bool = true;
    fn read(_: &[u32]) -> Self {
        Add
    }
}

impl Elementwise for Add {}

impl<T: Ring> Pairwise<T> for Add {
    #[inline(always)]
    fn value(&self, a: T, b: T) -> T {
        a + b
    }
    #[inline(always)]
    fn value_literal_rhs(&self, a: T, b: T::Base) -> T
    where
        T: Float,
    {
        a.linear(|a| a + b, T::Base::ONE)
    }
    #[inline(always)]
    fn value_literal_lhs(&self, a: T::Base, b: T) -> T
    where
        T: Float,
    {
        b.linear(|b| a + b, T::Base::ONE)
    }
    #[inline(always)]
    fn slope_lhs(&self, _a: T, _b: T, _y: T) -> T
    where
        T: Float,
    {
        T::ONE
    }
    #[inline(always)]
    fn slope_rhs(&self, _a: T, _b: T, _y: T) -> T
    where
        T: Float,
    {
        T::ONE
    }
}

operator!(Add, add);

#[cfg(test)]
mod tests {
    #[test]
    fn all_modes_agree() {
        crate::op::check::pairs!(|a, b| { a + b }, [(1.0, 2.0), (0.5, -1.5), (-3.0, -0.5), (7.0, 0.1)]);
    }
}
