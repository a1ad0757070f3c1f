//! `norm`: the Euclidean norm, over everything, over one axis or several, and keeping them.

use crate::kernel::total;
use crate::number::{Float, has_all_digits};
use crate::op::lane::{Lane, each_lane};
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{All, Along, HasAxis, Lanes, Reduced, Shape};
use crate::tensor::{Element, Real, Scalar, Tensor};
use num_traits::Float as _;

/// The rule of [`Tensor::norm`] and [`Tensor::norm_axis`]: the Euclidean norm of each lane.
#[derive(Debug, Clone, Copy)]
pub struct Norm<L>(pub L);

impl<L: Copy + Default + 'static> Operation for Norm<L> {
    const NAME: &'static str = "norm";
    fn read(_: &[u32]) -> Self {
        Norm(L::default())
    }
}

/// The largest absolute value of a lane, without derivatives: it cancels from whatever is scaled by it. NaN is passed
/// over.
pub(crate) fn magnitude<T: Float>(x: &[T], lane: impl Iterator<Item = usize>) -> T::Base {
    lane.fold(<T::Base as crate::Semiring>::ZERO, |largest, i| largest.max(x[i].primal().abs()))
}

/// Σx² along a lane, fast where it lies in one piece.
#[inline]
fn squares<T: Float, L: Lanes<S>, S: Shape>(x: &[T], mut lane: impl Lane) -> T {
    if L::STRIDE == Some(1) {
        let lane = &x[lane.next().unwrap_or(0)..][..L::LENGTH];
        return T::dot(lane, lane);
    }
    total(lane.map(|i| x[i] * x[i]))
}

/// √Σx² along a lane, given Σx²; a constant 0 where all are 0.
#[inline]
fn root<T: Float>(squares: T, x: &[T], lane: impl Lane) -> T {
    if has_all_digits(squares) {
        return squares.sqrt();
    }
    // Too large or too small to be squared as they are.
    let unit = T::from_base(magnitude(x, lane.clone()));
    if unit == T::ZERO && squares == T::ZERO {
        T::ZERO
    } else if unit.is_finite() && unit != T::ZERO {
        unit * total(lane.map(|i| (x[i] / unit) * (x[i] / unit))).sqrt()
    } else {
        squares.sqrt()
    }
}

impl<T: Float, L: Lanes<S>, S: Shape> UnaryOp<T, S> for Norm<L> {
    type Output = L::Reduced;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        for (y, lane) in y.iter_mut().zip(each_lane::<L, S>()) {
            *y = root(squares::<T, L, S>(x, lane.clone()), x, lane);
        }
    }
    /// dx = x/y · dy, and 0 where y is.
    #[inline]
    fn pullback(&self, x: &[T], y: &[T], _: &[T], dy: &[T], dx: &mut [T]) {
        for ((&dy, &y), lane) in dy.iter().zip(y).zip(each_lane::<L, S>()) {
            if y == T::ZERO || dy.vanishes() {
                continue;
            }
            for i in lane {
                dx[i] = dx[i] + dy * (x[i] / y);
            }
        }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The Euclidean norm √Σx², for a matrix the Frobenius norm, without overflow.
    ///
    /// The gradient at 0, where the norm has a kink, is 0.
    ///
    /// Shape: `S → ()`. Derivative: x/‖x‖, and 0 at 0.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([[1.0, 1.0], [1.0, 1.0]]).norm(), 2.0);
    /// assert!(tensor([3e200_f64, 4e200]).norm() < 1e201);
    /// assert_eq!(grad(|x| x.norm(), &tensor([3.0, 4.0])), tensor([0.6, 0.8]));
    /// assert_eq!(grad(|x| x.norm(), &tensor([0.0, 0.0])), tensor([0.0, 0.0]));
    /// ```
    #[doc(alias = "frobenius")]
    #[inline]
    #[must_use]
    pub fn norm(&self) -> Scalar<E>
    where
        E: Real,
    {
        self.unary(Norm(All))
    }

    /// The Euclidean norms along axis `I`, which disappears.
    ///
    /// Shape: `S → S` without axis `I`. Derivative: as for [`norm`](Self::norm), along the axis.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[3.0, 4.0], [5.0, 12.0]]).norm_axis::<1>(), tensor([5.0, 13.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn norm_axis<const I: usize>(&self) -> Tensor<E, S::Removed>
    where
        E: Real,
        S: HasAxis<I>,
    {
        self.unary(Norm(Along::<I>))
    }

    /// The Euclidean norms along axis `I`, which stays with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` with `One` for axis `I`. Derivative: as for [`norm`](Self::norm), along the axis.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[3.0, 4.0], [0.0, 2.0]]);
    /// assert_eq!(a / a.norm_keepdim::<1>(), tensor([[0.6, 0.8], [0.0, 1.0]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn norm_keepdim<const I: usize>(&self) -> Tensor<E, S::Kept>
    where
        E: Real,
        S: HasAxis<I>,
    {
        self.norm_axis::<I>().reshape()
    }

    /// The Euclidean norms along the axes `I` and `J` together, which both disappear. `I` is the axis further left; more axes,
    /// and keeping them, are [`norm_over`](Self::norm_over).
    ///
    /// Shape: `S → S` without the axes `I` and `J`. Derivative: as for [`norm`](Self::norm), along the axes.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[[3.0, 0.0], [0.0, 4.0]], [[6.0, 8.0], [0.0, 0.0]]]);
    /// assert_eq!(a.norm_axes::<1, 2>(), tensor([5.0, 10.0])); // the Frobenius norm of each matrix
    /// ```
    #[inline]
    #[must_use]
    pub fn norm_axes<const I: usize, const J: usize>(&self) -> Tensor<E, Reduced<S, (Along<I>, Along<J>)>>
    where
        E: Real,
        (Along<I>, Along<J>): Lanes<S>,
    {
        self.norm_over::<(Along<I>, Along<J>)>()
    }

    /// The Euclidean norms along the axes that `L` names: [`Along`] one, a tuple of these from left to right, which disappear,
    /// or [`Keep`](crate::Keep) of either, which stay with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` without these axes, or with `One` for each. Derivative: as for [`norm`](Self::norm), along the axes.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = tensor([[[3.0, 0.0], [0.0, 4.0]], [[6.0, 8.0], [0.0, 0.0]]]);
    /// let units = a / a.norm_over::<Keep<(Along<1>, Along<2>)>>();
    /// assert_eq!(units.norm_over::<(Along<1>, Along<2>)>(), tensor([1.0, 1.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn norm_over<L: Lanes<S>>(&self) -> Tensor<E, L::Reduced>
    where
        E: Real,
    {
        self.unary(Norm(L::default()))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Along, Const, Keep, One, jvp, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> () { x.norm() });
        check::everywhere!(|x: (Const<3>, Const<4>)| -> () { x.norm() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<2>) { x.norm_axis::<2>() });
        check::everywhere!(|x: (Const<3>, Const<1>)| -> (Const<3>, One) { x.norm_keepdim::<1>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<3>,) { x.norm_axes::<0, 2>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<1>, Const<2>)| -> (One, Const<3>, One, One) {
            x.norm_over::<Keep<(Along<0>, Along<2>, Along<3>)>>()
        });
    }

    #[test]
    fn zero_has_slope_zero_in_forward_mode_too() {
        let (y, slope) = jvp(|x| x.norm(), &tensor([0.0, 0.0]), &tensor([1.0, 0.0]));
        assert_eq!((y, slope), (tensor(0.0), tensor(0.0)));
    }

    #[test]
    fn the_smallest_and_the_largest_numbers_have_norms() {
        assert_eq!(tensor([3e-200, 4e-200]).norm(), 5e-200);
        assert_eq!(tensor([3e-320_f64, 0.0]).norm(), 3e-320);
        // Each square is too small for all its digits, where their sum is not.
        assert_eq!(crate::Vector::<_, 10_000>::full(1.2e-156_f64).norm(), 1.2e-154);
        assert_eq!(crate::Vector::<_, 10_000>::full(1.2e-21_f32).norm(), 1.2e-19);
        assert_eq!(tensor([f64::INFINITY, 1.0]).norm(), f64::INFINITY);
        assert!(tensor([f64::NAN, 1.0]).norm().item().is_nan());
        assert!(tensor([f64::NAN, 0.0]).norm().item().is_nan());
    }
}
