//! `%`, element by element, both operands broadcast together.

use crate::number::{Float, Stored};
use crate::op::operator::operator;
use crate::rule::{Elementwise, Operation, Pairwise};

/// The rule of `a % b`, the remainder a − b·trunc(a/b), which has the sign of `a`.
///
/// Shape: `A, B → ` their broadcast. Derivative: 1 by the left operand, −trunc(a/b) by the right one, also where it jumps.
///
/// ```
/// use wengert::tensor;
///
/// assert_eq!(tensor([7.5, -7.5]) % 2.0, tensor([1.5, -1.5]));
/// assert_eq!(tensor([7, -7]) % tensor([4, 4]), tensor([3, -3]));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Rem;

impl Operation for Rem {
    const NAME: &'static str = "rem";
    fn read(_: &[u32]) -> Self {
        Rem
    }
}

impl Elementwise for Rem {}

impl<T: Stored + core::ops::Rem<Output = T>> Pairwise<T> for Rem {
    #[inline(always)]
    fn value(&self, a: T, b: T) -> T {
        a % b
    }
    #[inline(always)]
    fn slope_lhs(&self, _a: T, _b: T, _y: T) -> T
    where
        T: Float,
    {
        T::ONE
    }
    #[inline(always)]
    fn slope_rhs(&self, a: T, b: T, _y: T) -> T
    where
        T: Float,
    {
        -(a / b).trunc()
    }
}

operator!(Rem, rem);

#[cfg(test)]
mod tests {
    use crate::{Tape, tensor};

    #[test]
    fn all_modes_agree() {
        crate::op::check::pairs!(|a, b| { a % b }, [(1.0, 2.0), (0.5, -1.5), (-3.3, -1.2), (5.2, 2.2)]);
    }

    #[test]
    fn integers_and_literals() {
        assert_eq!(tensor([[7, -7], [9, 4]]) % tensor([4, 5]), tensor([[3, -2], [1, 4]]));
        assert_eq!(&tensor([7u8, 8]) % 4, tensor([3, 0]));
        assert_eq!(17 % tensor([5, 6]), tensor([2, 5]));
        assert_eq!(7.5 % tensor([2.0, -4.0]), tensor([1.5, 3.5]));
        assert!((tensor([1.0, f64::NAN]) % 0.0).as_slice().iter().all(|x| x.is_nan()));
    }

    #[test]
    fn by_the_divisor_the_slope_is_the_whole_quotient() {
        let (by_a, by_b) = Tape::new().grad(|(a, b)| (a % b).sum(), &(tensor([-7.5, 1.0]), tensor([2.0, f64::INFINITY])));
        assert_eq!((by_a, by_b), (tensor([1.0, 1.0]), tensor([3.0, 0.0])));
    }
}
