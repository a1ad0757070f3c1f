//! `norm_p`: the p-norm for any p, over everything, over one axis or several, and keeping them.

use crate::kernel::total;
use crate::number::Float;
use crate::op::lane::each_lane;
use crate::op::norm::magnitude;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{All, Along, HasAxis, Lanes, Reduced, Shape};
use crate::tensor::{Element, Real, Scalar, Tensor};
use core::marker::PhantomData;

/// The rule of [`Tensor::norm_p`] and [`Tensor::norm_p_axis`]. The exponent is kept in the node's words.
#[derive(Debug, Clone, Copy)]
pub struct NormP<L> {
    p: f64,
    lanes: PhantomData<L>,
}

impl<L: Copy + Default + 'static> NormP<L> {
    /// The rule for this exponent.
    ///
    /// # Panics
    /// Where it is not positive and finite.
    #[must_use]
    #[track_caller]
    pub fn new(p: f64) -> Self {
        assert!(p > 0.0 && p.is_finite(), "norm_p: p is {p}, but must be positive and finite (for infinity: norm_inf)");
        NormP { p, lanes: PhantomData }
    }
}

impl<L: Copy + Default + 'static> Operation for NormP<L> {
    const NAME: &'static str = "norm_p";
    const WORDS: usize = 2;
    #[expect(clippy::cast_possible_truncation, reason = "a half of the bits for each word")]
    fn write(&self, words: &mut [u32]) {
        let bits = self.p.to_bits();
        words.copy_from_slice(&[(bits >> 32) as u32, bits as u32]);
    }
    fn read(words: &[u32]) -> Self {
        NormP { p: f64::from_bits(u64::from(words[0]) << 32 | u64::from(words[1])), lanes: PhantomData }
    }
}

impl<T: Float, L: Lanes<S>, S: Shape> UnaryOp<T, S> for NormP<L> {
    type Output = L::Reduced;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        let p = T::from_f64(self.p);
        for (y, lane) in y.iter_mut().zip(each_lane::<L, S>()) {
            // In units of the largest element nothing overflows; where that is no unit, NaN and ∞ come through as they are.
            let largest = T::from_base(magnitude(x, lane.clone()));
            let unit = if largest.is_finite() && largest != T::ZERO { largest } else { T::ONE };
            let term = |i: usize| if x[i] == T::ZERO { T::ZERO } else { (x[i].abs() / unit).powf(p) };
            let sum = total(lane.map(term));
            *y = if sum == T::ZERO { T::ZERO } else { unit * sum.powf(p.recip()) };
        }
    }
    /// dx = sign(x)·(|x|/y)ᵖ⁻¹ · dy, and 0 where x is.
    #[inline]
    fn pullback(&self, x: &[T], y: &[T], _: &[T], dy: &[T], dx: &mut [T]) {
        let less = T::from_f64(self.p - 1.0);
        for ((&dy, &y), lane) in dy.iter().zip(y).zip(each_lane::<L, S>()) {
            if dy.vanishes() {
                continue;
            }
            for i in lane.filter(|&i| x[i] != T::ZERO) {
                let slope = (x[i].abs() / y).powf(less);
                dx[i] = if x[i] < T::ZERO { dx[i] - dy * slope } else { dx[i] + dy * slope };
            }
        }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// (Σ|x|ᵖ)^(1/p), for any positive p. Exactly [`norm_l1`](Self::norm_l1) for p = 1, [`norm`](Self::norm) for p = 2.
    ///
    /// Shape: `S → ()`. Derivative: sign(x)·(|x|/norm)ᵖ⁻¹, and 0 where x is 0, of any order.
    ///
    /// # Panics
    /// Where p is not a positive finite number.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let y = tensor([3.0, -4.0, 5.0]).norm_p(3.0);
    /// assert!((y - 6.0).abs() < 1e-12); // 3³ + 4³ + 5³ = 6³
    /// ```
    #[must_use]
    #[track_caller]
    pub fn norm_p(&self, p: f64) -> Scalar<E>
    where
        E: Real,
    {
        match p {
            1.0 => self.norm_l1(),
            2.0 => self.norm(),
            _ => self.unary(NormP::<All>::new(p)),
        }
    }

    /// The p-norms along axis `I`, which disappears.
    ///
    /// Shape: `S → S` without axis `I`. Derivative: as for [`norm_p`](Self::norm_p), along the axis.
    ///
    /// # Panics
    /// Where p is not a positive finite number.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[3.0, 4.0], [5.0, 12.0]]).norm_p_axis::<1>(2.0), tensor([5.0, 13.0]));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn norm_p_axis<const I: usize>(&self, p: f64) -> Tensor<E, S::Removed>
    where
        E: Real,
        S: HasAxis<I>,
    {
        match p {
            1.0 => self.norm_l1_axis::<I>(),
            2.0 => self.norm_axis::<I>(),
            _ => self.unary(NormP::<Along<I>>::new(p)),
        }
    }

    /// The p-norms along axis `I`, which stays with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` with `One` for axis `I`. Derivative: as for [`norm_p`](Self::norm_p), along the axis.
    ///
    /// # Panics
    /// Where p is not a positive finite number.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[1.0, -3.0], [2.0, 2.0]]);
    /// assert_eq!(a / a.norm_p_keepdim::<1>(1.0), tensor([[0.25, -0.75], [0.5, 0.5]]));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn norm_p_keepdim<const I: usize>(&self, p: f64) -> Tensor<E, S::Kept>
    where
        E: Real,
        S: HasAxis<I>,
    {
        self.norm_p_axis::<I>(p).reshape()
    }

    /// The p-norms along the axes `I` and `J` together, which both disappear. `I` is the axis further left; more axes,
    /// and keeping them, are [`norm_p_over`](Self::norm_p_over).
    ///
    /// Shape: `S → S` without the axes `I` and `J`. Derivative: as for [`norm_p`](Self::norm_p), along the axes.
    ///
    /// # Panics
    /// Where p is not a positive finite number.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[[3.0, 0.0], [0.0, 4.0]], [[6.0, 8.0], [0.0, 0.0]]]);
    /// assert_eq!(a.norm_p_axes::<1, 2>(2.0), tensor([5.0, 10.0]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn norm_p_axes<const I: usize, const J: usize>(&self, p: f64) -> Tensor<E, Reduced<S, (Along<I>, Along<J>)>>
    where
        E: Real,
        (Along<I>, Along<J>): Lanes<S>,
    {
        self.norm_p_over::<(Along<I>, Along<J>)>(p)
    }

    /// The p-norms along the axes that `L` names: [`Along`] one, a tuple of these from left to right, which disappear,
    /// or [`Keep`](crate::Keep) of either, which stay with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` without these axes, or with `One` for each. Derivative: as for [`norm_p`](Self::norm_p), along the axes.
    ///
    /// # Panics
    /// Where p is not a positive finite number.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = tensor([[[3.0, 0.0], [0.0, 4.0]], [[6.0, 8.0], [0.0, 0.0]]]);
    /// let units = a / a.norm_p_over::<Keep<(Along<1>, Along<2>)>>(3.0);
    /// assert!((units.norm_p_axes::<1, 2>(3.0) - 1.0).abs().max() < 1e-12);
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn norm_p_over<L: Lanes<S>>(&self, p: f64) -> Tensor<E, L::Reduced>
    where
        E: Real,
    {
        match p {
            1.0 => self.norm_l1_over::<L>(),
            2.0 => self.norm_over::<L>(),
            _ => self.unary(NormP::<L>::new(p)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Along, Const, Keep, One, grad, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> () { x.norm_p(3.0) });
        check::everywhere!(|x: (Const<3>, Const<4>)| -> () { x.norm_p(1.5) });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<2>) { x.norm_p_axis::<2>(4.0) });
        check::everywhere!(|x: (Const<3>, Const<2>)| -> (Const<3>, One) { x.norm_p_keepdim::<1>(2.0) });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<3>,) { x.norm_p_axes::<0, 2>(3.0) });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<1>, Const<2>)| -> (One, Const<3>, One, One) {
            x.norm_p_over::<Keep<(Along<0>, Along<2>, Along<3>)>>(3.0)
        });
    }

    #[test]
    fn zeros_have_slope_zero() {
        assert_eq!(grad(|x| x.norm_p(3.0), &tensor([0.0, 0.0])), tensor([0.0, 0.0]));
        assert_eq!(grad(|x| x.norm_p(0.5), &tensor([0.0, 2.0])), tensor([0.0, 1.0]));
        assert_eq!(tensor([0.0, 2e200]).norm_p(4.0), 2e200);
    }

    #[test]
    #[should_panic(expected = "norm_p: p is -1, but must be positive and finite")]
    fn a_negative_exponent_is_named() {
        let _ = tensor([1.0]).norm_p(-1.0);
    }
}
