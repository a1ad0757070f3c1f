//! `lerp`: between two tensors.

use crate::shape::{Broadcast, Broadcasted, Shape};
use crate::tensor::{Element, Real, Tensor};

impl<E: Element, A: Shape> Tensor<E, A> {
    /// a + w·(b − a): `self` at the weight 0, `other` at 1 up to the rounding of the difference, the straight line through
    /// both elsewhere. All three broadcast together.
    ///
    /// Shape: `A, B, W → ` their broadcast. Derivative: 1 − w by `self`, w by `other`, b − a by the weight.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let (a, b) = (tensor([0.0, 10.0]), tensor([4.0, 20.0]));
    /// assert_eq!(a.lerp(&b, &tensor(0.25)), tensor([1.0, 12.5]));
    /// assert_eq!(a.lerp(&b, &tensor([0.5, 1.0])), tensor([2.0, 20.0]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn lerp<B, W>(&self, other: &Tensor<E, B>, weight: &Tensor<E, W>) -> Lerped<E, A, B, W>
    where
        E: Real,
        B: Shape + Broadcast<A>,
        W: Shape + Broadcast<Broadcasted<B, A>>,
        A: Broadcast<Broadcasted<W, Broadcasted<B, A>>>,
    {
        self + weight * (other - self)
    }
}

/// What [`Tensor::lerp`] gives: a tensor of the shape to which all three operands broadcast.
pub type Lerped<E, A, B, W> = Tensor<E, Broadcasted<A, Broadcasted<W, Broadcasted<B, A>>>>;

#[cfg(test)]
mod tests {
    use crate::{Const, Real, Scalar, Shape, Tensor, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::pairs!(|a, b| { a.lerp(&b, &a.literal(0.3)) }, [(1.0, 2.0), (0.5, -1.5), (-3.0, -0.5), (7.0, 0.1)]);
        check::pairs!(|a, w| { a.lerp(&a.literal(0.3), &w) }, [(1.0, 2.0), (0.5, -1.5), (-3.0, -0.5), (7.0, 0.1)]);
    }

    #[test]
    fn all_three_broadcast_and_generic_code_may_use_it() {
        fn middle<E: Real, S: Shape>(a: &Tensor<E, S>, b: &Tensor<E, S>, weight: &Scalar<E>) -> Tensor<E, S> {
            a.lerp(b, weight).lerp(b, a)
        }
        assert_eq!(middle(&tensor([0.0]), &tensor([2.0]), &tensor(0.5)), tensor([1.0]));
        let (column, row): (Tensor<f64, (Const<2>, Const<1>)>, _) = (tensor([[0.0], [1.0]]), tensor([2.0, 3.0]));
        assert_eq!(column.lerp(&row, &tensor(0.5)), tensor([[1.0, 1.5], [1.5, 2.0]]));
    }
}
