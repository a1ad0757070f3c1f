//! `÷`, element by element, both operands broadcast together.

use crate::kernel::Semiring;
use crate::number::{Float, Stored};
use crate::op::operator::operator;
use crate::rule::{Elementwise, Operation, Pairwise};

/// The rule of `a ÷ b`.
///
/// Shape: `A, B → ` their broadcast. Derivative: 1/b by the left operand, −a/b² by the right one.
///
/// ```
/// use wengert::tensor;
///
/// assert_eq!(tensor([1.0, 2.0]) / 2.0, tensor([0.5, 1.0]));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Div;

impl Operation for Div {
    const NAME: &'static str = "div";
    const ARITHMETIC: bool = true;
    fn read(_: &[u32]) -> Self {
        Div
    }
}

impl Elementwise for Div {}

impl<T: Stored + core::ops::Div<Output = T>> Pairwise<T> for Div {
    #[inline(always)]
    fn value(&self, a: T, b: T) -> T {
        a / b
    }
    #[inline(always)]
    fn value_literal_rhs(&self, a: T, b: T::Base) -> T
    where
        T: Float,
    {
        a.linear(|a| a / b, T::Base::ONE / b)
    }
    #[inline(always)]
    fn slope_lhs(&self, _a: T, b: T, _y: T) -> T
    where
        T: Float,
    {
        b.recip()
    }
    #[inline(always)]
    fn slope_rhs(&self, _a: T, b: T, y: T) -> T
    where
        T: Float,
    {
        -y / b
    }
}

operator!(Div, div);

#[cfg(test)]
mod tests {
    #[test]
    fn all_modes_agree() {
        crate::op::check::pairs!(|a, b| { a / b }, [(1.0, 2.0), (0.5, -1.5), (-3.0, -0.5), (7.0, 0.1)]);
    }
}
