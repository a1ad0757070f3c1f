//! `std`, over everything, over one axis or several, and keeping them.

use crate::kernel::total;
use crate::number::{Float, has_all_digits};
use crate::op::lane::each_lane;
use crate::op::var::{deviations, freedom};
use crate::rule::{Operation, UnaryOp};
use crate::shape::{All, Along, HasAxis, Lanes, Reduced, Shape};
use crate::tensor::{Element, Real, Scalar, Tensor};
use num_traits::Float as _;

/// The rule of [`Tensor::std`] and [`Tensor::std_axis`]: the standard deviation of each lane.
#[derive(Debug, Clone, Copy)]
pub struct Std<L>(pub L);

impl<L: Copy + Default + 'static> Operation for Std<L> {
    const NAME: &'static str = "std";
    fn read(_: &[u32]) -> Self {
        Std(L::default())
    }
}

/// √(Σd²/n) over some deviations, given Σd²; a constant 0 where all are 0, as the pullback has it.
#[inline]
fn root<T: Float>(squares: T, n: T, deviations: impl ExactSizeIterator<Item = T> + Clone) -> T {
    if has_all_digits(squares) {
        return (squares / n).sqrt();
    }
    // Too large or too small to be squared as they are.
    let largest = deviations.clone().fold(T::ZERO.primal(), |largest, d| largest.max(d.primal().abs()));
    let unit = T::from_base(largest);
    if unit == T::ZERO && squares == T::ZERO {
        T::ZERO
    } else if unit.is_finite() && unit != T::ZERO {
        unit * (total(deviations.map(|d| (d / unit) * (d / unit))) / n).sqrt()
    } else {
        squares.sqrt()
    }
}

impl<T: Float, L: Lanes<S>, S: Shape> UnaryOp<T, S> for Std<L> {
    type Output = L::Reduced;
    /// The means.
    type Saved = L::Reduced;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], means: &mut [T]) {
        let n = freedom::<T, L, S>();
        for ((y, mean), lane) in y.iter_mut().zip(means).zip(each_lane::<L, S>()) {
            let squares;
            (*mean, squares) = deviations(x, lane.clone());
            *y = root(squares, n, lane.map(|i| x[i] - *mean));
        }
    }
    /// dx = (x − mean)/((n − 1)·y) · dy, and 0 where y is.
    #[inline]
    fn pullback(&self, x: &[T], y: &[T], means: &[T], dy: &[T], dx: &mut [T]) {
        let n = freedom::<T, L, S>();
        for (((&dy, &y), &mean), lane) in dy.iter().zip(y).zip(means).zip(each_lane::<L, S>()) {
            if y == T::ZERO || dy.vanishes() {
                continue;
            }
            let slope = dy / n;
            for i in lane {
                dx[i] = dx[i] + slope * ((x[i] - mean) / y);
            }
        }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The standard deviation of all elements: the root of [`var`](Self::var), with n − 1 in the denominator.
    ///
    /// Where all elements are equal it has a kink; its slope there is 0, so that gradients stay finite. One element
    /// alone has no standard deviation: that is a compile error.
    ///
    /// Shape: `S → ()`. Derivative: (x − mean)/((n − 1)·std), and 0 where std is 0.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([1.0, 3.0, 5.0]).std(), 2.0);
    /// assert_eq!(grad(|x| x.std(), &tensor([1.0, 3.0, 5.0])), tensor([-0.5, 0.0, 0.5]));
    /// assert_eq!(grad(|x| x.std(), &tensor([7.0, 7.0])), tensor([0.0, 0.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn std(&self) -> Scalar<E>
    where
        E: Real,
    {
        self.unary(Std(All))
    }

    /// The standard deviations along axis `I`, which disappears.
    ///
    /// Shape: `S → S` without axis `I`. Derivative: as for [`std`](Self::std), along the axis.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1.0, 3.0, 5.0], [4.0, 4.0, 4.0]]).std_axis::<1>(), tensor([2.0, 0.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn std_axis<const I: usize>(&self) -> Tensor<E, S::Removed>
    where
        E: Real,
        S: HasAxis<I>,
    {
        self.unary(Std(Along::<I>))
    }

    /// The standard deviations along axis `I`, which stays with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` with `One` for axis `I`. Derivative: as for [`std`](Self::std), along the axis.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[1.0, 3.0, 5.0], [2.0, 4.0, 6.0]]);
    /// let standardised = (a - a.mean_keepdim::<1>()) / a.std_keepdim::<1>();
    /// assert_eq!(standardised, tensor([[-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn std_keepdim<const I: usize>(&self) -> Tensor<E, S::Kept>
    where
        E: Real,
        S: HasAxis<I>,
    {
        self.std_axis::<I>().reshape()
    }

    /// The standard deviations along the axes `I` and `J` together, which both disappear. `I` is the axis further left; more axes,
    /// and keeping them, are [`std_over`](Self::std_over).
    ///
    /// Shape: `S → S` without the axes `I` and `J`. Derivative: as for [`std`](Self::std), along the axes.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let a = tensor([[[1.0, 2.0], [3.0, 4.0]], [[1.0, 2.0], [3.0, 4.0]]]);
    /// assert_eq!(a.std_axes::<0, 1>(), a.var_axes::<0, 1>().sqrt());
    /// ```
    #[inline]
    #[must_use]
    pub fn std_axes<const I: usize, const J: usize>(&self) -> Tensor<E, Reduced<S, (Along<I>, Along<J>)>>
    where
        E: Real,
        (Along<I>, Along<J>): Lanes<S>,
    {
        self.std_over::<(Along<I>, Along<J>)>()
    }

    /// The standard deviations along the axes that `L` names: [`Along`] one, a tuple of these from left to right, which disappear,
    /// or [`Keep`](crate::Keep) of either, which stay with length 1 ([`One`](crate::One)).
    ///
    /// Shape: `S → S` without these axes, or with `One` for each. Derivative: as for [`std`](Self::std), along the axes.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = tensor([[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]);
    /// assert_eq!(a.std_over::<(Along<0>, Along<1>, Along<2>)>(), a.std());
    /// let standard = (a - a.mean_over::<Keep<(Along<0>, Along<2>)>>()) / a.std_over::<Keep<(Along<0>, Along<2>)>>();
    /// assert!((standard.std_axes::<0, 2>() - 1.0).abs().max() < 1e-12);
    /// ```
    #[inline]
    #[must_use]
    pub fn std_over<L: Lanes<S>>(&self) -> Tensor<E, L::Reduced>
    where
        E: Real,
    {
        self.unary(Std(L::default()))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Along, Const, Keep, One, grad, jvp, op::check, tensor, value_and_grad};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<2>,)| -> () { x.std() });
        check::everywhere!(|x: (Const<3>, Const<4>)| -> () { x.std() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<2>) {
            x.std_axis::<2>()
        });
        check::everywhere!(|x: (Const<3>, Const<2>)| -> (One, Const<2>) { x.std_keepdim::<0>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<2>)| -> (Const<3>,) { x.std_axes::<0, 2>() });
        check::everywhere!(|x: (Const<2>, Const<3>, Const<1>, Const<2>)| -> (One, Const<3>, One, One) {
            x.std_over::<Keep<(Along<0>, Along<2>, Along<3>)>>()
        });
    }

    #[test]
    fn equal_values_have_slope_zero_in_forward_mode_too() {
        let (y, slope) = jvp(|x| x.std(), &tensor([2.0, 2.0]), &tensor([1.0, 0.0]));
        assert_eq!((y, slope), (tensor(0.0), tensor(0.0)));
        // Of three of them neither the sum nor its third is exact.
        let x = tensor([0.1; 3]);
        assert_eq!(value_and_grad(|x| x.std(), &x), (0.0, tensor([0.0; 3])));
        let (y, slope) = jvp(|x| x.std(), &x, &tensor([1.0, 0.0, 0.0]));
        assert_eq!((y, slope), (tensor(0.0), tensor(0.0)));
    }

    #[test]
    fn the_smallest_and_the_largest_deviations_count() {
        assert_eq!(tensor([1e200, -1e200]).std(), tensor(2.0).sqrt() * 1e200);
        assert_eq!(tensor([-1e200, 0.0, 1e200]).std(), 1e200);
        assert!((tensor([1e-24_f32, 3e-24, 5e-24]).std().item() / 2e-24 - 1.0).abs() < 1e-6);
        assert_eq!(grad(|x| x.std(), &tensor([-1e200, 0.0, 1e200])), tensor([-0.5, 0.0, 0.5]));
        assert_eq!(grad(|x| x.std(), &tensor([-1e-200, 0.0, 1e-200])), tensor([-0.5, 0.0, 0.5]));
        assert!(tensor([f64::NAN, 0.0]).std().item().is_nan());
        assert!(tensor([f64::INFINITY, 0.0]).std().item().is_nan());
    }
}
