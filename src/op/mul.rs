//! `×`, element by element, both operands broadcast together.

use crate::number::{Float, Ring};
use crate::op::operator::operator;
use crate::rule::{Elementwise, Operation, Pairwise};

/// The rule of `a × b`.
///
/// Shape: `A, B → ` their broadcast. Derivative: each operand by the other.
///
/// ```
/// use wengert::tensor;
///
/// assert_eq!(2.0 * tensor([1.0, 2.0]), tensor([2.0, 4.0]));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Mul;

impl Operation for Mul {
    const NAME: &'static str = "mul";
    const ARITHMETIC: bool = true;
    fn read(_: &[u32]) -> Self {
        Mul
    }
}

impl Elementwise for Mul {}

impl<T: Ring> Pairwise<T> for Mul {
    #[inline(always)]
    fn value(&self, a: T, b: T) -> T {
        a * b
    }
    #[inline(always)]
    fn value_literal_rhs(&self, a: T, b: T::Base) -> T
    where
        T: Float,
    {
        a.times_base(b)
    }
    #[inline(always)]
    fn value_literal_lhs(&self, a: T::Base, b: T) -> T
    where
        T: Float,
    {
        b.times_base(a)
    }
    #[inline(always)]
    fn slope_lhs(&self, _a: T, b: T, _y: T) -> T
    where
        T: Float,
    {
        b
    }
    #[inline(always)]
    fn slope_rhs(&self, a: T, _b: T, _y: T) -> T
    where
        T: Float,
    {
        a
    }
}

operator!(Mul, mul);

#[cfg(test)]
mod tests {
    #[test]
    fn all_modes_agree() {
        crate::op::check::pairs!(|a, b| { a * b }, [(1.0, 2.0), (0.5, -1.5), (-3.0, -0.5), (7.0, 0.1)]);
    }
}
