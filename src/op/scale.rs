//! `scale`: by a number known at run time.

use crate::op::Mul;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

impl<E: Element, S: Shape> Tensor<E, S> {
    /// Every element times a plain number that is not a literal: a learning rate in `f32`, a measured constant.
    ///
    /// Shape: `S → S`. Derivative: the factor.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let rate: f32 = 0.5;
    /// let step: Vector<f32, 2> = tensor([2.0, 4.0]);
    /// assert_eq!(step.scale(rate), tensor([1.0, 2.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn scale(&self, factor: E::Base) -> Self
    where
        E: Real,
    {
        Tensor(E::literal_rhs::<Mul, S>(Mul, &self.0, factor))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, Float, Real, Shape, Tensor, grad, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        fn by<E: Real, S: Shape>(x: &Tensor<E, S>, factor: f64) -> Tensor<E, S> {
            x.scale(E::Base::from_f64(factor))
        }
        check::everywhere!(|x: ()| -> () { by(&x, -1.5) });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<3>) { by(&x, 0.5) });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<1>)| -> (Const<2>, Const<1>, Const<3>, Const<1>) {
            by(&x, 3.0)
        });
    }

    #[test]
    fn the_gradient_is_the_factor() {
        assert_eq!(grad(|x| x.scale(3.0).sum(), &tensor([1.0, 2.0])), tensor([3.0, 3.0]));
    }
}
