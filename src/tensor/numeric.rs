//! `Numeric`: what real numbers and integers share, and `Plain`: the number that a scalar is.

use crate::number::{Elementary, Float, IntegerFunction, Ring, Stored};
use crate::rule::Operation;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Scalar, Tensor};

/// An element with numbers: every [`Real`], and the integers, which are plain.
///
/// Functions such as [`abs`](Tensor::abs), and constants such as [`full_like`](Tensor::full_like), are for these.
///
/// ```
/// use wengert::{Numeric, Shape, Tensor, tensor};
///
/// fn magnitude<E: Numeric, S: Shape>(x: &Tensor<E, S>) -> Tensor<E, S> {
///     x.signum() * x
/// }
/// assert_eq!(magnitude(&tensor([2, -3])), tensor([2, 3]));
/// assert_eq!(magnitude(&tensor([0.5, -0.5])), tensor([0.5, 0.5]));
/// ```
#[diagnostic::on_unimplemented(
    message = "tensors of `{Self}` are not tensors of numbers",
    label = "this needs real numbers or integers",
    note = "a mask becomes numbers, 0 and 1, by `mask.cast::<f64>()`; generic code asks for numbers by `E: Real`, or `E: Numeric` where integers are welcome too"
)]
pub trait Numeric: Element<Number: Ring + PartialOrd> {
    /// The literal that stands for a number: `f64` for every [`Real`], the integer itself otherwise.
    type Literal: Ring;
    /// Applies a function that both have to every element.
    fn apply<F: Elementary + Operation + IntegerFunction, S: Shape>(x: &Tensor<Self, S>, f: F) -> Tensor<Self, S>;
    /// A constant tensor in the mode of `like`, every element `value`.
    fn constant<A: Shape, B: Shape>(like: &Tensor<Self, A>, value: Self::Literal) -> Tensor<Self, B>;
}

#[diagnostic::do_not_recommend]
impl<E: Real> Numeric for E {
    type Literal = f64;
    #[inline]
    fn apply<F: Elementary + Operation + IntegerFunction, S: Shape>(x: &Tensor<E, S>, f: F) -> Tensor<E, S> {
        x.elementwise(f)
    }
    #[inline]
    fn constant<A: Shape, B: Shape>(like: &Tensor<E, A>, value: f64) -> Tensor<E, B> {
        let value = E::Base::from_f64(value);
        Tensor(E::lift_with::<A, B>(&like.0, |_| value))
    }
}

/// An element whose scalars are plain numbers: every [`Real`], without its derivatives, the integers and `bool`.
///
/// ```
/// use wengert::{Plain, Scalar, tensor};
///
/// fn number<E: Plain>(x: &Scalar<E>) -> E::Plain { x.item() }
/// assert_eq!((number(&tensor(2.5)), number(&tensor(7)), number(&tensor(true))), (2.5, 7, true));
/// ```
#[diagnostic::on_unimplemented(
    message = "`item` gives floats, integers and bool, and a scalar of `{Self}` is none of these",
    label = "not a number",
    note = "`x.into_repr()` gives the element itself, whatever its type"
)]
pub trait Plain: Element {
    /// The plain number: `f64` for `Var<'_, Dual<f64, 1>>`, the element itself otherwise.
    type Plain: Stored;
    /// The plain number in a number that operations compute on.
    fn plain(number: Self::Number) -> Self::Plain;
}

#[diagnostic::do_not_recommend]
impl<E: Real> Plain for E {
    type Plain = E::Base;
    #[inline]
    fn plain(number: E::Number) -> E::Base {
        number.primal()
    }
}

/// What is plain anyway. The expansion of `plain!(bool)` is the impl below with `bool` for `$t`.
macro_rules! plain {
    ($($t:ty)*) => { $(
        #[diagnostic::do_not_recommend]
        impl Plain for $t {
            type Plain = $t;
            #[inline]
            fn plain(number: $t) -> $t {
                number
            }
        }
    )* };
}
plain!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize bool);

/// The expansion of `integers!(i32)` is the impl below with `i32` for `$t`.
macro_rules! integers {
    ($($t:ty)*) => { $(
        #[diagnostic::do_not_recommend]
        impl Numeric for $t {
            type Literal = $t;
            #[inline]
            fn apply<F: Elementary + Operation + IntegerFunction, S: Shape>(x: &Tensor<$t, S>, f: F) -> Tensor<$t, S> {
                x.map(|x| f.integer(x))
            }
            #[inline]
            fn constant<A: Shape, B: Shape>(_: &Tensor<$t, A>, value: $t) -> Tensor<$t, B> {
                Tensor::full(value)
            }
        }
    )* };
}
integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

impl<E: Element> Scalar<E> {
    /// The number itself, without derivatives.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1.0, 2.0]).sum().item(), 3.0);
    /// assert_eq!(tensor([1, 5, 2]).argmax().item(), 1);
    /// ```
    #[inline]
    #[must_use]
    pub fn item(&self) -> E::Plain
    where
        E: Plain,
    {
        self.read(|x| E::plain(x[0]))
    }
}

#[cfg(test)]
mod tests {
    use crate::tensor;

    #[test]
    fn integers_have_functions_too() {
        let x = tensor([-3_i64, 0, 2]);
        assert_eq!((x.abs(), x.signum(), x.square()), (tensor([3, 0, 2]), tensor([-1, 0, 1]), tensor([9, 0, 4])));
        assert_eq!((x.relu(), x.clamp(-1, 1), x.powi(3)), (tensor([0, 0, 2]), tensor([-1, 0, 1]), tensor([-27, 0, 8])));
        assert_eq!((x.norm_l1().item(), x.norm_inf().item(), x.powi(0).sum().item()), (5, 3, 3));
        assert_eq!((x.zeros_like(), x.ones_like(), x.full_like(7)), (tensor([0; 3]), tensor([1; 3]), tensor([7; 3])));
        let unsigned = tensor([[0_u8], [200]]);
        assert_eq!((unsigned.abs(), unsigned.signum()), (unsigned, tensor([[0], [1]])));
        assert_eq!(tensor(2).powi(30), 1 << 30);
        assert_eq!(tensor(i64::MAX).powi(1).item(), i64::MAX);
    }

    #[test]
    #[should_panic(expected = "powi: an integer has no power of exponent -1")]
    fn integers_have_no_negative_powers() {
        let _ = tensor([2]).powi(-1);
    }
}
