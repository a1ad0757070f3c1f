//! `bce_with_logits`: the binary cross-entropy of scores against probabilities.

use crate::number::{Elementary as _, ElementaryPair, Float, Primitive};
use crate::op::{LogSigmoid, Sigmoid};
use crate::rule::{Elementwise, Operation};
use crate::shape::{Broadcast, Shape};
use crate::tensor::{Element, Real, Scalar, Tensor};

/// The rule of [`Tensor::bce_with_logits`], for one score and one target.
#[derive(Debug, Clone, Copy)]
pub struct BceWithLogits;

impl Operation for BceWithLogits {
    const NAME: &'static str = "bce_with_logits";
    fn read(_: &[u32]) -> Self {
        BceWithLogits
    }
}

impl ElementaryPair for BceWithLogits {
    /// −t ln σ(x) − (1 − t) ln σ(−x), where ln σ(x) − ln σ(−x) = x saves one of the logarithms: that of the smaller one.
    #[inline]
    fn value<T: Primitive>(&self, x: T, t: T) -> T {
        let linear = if x < T::ZERO { -t * x } else { (T::ONE - t) * x };
        linear - LogSigmoid.value(x.abs())
    }
    #[inline]
    fn slopes<T: Float>(&self, x: T, t: T, _y: T) -> (T, T) {
        // Above 0, 1 − σ(x) would lose the digits of σ(−x).
        let by_score =
            if x > T::ZERO { (T::ONE - t) - (-x).apply(&Sigmoid) } else { x.apply(&Sigmoid) - t };
        (by_score, -x)
    }
}

impl Elementwise for BceWithLogits {}

impl<E: Element, A: Shape> Tensor<E, A> {
    /// The mean of −t ln σ(x) − (1 − t) ln(1 − σ(x)), where σ is the [`sigmoid`](Self::sigmoid), x the scores in `self` and
    /// t the `targets`, probabilities from 0 to 1; both broadcast together. Stable for large scores.
    ///
    /// Shape: `A, B → ()`. Derivative: (σ(x) − t)/n by the scores, −x/n by the targets.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let (scores, targets) = (tensor([0.0, 1e4, -1e4]), tensor([1.0, 1.0, 1.0]));
    /// assert_eq!(scores.bce_with_logits(&targets), (core::f64::consts::LN_2 + 1e4) / 3.0);
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn bce_with_logits<B: Shape>(&self, targets: &Tensor<E, B>) -> Scalar<E>
    where
        E: Real,
        A: Broadcast<B>,
    {
        self.binary(BceWithLogits, targets).mean()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Const, grad, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::pairs!(|x, t| { x.binary(BceWithLogits, &t) }, [(1.0, 1.0), (0.0, 0.3), (-3.0, 0.5), (7.0, 0.1)]);
        check::everywhere!(|x: (Const<2>, Const<3>), t: (Const<3>,)| -> () { x.bce_with_logits(&t.sigmoid()) });
        check::everywhere!(|x: (), t: ()| -> () { x.bce_with_logits(&t) });
    }

    #[test]
    fn large_scores() {
        let (x, t) = (tensor([1e4, 1e4, -1e4, -1e4]), tensor([1.0, 0.0, 1.0, 0.0]));
        assert_eq!(x.binary(BceWithLogits, &t), tensor([0.0, 1e4, 1e4, 0.0]));
        assert_eq!(grad(|x| x.bce_with_logits(&x.lift(t)), &x), tensor([0.0, 0.25, -0.25, 0.0]));
        // Small losses keep their digits, and so do their slopes.
        let (x, t) = (tensor([40.0]), tensor([1.0]));
        assert_eq!(x.bce_with_logits(&t), (-40.0_f64).exp());
        assert_eq!(grad(|x| x.bce_with_logits(&x.lift(t)), &x), tensor([-(-40.0_f64).exp()]));
        assert!(tensor(f64::NAN).bce_with_logits(&tensor(1.0)).item().is_nan());
    }
}
