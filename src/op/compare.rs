//! Comparisons, element by element: `equal`, `not_equal`, `less`, `less_equal`, `greater`, `greater_equal`.

use crate::number::{Float, Integer, Stored};
use crate::op::mask::Mask;
use crate::rule::Pair;
use crate::shape::{Broadcast, Broadcasted, Shape};
use crate::tensor::{Element, Real, Tensor};

/// What a tensor of `E` and shape `A` compares with, element by element: a borrowed tensor that broadcasts, an `f64`
/// literal where `E` is [`Real`], an integer where it is one.
///
/// ```
/// use wengert::{Real, Shape, Tensor, op::Mask};
///
/// fn strictly_between<E: Real, S: Shape>(x: &Tensor<E, S>, low: f64, high: &Tensor<E, S>) -> Mask<S> {
///     x.greater(low) & x.less(high)
/// }
/// let high = wengert::tensor([3.0, 4.0]);
/// assert_eq!(strictly_between(&wengert::tensor([0.5, 3.5]), 1.0, &high), wengert::tensor([false, true]));
/// ```
#[diagnostic::on_unimplemented(
    message = "a tensor of `{E}` and shape `{A}` does not compare with `{Self}`",
    label = "this is neither a borrowed tensor of `{E}` that broadcasts, nor a literal that fits",
    note = "tensors compare by reference: `a.less(&b)`"
)]
pub trait Comparand<E: Element, A: Shape> {
    /// The shape of the mask.
    type Output: Shape;
    /// Compares each element of `lhs` with its counterpart here.
    fn compare(self, lhs: &Tensor<E, A>, f: impl Fn(&E::Number, &E::Number) -> bool) -> Mask<Self::Output>;
}

impl<E: Element, A: Shape + Broadcast<B>, B: Shape> Comparand<E, A> for &Tensor<E, B> {
    type Output = Broadcasted<A, B>;
    #[inline]
    fn compare(self, lhs: &Tensor<E, A>, f: impl Fn(&E::Number, &E::Number) -> bool) -> Mask<Self::Output> {
        let mut mask = Mask::full(bool::FILLER);
        let y = mask.as_mut_slice();
        lhs.read(|a| self.read(|b| const { Pair::<A, B>::WALK }.each(|i, j, o| y[o] = f(&a[i], &b[j]))));
        mask
    }
}

/// Each element against one number.
#[inline]
fn against<E: Element, S: Shape>(lhs: &Tensor<E, S>, f: impl Fn(&E::Number) -> bool) -> Mask<S> {
    let mut mask = Mask::full(bool::FILLER);
    lhs.read(|a| {
        for (y, a) in mask.as_mut_slice().iter_mut().zip(a) {
            *y = f(a);
        }
    });
    mask
}

impl<E: Real, S: Shape> Comparand<E, S> for f64 {
    type Output = S;
    #[inline]
    fn compare(self, lhs: &Tensor<E, S>, f: impl Fn(&E::Number, &E::Number) -> bool) -> Mask<S> {
        let literal = E::Number::from_f64(self);
        against(lhs, |a| f(a, &literal))
    }
}

impl<T: Integer, S: Shape> Comparand<T, S> for T {
    type Output = S;
    #[inline]
    fn compare(self, lhs: &Tensor<T, S>, f: impl Fn(&T, &T) -> bool) -> Mask<S> {
        against(lhs, |a| f(a, &self))
    }
}

impl<E: Element<Number: PartialOrd>, S: Shape> Tensor<E, S> {
    /// Whether each two elements are equal. By value in every mode; NaN compares with nothing.
    ///
    /// Whether two tensors are the same as a whole is what `==` says.
    ///
    /// Shape: `S, B → ` their broadcast; a literal gives `S`. The mask has no derivative.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1.0, 2.0, 3.0]).equal(2.0), tensor([false, true, false]));
    /// assert_eq!(tensor([1, 2, 3]).equal(&tensor([2])), tensor([false, true, false]));
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "eq")]
    pub fn equal<C: Comparand<E, S>>(&self, other: C) -> Mask<C::Output> {
        other.compare(self, |a, b| a == b)
    }

    /// Whether each two elements differ. By value in every mode; NaN differs from everything, also from itself.
    ///
    /// Shape: `S, B → ` their broadcast; a literal gives `S`. The mask has no derivative.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1.0, 2.0, 3.0]).not_equal(2.0), tensor([true, false, true]));
    /// assert_eq!(tensor([1, 2, 3]).not_equal(&tensor([2])), tensor([true, false, true]));
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "ne")]
    pub fn not_equal<C: Comparand<E, S>>(&self, other: C) -> Mask<C::Output> {
        other.compare(self, |a, b| a != b)
    }

    /// Whether each element is less than its counterpart. By value in every mode; NaN compares with nothing.
    ///
    /// Shape: `S, B → ` their broadcast; a literal gives `S`. The mask has no derivative.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1.0, 2.0, 3.0]).less(2.0), tensor([true, false, false]));
    /// assert_eq!(tensor([1, 2, 3]).less(&tensor([2])), tensor([true, false, false]));
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "lt")]
    pub fn less<C: Comparand<E, S>>(&self, other: C) -> Mask<C::Output> {
        other.compare(self, |a, b| a < b)
    }

    /// Whether each element is less than its counterpart or equal to it. By value in every mode; NaN compares with nothing.
    ///
    /// Shape: `S, B → ` their broadcast; a literal gives `S`. The mask has no derivative.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1.0, 2.0, 3.0]).less_equal(2.0), tensor([true, true, false]));
    /// assert_eq!(tensor([1, 2, 3]).less_equal(&tensor([2])), tensor([true, true, false]));
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "le")]
    pub fn less_equal<C: Comparand<E, S>>(&self, other: C) -> Mask<C::Output> {
        other.compare(self, |a, b| a <= b)
    }

    /// Whether each element is greater than its counterpart. By value in every mode; NaN compares with nothing.
    ///
    /// Shape: `S, B → ` their broadcast; a literal gives `S`. The mask has no derivative.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1.0, 2.0, 3.0]).greater(2.0), tensor([false, false, true]));
    /// assert_eq!(tensor([1, 2, 3]).greater(&tensor([2])), tensor([false, false, true]));
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "gt")]
    pub fn greater<C: Comparand<E, S>>(&self, other: C) -> Mask<C::Output> {
        other.compare(self, |a, b| a > b)
    }

    /// Whether each element is greater than its counterpart or equal to it. By value in every mode; NaN compares with nothing.
    ///
    /// Shape: `S, B → ` their broadcast; a literal gives `S`. The mask has no derivative.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1.0, 2.0, 3.0]).greater_equal(2.0), tensor([false, true, true]));
    /// assert_eq!(tensor([1, 2, 3]).greater_equal(&tensor([2])), tensor([false, true, true]));
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "ge")]
    pub fn greater_equal<C: Comparand<E, S>>(&self, other: C) -> Mask<C::Output> {
        other.compare(self, |a, b| a >= b)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, Dual, Tape, Tensor, tensor};

    #[test]
    fn literals_and_tensors_in_every_mode() {
        let (x, y) = (tensor([1.0, 2.0, 3.0]), tensor([3.0, 2.0, 1.0]));
        let below = tensor([true, false, false]);
        assert_eq!((x.less(&y), x.less(2.0)), (below, below));
        let tape = Tape::new();
        let (vx, vy) = (tape.var(&x), tape.var(&y));
        assert_eq!((vx.less(&vy), vx.less(2.0)), (below, below));
        let (dx, dy) = (x.map_dual(), y.map_dual());
        assert_eq!((dx.less(&dy), dx.less(2.0)), (below, below));
        assert_eq!(tensor([1.0_f32, 2.0]).less_equal(1.0), tensor([true, false]));
        assert_eq!(tensor([1u8, 2]).greater(1), tensor([false, true]));
    }

    impl<S: crate::Shape> Tensor<f64, S> {
        /// Dual numbers with tangents, which must not count.
        fn map_dual(&self) -> Tensor<Dual<f64, 1>, S> {
            Tensor::from_fn(|index| Dual::variable(self[index], 0))
        }
    }

    #[test]
    fn operands_broadcast() {
        let (column, row): (Tensor<i32, (Const<2>, Const<1>)>, _) = (tensor([[1], [2]]), tensor([1, 2, 3]));
        assert_eq!(column.equal(&row), tensor([[true, false, false], [false, true, false]]));
        assert_eq!(row.equal(&column), column.equal(&row));
        assert_eq!(tensor(1).not_equal(&row), tensor([false, true, true]));
        assert_eq!(tensor(1).greater_equal(&tensor(1)), tensor(true));
        let a: Tensor<i32, (Const<2>, Const<1>, Const<2>, Const<1>)> = tensor([[[[1], [2]]], [[[3], [4]]]]);
        assert_eq!(a.less_equal(&tensor([[2, 3]])).as_slice(), [true, true, true, true, false, true, false, false]);
    }

    #[test]
    fn nan_compares_with_nothing() {
        let x = tensor([f64::NAN, 1.0]);
        for mask in [x.equal(&x), x.less_equal(&x), x.greater_equal(&x)] {
            assert_eq!(mask, tensor([false, true]));
        }
        assert_eq!(x.not_equal(&x), tensor([true, false]));
        assert_eq!(x.less(f64::INFINITY), tensor([false, true]));
        assert_eq!(tensor([0.0]).equal(-0.0), tensor([true]));
    }
}
