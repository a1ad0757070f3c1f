//! A differentiable function of one or two numbers: its value and its slope, written once for every mode.

use crate::kernel::VectorFunction;
use crate::number::{Float, Integer, Primitive};

/// A function of one number: [`value`](Self::value) on plain floats, [`slope`](Self::slope) on any number.
///
/// Dual numbers take their chain rule from the slope, the tape its pullback, and since the slope is made of functions
/// that have slopes themselves, derivatives of every order follow. Together with [`Operation`](crate::Operation) it is
/// an operation on tensors.
///
/// ```
/// use wengert::*;
///
/// /// ln(1 + x²)
/// #[derive(Clone, Copy)]
/// struct Cauchy;
/// impl Operation for Cauchy {
///     const NAME: &'static str = "cauchy";
///     fn read(_: &[u32]) -> Self { Cauchy }
/// }
/// impl Elementary for Cauchy {
///     fn value<T: Primitive>(&self, x: T) -> T { (x * x).ln_1p() }
///     fn slope<T: Float>(&self, x: T, _y: T) -> T { (x + x) / (T::ONE + x * x) }
/// }
///
/// let slope = derivative(|x| x.elementwise(Cauchy), 1.0);
/// assert_eq!(slope, 1.0);
/// ```
pub trait Elementary: Copy + 'static {
    /// Whether [`slope`](Self::slope) looks at `y`. Where it says `false` and the slope is a chain of such functions, as
    /// with sin and cos, a [`Jet`](crate::Jet) of order n takes n slopes instead of 2ⁿ.
    const USES_VALUE: bool = true;
    /// Which function of vector registers this is, if any. Their results may differ from those of [`value`](Self::value) in
    /// the last two bits.
    const VECTORIZED: Option<VectorFunction> = None;
    /// The function, on `f32` and `f64`.
    fn value<T: Primitive>(&self, x: T) -> T;
    /// Its derivative at `x`, where `y` is the value at `x` (which often makes it cheap: that of exp is `y`).
    fn slope<T: Float>(&self, x: T, y: T) -> T;
}

/// A function of two numbers: its value on plain floats, its two partial derivatives on any number.
///
/// ```
/// use wengert::{Dual, ElementaryPair, Float, op::Hypot};
///
/// assert_eq!(Hypot.value(3.0, 4.0), 5.0);
/// assert_eq!(Hypot.slopes(3.0, 4.0, 5.0), (0.6, 0.8));
/// let x = Dual::<f64, 1>::variable(3.0, 0);
/// assert_eq!(x.apply_pair(Dual::constant(4.0), &Hypot).tangents, [0.6]);
/// ```
pub trait ElementaryPair: Copy + 'static {
    /// The function, on `f32` and `f64`.
    fn value<T: Primitive>(&self, a: T, b: T) -> T;
    /// Its derivatives by `a` and by `b`, where `y` is the value.
    fn slopes<T: Float>(&self, a: T, b: T, y: T) -> (T, T);
}

/// A function of one number that integers have too. Only real numbers have its derivative, as [`Elementary`] says.
///
/// ```
/// use wengert::{IntegerFunction, op::Abs};
///
/// assert_eq!(Abs.integer(-3), 3);
/// ```
pub trait IntegerFunction {
    /// f(x). Where the result is not an integer of this type it overflows, as `+` and `×` do.
    fn integer<T: Integer>(&self, x: T) -> T;
}
