//! A function of numbers, written with the operations of this crate, as one operation of its own.

use crate::number::{Dual, Float};
use crate::rule::{Elementwise, Nothing, Operation, Pairwise, UnaryOp};
use crate::shape::{Broadcast, Broadcasted, Shape, require};
use crate::tensor::{Element, Real, Scalar, Tensor};
use crate::transform::Function;

/// The rule of [`Tensor::apply`] and [`Tensor::apply_with`]: the function itself is the value, and dual numbers find its
/// slope.
#[derive(Debug, Clone, Copy)]
struct Applied<F>(F);

/// What a node of a tape can hold of a function: nothing, since it keeps a function pointer only.
pub(super) trait Stateless: Copy + Default + 'static {
    const HOLDS_NOTHING: () = require(
        size_of::<Self>() == 0,
        "a function that becomes a node of a tape must hold no data: give it what it needs as operands",
    );
}
impl<F: Copy + Default + 'static> Stateless for F {}

impl<F: Stateless> Operation for Applied<F> {
    const NAME: &'static str = "apply";
    fn read(_: &[u32]) -> Self {
        Applied(F::default())
    }
}

/// The operation on one tensor. (A blanket implementation of `UnaryOp` exists for `Elementary` rules, whose value is for
/// every float at once; a `Function` is one for the float at hand.)
#[derive(Debug, Clone, Copy)]
struct Each<F>(F);

impl<F: Stateless> Operation for Each<F> {
    const NAME: &'static str = "apply";
    fn read(_: &[u32]) -> Self {
        Each(F::default())
    }
}

impl<T: Float, S: Shape, F: Stateless + Function<Scalar<T::Base>, ()>> UnaryOp<T, S> for Each<F> {
    type Output = S;
    type Saved = Nothing;
    const EAGER: bool = true;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        for (y, &x) in y.iter_mut().zip(x) {
            *y = self.0.call::<T>(Tensor(x)).0;
        }
    }
    #[inline]
    fn pullback(&self, x: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T]) {
        for ((dx, &dy), &x) in dx.iter_mut().zip(dy).zip(x) {
            let [slope] = self.0.call::<Dual<T, 1>>(Tensor(Dual::variable(x, 0))).0.tangents;
            *dx = *dx + dy.times_slope(slope);
        }
    }
}

impl<F: Stateless> Elementwise for Applied<F> {}

impl<T: Float, F: Stateless + Function<(Scalar<T::Base>, Scalar<T::Base>), ()>> Pairwise<T> for Applied<F> {
    #[inline]
    fn value(&self, a: T, b: T) -> T {
        self.0.call::<T>((Tensor(a), Tensor(b))).0
    }
    #[inline]
    fn slope_lhs(&self, a: T, b: T, _: T) -> T {
        let at = (Tensor(Dual::variable(a, 0)), Tensor(Dual::constant(b)));
        let [slope] = self.0.call::<Dual<T, 1>>(at).0.tangents;
        slope
    }
    #[inline]
    fn slope_rhs(&self, a: T, b: T, _: T) -> T {
        let at = (Tensor(Dual::constant(a)), Tensor(Dual::variable(b, 0)));
        let [slope] = self.0.call::<Dual<T, 1>>(at).0.tangents;
        slope
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// A function of one number, applied to every element. However many operations the function takes, a tape records one
    /// node, and on the way back dual numbers find the slope: forward inside reverse. It may branch on each element.
    ///
    /// [`function!`](crate::function) writes it. It holds no data; a second operand goes by
    /// [`apply_with`](Self::apply_with). (A plain `map` of numbers is [`map`](Tensor::map).)
    ///
    /// Shape: `S → S`. Derivative: that of the function.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let softsign = function!(|x: ()| -> () { x / (1.0 + x.abs()) });
    /// assert_eq!(tensor([1.0, -3.0]).apply(softsign), tensor([0.5, -0.75]));
    ///
    /// let tape = Tape::new();
    /// let x = tape.var(&tensor([1.0, -3.0]));
    /// x.apply(softsign).sum().backward();
    /// assert_eq!(x.grad(), tensor([0.25, 0.0625]));
    /// assert_eq!(tape.usage().nodes, 2);
    /// ```
    #[inline]
    #[must_use]
    pub fn apply<F>(&self, f: F) -> Self
    where
        E: Real,
        F: Copy + Default + 'static + Function<Scalar<E::Base>, ()>,
    {
        let () = F::HOLDS_NOTHING;
        Tensor(E::unary::<Each<F>, S>(Each(f), &self.0))
    }

    /// A function of two numbers, applied to the elements of two tensors that broadcast together. A tape records one node:
    /// see [`apply`](Self::apply).
    ///
    /// Shape: `A, B → Broadcasted<A, B>`. Derivative: those of the function.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// // The Michaelis–Menten rate, which saturates.
    /// let rate = function!(|s: (), km: ()| -> () { s / (s + km) });
    /// assert_eq!(tensor([1.0, 3.0]).apply_with(&tensor(1.0), rate), tensor([0.5, 0.75]));
    /// assert_eq!(grad(|km| km.new_tensor(1.0).apply_with(&km, rate), &tensor(1.0)), -0.25);
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn apply_with<B: Shape, F>(&self, other: &Tensor<E, B>, f: F) -> Tensor<E, Broadcasted<S, B>>
    where
        E: Real,
        S: Broadcast<B>,
        F: Copy + Default + 'static + Function<(Scalar<E::Base>, Scalar<E::Base>), ()>,
    {
        let () = F::HOLDS_NOTHING;
        Tensor(E::binary::<Applied<F>, S, B>(Applied(f), &self.0, &other.0))
    }
}
