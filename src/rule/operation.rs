//! The seam between operations and modes: an operation says what it computes and how adjoints flow back through it, a
//! mode (an [`Element`](crate::Element)) decides where that happens.

#[cfg(doc)]
use crate::Nothing;
use crate::number::Float;
use crate::rule::Saved;
use crate::shape::Shape;

/// An operation as a value: its name and its run-time parameters.
///
/// A node of a tape holds no closure and no object, only words: an operation with run-time parameters (the exponent of
/// `powi`, the labels of a cross-entropy) writes itself into `WORDS` words and reads itself back on the way back.
///
/// ```
/// use wengert::{Operation, op::Powi};
///
/// let mut words = [0; Powi::WORDS];
/// Powi(-3).write(&mut words);
/// assert_eq!(Powi::read(&words).0, -3);
/// assert_eq!(Powi::NAME, "powi");
/// ```
pub trait Operation: Copy + 'static {
    /// The name, as messages show it.
    const NAME: &'static str;
    /// How many words the run-time parameters take.
    const WORDS: usize = 0;
    /// Whether an element by element function and its derivatives are a few steps of arithmetic (+ − · ÷ √, comparisons,
    /// rounding to an integer), and call no function of the platform. Then tensors of `f32`, `f64` or integers with 64
    /// elements or more run in the widest vectors of the processor, where the feature `simd` is on and both operands have as
    /// many elements as the result, or one. The results are the same bits, but for the sign of a NaN; the code is there three
    /// times. (Of a function of which vector registers have a form of their own, such as tanh, this says how its derivative
    /// is computed.)
    const ARITHMETIC: bool = false;
    /// Writes the run-time parameters into `WORDS` words.
    fn write(&self, words: &mut [u32]) {
        let _ = words;
    }
    /// Reads back what [`write`](Self::write) wrote.
    fn read(words: &[u32]) -> Self;
}

/// An operation on one tensor of shape `A`, with numbers `T`.
///
/// All slices are flat, last axis fastest, and as long as their shapes say. `y` and `saved` come with unspecified
/// contents: `value` writes every element. Pullbacks only *add*: the same variable may be used elsewhere too.
///
/// An operation of your own, with a hand-written pullback:
///
/// ```
/// use wengert::*;
///
/// /// Σ xᵢ²
/// #[derive(Clone, Copy)]
/// struct SumOfSquares;
/// impl Operation for SumOfSquares {
///     const NAME: &'static str = "sum_of_squares";
///     fn read(_: &[u32]) -> Self { SumOfSquares }
/// }
/// impl<T: Ring, S: Shape> UnaryOp<T, S> for SumOfSquares {
///     type Output = ();
///     type Saved = Nothing;
///     fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
///         y[0] = T::dot(x, x);
///     }
///     fn pullback(&self, x: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T]) where T: Float {
///         for (dx, &x) in dx.iter_mut().zip(x) {
///             *dx = *dx + dy[0] * (x + x);
///         }
///     }
/// }
///
/// let (y, dx) = value_and_grad(|x| x.unary(SumOfSquares), &tensor([1.0, 2.0, 3.0]));
/// assert_eq!((y, dx), (14.0, tensor([2.0, 4.0, 6.0])));
/// ```
pub trait UnaryOp<T, A: Shape>: Operation {
    /// The shape of the result.
    type Output: Shape;
    /// What the value leaves for the pullback: the shape of probabilities or of a factorisation, or [`Nothing`].
    type Saved: Saved;
    /// Whether the derivative of one number is had at little cost along with its value, so that a tape may compute it
    /// when it records: by the pullback of 1.
    const EAGER: bool = false;
    /// y = f(x), and `saved` with it.
    fn value(&self, x: &[T], y: &mut [T], saved: &mut [T]);
    /// dx += dy · ∂f/∂x.
    fn pullback(&self, x: &[T], y: &[T], saved: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float;
}

/// An operation on two tensors of shapes `A` and `B`, with numbers `T`.
///
/// The same rules as for [`UnaryOp`]; there is one pullback for each operand, so that an operand without a gradient
/// costs nothing on the way back.
pub trait BinaryOp<T, A: Shape, B: Shape>: Operation {
    /// The shape of the result.
    type Output: Shape;
    /// What the value leaves for the pullbacks: a shape, or [`Nothing`].
    type Saved: Saved;
    /// Whether the derivatives of one number are had at little cost along with its value: see [`UnaryOp::EAGER`].
    const EAGER: bool = false;
    /// y = f(a, b), and `saved` with it.
    fn value(&self, a: &[T], b: &[T], y: &mut [T], saved: &mut [T]);
    /// da += dy · ∂f/∂a.
    fn pullback_lhs(&self, a: &[T], b: &[T], y: &[T], saved: &[T], dy: &[T], da: &mut [T])
    where
        T: Float;
    /// db += dy · ∂f/∂b.
    fn pullback_rhs(&self, a: &[T], b: &[T], y: &[T], saved: &[T], dy: &[T], db: &mut [T])
    where
        T: Float;
}
