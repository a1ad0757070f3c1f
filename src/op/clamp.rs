//! `clamp`: into an interval.

use crate::shape::Shape;
use crate::tensor::{Element, Numeric, Tensor};

impl<E: Element, S: Shape> Tensor<E, S> {
    /// Each element, or the bound that it exceeds. NaN stays NaN, and where the bounds cross the upper one wins.
    ///
    /// The bounds are `f64` literals in every mode of real numbers, and integers for integers. For bounds that are tensors there are [`maximum`](Self::maximum) and [`minimum`](Self::minimum).
    ///
    /// Shape: `S → S`. Derivative: 1 between the bounds and at them, as in PyTorch, 0 outside.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let x = tensor([-2.0, -1.0, 0.5, 3.0]);
    /// assert_eq!(x.clamp(-1.0, 1.0), tensor([-1.0, -1.0, 0.5, 1.0]));
    /// assert_eq!(grad(|x| x.clamp(-1.0, 1.0).sum(), &x), tensor([0.0, 1.0, 1.0, 0.0]));
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "clip")]
    pub fn clamp(&self, low: E::Literal, high: E::Literal) -> Self
    where
        E: Numeric,
    {
        self.maximum(&E::constant::<S, ()>(self, low)).minimum(&E::constant::<S, ()>(self, high))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, derivative, grad, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> () { x.clamp(-0.5, 0.5) });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<3>) { x.clamp(-0.9, 0.8) });
        check::everywhere!(|x: (Const<1>, Const<2>, Const<1>, Const<3>)| -> (Const<1>, Const<2>, Const<1>, Const<3>) {
            x.clamp(0.1, f64::INFINITY)
        });
    }

    #[test]
    fn bounds_belong_to_the_inside_and_nan_stays() {
        assert_eq!(grad(|x| x.clamp(0.0, 1.0).sum(), &tensor([0.0, 1.0, 1e4, -1e4])), tensor([1.0, 1.0, 0.0, 0.0]));
        assert_eq!(derivative(|x| x.clamp(0.0, 1.0), 1.0), 1.0);
        assert!(tensor(f64::NAN).clamp(0.0, 1.0).item().is_nan());
        assert_eq!(tensor([0.0, 3.0]).clamp(2.0, 1.0), tensor([1.0, 1.0]));
    }
}
