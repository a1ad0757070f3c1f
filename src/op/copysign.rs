//! `copysign`.

use crate::number::{ElementaryPair, Float, Primitive};
use crate::rule::{Elementwise, Operation};
use crate::shape::{Broadcast, Broadcasted, Shape};
use crate::tensor::{Element, Real, Tensor};

/// The rule of [`Tensor::copysign`].
#[derive(Debug, Clone, Copy)]
pub struct CopySign;

impl Operation for CopySign {
    const NAME: &'static str = "copysign";
    const ARITHMETIC: bool = true;
    fn read(_: &[u32]) -> Self {
        CopySign
    }
}

impl ElementaryPair for CopySign {
    #[inline]
    fn value<T: Primitive>(&self, a: T, b: T) -> T {
        a.copysign(b)
    }
    #[inline]
    fn slopes<T: Float>(&self, a: T, b: T, _y: T) -> (T, T) {
        let by_magnitude = if a == T::ZERO {
            T::ZERO
        } else if a.is_nan() {
            a
        } else if a.is_sign_negative() == b.is_sign_negative() {
            T::ONE
        } else {
            -T::ONE
        };
        (by_magnitude, T::ZERO)
    }
}

impl Elementwise for CopySign {}

impl<E: Element, A: Shape> Tensor<E, A> {
    /// The magnitude of `self` with the sign of `sign`, element by element. Zeros and NaN have signs too.
    ///
    /// The slope at the kink, where `self` is 0, is 0, as in PyTorch.
    ///
    /// Shape: `A, B → ` their broadcast. Derivative: 1 by `self` where the signs agree, −1 where they differ; 0 by `sign`.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([3.0, -4.0, 5.0]).copysign(&tensor([-1.0, 1.0, -0.0])), tensor([-3.0, 4.0, -5.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn copysign<B: Shape>(&self, sign: &Tensor<E, B>) -> Tensor<E, Broadcasted<A, B>>
    where
        E: Real,
        A: Broadcast<B>,
    {
        self.binary(CopySign, sign)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, Dual, grad, tensor};

    #[test]
    fn all_modes_agree() {
        crate::op::check::pairs!(|a, b| { a.copysign(&b) }, [(1.0, 2.0), (0.5, -1.5), (-3.0, -0.5), (-7.0, 0.1)]);
    }

    #[test]
    fn the_kink_is_flat_and_nan_stays() {
        let x = tensor([0.0, -0.0, f64::NAN, 2.0]);
        let slopes = grad(|x| x.copysign(&x.lift(tensor([-1.0]))).sum(), &x);
        assert_eq!(slopes.as_slice()[..2], [0.0, 0.0]);
        assert!(slopes[[2]].is_nan());
        assert_eq!(slopes[[3]], -1.0);
        let zero = tensor(Dual::<f64, 1>::variable(0.0, 0));
        assert_eq!(zero.copysign(&tensor(Dual::constant(-1.0))).into_repr().tangents, [0.0]);
        assert!(x.copysign(&tensor(1.0))[[2]].is_nan());
        let sign: crate::Vector<f64, 2> = tensor([f64::NAN, -f64::NAN]);
        assert_eq!(tensor([2.0]).broadcast_to::<(Const<2>,)>().copysign(&sign).abs(), tensor([2.0, 2.0]));
    }
}
