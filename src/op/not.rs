//! `!x`.

use crate::number::{Float, Stored};
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::Shape;
use crate::tensor::{Element, Tensor};

/// The rule of `!x` on masks: where it is false. On integers, bit by bit.
///
/// Shape: `S → S`. There is no derivative.
///
/// ```
/// use wengert::tensor;
///
/// assert_eq!(!tensor([true, false]), tensor([false, true]));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Not;

impl Operation for Not {
    const NAME: &'static str = "not";
    fn read(_: &[u32]) -> Self {
        Not
    }
}

impl<T: Stored + core::ops::Not<Output = T>, S: Shape> UnaryOp<T, S> for Not {
    type Output = S;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        for (y, &x) in y.iter_mut().zip(x) {
            *y = !x;
        }
    }
    fn pullback(&self, _: &[T], _: &[T], _: &[T], _: &[T], _: &mut [T])
    where
        T: Float,
    {
    }
}

impl<E: Element<Number: core::ops::Not<Output = E::Number>>, S: Shape> core::ops::Not for Tensor<E, S> {
    type Output = Self;
    #[inline]
    fn not(self) -> Self {
        Tensor(E::unary::<Not, S>(Not, &self.0))
    }
}

impl<E: Element<Number: core::ops::Not<Output = E::Number>>, S: Shape> core::ops::Not for &Tensor<E, S> {
    type Output = Tensor<E, S>;
    #[inline]
    fn not(self) -> Tensor<E, S> {
        Tensor(E::unary::<Not, S>(Not, &self.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::tensor;

    #[test]
    fn masks_and_integers_owned_and_borrowed() {
        let mask = tensor([[true, false]]);
        assert_eq!((!mask, !&mask), (tensor([[false, true]]), tensor([[false, true]])));
        assert_eq!(!tensor([0u8, 15]), tensor([255, 240]));
        assert_eq!(!tensor(true), tensor(false));
    }
}
