//! `−x`.

use crate::number::{Float, Stored};
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::Shape;
use crate::tensor::{Element, Tensor};

/// The rule of `-x`.
///
/// Shape: `S → S`. Derivative: −1.
///
/// ```
/// use wengert::tensor;
///
/// assert_eq!(-tensor([1, -2]), tensor([-1, 2]));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Neg;

impl Operation for Neg {
    const NAME: &'static str = "neg";
    fn read(_: &[u32]) -> Self {
        Neg
    }
}

impl<T: Stored + core::ops::Neg<Output = T>, S: Shape> UnaryOp<T, S> for Neg {
    type Output = S;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        for (y, &x) in y.iter_mut().zip(x) {
            *y = -x;
        }
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        for (dx, &dy) in dx.iter_mut().zip(dy) {
            *dx = *dx - dy;
        }
    }
}

impl<E: Element<Number: core::ops::Neg<Output = E::Number>>, S: Shape> core::ops::Neg for Tensor<E, S> {
    type Output = Self;
    #[inline]
    fn neg(self) -> Self {
        Tensor(E::unary::<Neg, S>(Neg, &self.0))
    }
}

impl<E: Element<Number: core::ops::Neg<Output = E::Number>>, S: Shape> core::ops::Neg for &Tensor<E, S> {
    type Output = Tensor<E, S>;
    #[inline]
    fn neg(self) -> Tensor<E, S> {
        Tensor(E::unary::<Neg, S>(Neg, &self.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<3>) { -x });
        check::everywhere!(|x: ()| -> () { -&x });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<1>)| -> (Const<2>, Const<1>, Const<3>, Const<1>) { -x });
    }
}
