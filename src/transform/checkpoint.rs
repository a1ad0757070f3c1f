//! Checkpoints: a part of a program that keeps only its operands, and runs again on the way back.

use crate::number::Float;
use crate::rule::{BinaryOp, LARGE, Nothing, Operation, UnaryOp};
use crate::shape::Shape;
use crate::tape::{Tape, Var};
use crate::tensor::{Element, Real, Tensor};
use crate::transform::Function;
use crate::transform::apply::Stateless;
use core::marker::PhantomData;

/// The rule of [`Tensor::checkpoint`] and [`Tensor::checkpoint_with`]: `F` has a result of shape `B`.
struct Checkpoint<F, B>(F, PhantomData<B>);

impl<F: Copy, B> Clone for Checkpoint<F, B> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<F: Copy, B> Copy for Checkpoint<F, B> {}

impl<F: Stateless, B: Shape> Operation for Checkpoint<F, B> {
    const NAME: &'static str = "checkpoint";
    fn read(_: &[u32]) -> Self {
        Checkpoint(F::default(), PhantomData)
    }
}

/// Flat numbers as a tensor.
fn tensor<T: Float, S: Shape>(numbers: &[T]) -> Tensor<T, S> {
    Tensor(*S::from_flat(numbers))
}

/// Flat numbers as a variable or a constant. No tensor of them is made on the stack.
fn leaf<'t, T: Float, S: Shape>(tape: &'t Tape<T>, numbers: &[T], active: bool) -> Tensor<Var<'t, T>, S> {
    let leaf = if active { tape.var_from_slice(numbers) } else { tape.constant_from_slice(numbers) };
    leaf.expect("an operand holds as many numbers as its shape")
}

/// Whether a tensor is too large for the stack. Then the function runs on a tape, whose constants record nothing.
const fn is_large<T, S: Shape>() -> bool {
    S::NUMEL * size_of::<T>() > LARGE
}

impl<T: Float, A: Shape, B: Shape, F: Stateless + Function<Tensor<T::Base, A>, B>> UnaryOp<T, A> for Checkpoint<F, B> {
    type Output = B;
    type Saved = Nothing;
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        if const { is_large::<T, A>() || is_large::<T, B>() } {
            let tape = Tape::<T>::new();
            return self.0.call::<Var<'_, T>>(leaf(&tape, x, false)).read(|numbers| y.copy_from_slice(numbers));
        }
        let by_value = |y: &mut [T]| y.copy_from_slice(self.0.call::<T>(tensor(x)).as_slice());
        by_value(y); // a function of its own: a frame with room for the tensors
    }
    /// The function once more, on a tape of its own.
    fn pullback(&self, x: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T]) {
        let tape = Tape::<T>::new();
        let x = leaf::<T, A>(&tape, x, true);
        self.0.call::<Var<'_, T>>(x).backward_from(dy);
        add(&tape, dx);
    }
}

impl<T: Float, A: Shape, C: Shape, B: Shape, F> BinaryOp<T, A, C> for Checkpoint<F, B>
where
    F: Stateless + Function<(Tensor<T::Base, A>, Tensor<T::Base, C>), B>,
{
    type Output = B;
    type Saved = Nothing;
    fn value(&self, a: &[T], c: &[T], y: &mut [T], _: &mut [T]) {
        if const { is_large::<T, A>() || is_large::<T, C>() || is_large::<T, B>() } {
            let tape = Tape::<T>::new();
            let at = (leaf(&tape, a, false), leaf(&tape, c, false));
            return self.0.call::<Var<'_, T>>(at).read(|numbers| y.copy_from_slice(numbers));
        }
        let by_value = |y: &mut [T]| y.copy_from_slice(self.0.call::<T>((tensor(a), tensor(c))).as_slice());
        by_value(y);
    }
    fn pullback_lhs(&self, a: &[T], c: &[T], _: &[T], _: &[T], dy: &[T], da: &mut [T]) {
        let tape = Tape::<T>::new();
        let a = leaf::<T, A>(&tape, a, true);
        self.0.call::<Var<'_, T>>((a, leaf::<T, C>(&tape, c, false))).backward_from(dy);
        add(&tape, da);
    }
    fn pullback_rhs(&self, a: &[T], c: &[T], _: &[T], _: &[T], dy: &[T], dc: &mut [T]) {
        let tape = Tape::<T>::new();
        let c = leaf::<T, C>(&tape, c, true);
        self.0.call::<Var<'_, T>>((leaf::<T, A>(&tape, a, false), c)).backward_from(dy);
        add(&tape, dc);
    }
}

/// Adds the gradient of the variable that was made first.
fn add<T: Float>(tape: &Tape<T>, dx: &mut [T]) {
    tape.read_gradient(0, |gradient| {
        for (dx, &gradient) in dx.iter_mut().zip(gradient) {
            *dx = *dx + gradient;
        }
    });
}

impl<E: Element, A: Shape> Tensor<E, A> {
    /// A function of this tensor of which a tape keeps the operand and the result only. On the way back the function runs
    /// again, on a tape of its own that lives as long as that takes.
    ///
    /// A chain of N steps, cut into √N checkpoints of √N steps each, takes O(√N) memory and one more run of the program.
    /// In the other modes it is the function and nothing else. [`function!`](crate::function) writes it; it holds no data,
    /// what it needs is an operand: [`checkpoint_with`](Self::checkpoint_with).
    ///
    /// Shape: `A → B`. Derivative: that of the function.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let hundred_steps = function!(|x: (Const<2>,)| -> (Const<2>,) {
    ///     let mut x = x;
    ///     for _ in 0..100 {
    ///         x = x + 0.01 * x.sin();
    ///     }
    ///     x
    /// });
    /// let tape = Tape::new();
    /// let x = tape.var(&tensor([1.0, 2.0]));
    /// let y = x.checkpoint(hundred_steps);
    /// assert_eq!(tape.usage().nodes, 1);
    /// y.sum().backward();
    /// assert_eq!(x.grad(), grad(|x| hundred_steps.call(x).sum(), &tensor([1.0, 2.0])));
    /// ```
    #[must_use]
    pub fn checkpoint<B: Shape, F>(&self, f: F) -> Tensor<E, B>
    where
        E: Real,
        F: Copy + Default + 'static + Function<Tensor<E::Base, A>, B>,
    {
        let () = F::HOLDS_NOTHING;
        Tensor(E::unary::<Checkpoint<F, B>, A>(Checkpoint(f, PhantomData), &self.0))
    }

    /// The same for a function of two tensors, such as a state and the weights of a step. Where both have a derivative, the
    /// function runs twice on the way back.
    ///
    /// Shape: `A, C → B`. Derivatives: those of the function.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let layer = function!(|x: (Const<2>,), w: (Const<2>, Const<2>)| -> (Const<2>,) { w.mv(&x).tanh() });
    /// let (x, w) = (tensor([1.0, -1.0]), tensor([[0.5, 0.25], [1.0, 2.0]]));
    /// let by_checkpoint = Tape::new().grad(|(x, w)| x.checkpoint_with(&w, layer).sum(), &(x, w));
    /// let directly = Tape::new().grad(|(x, w)| layer.call((x, w)).sum(), &(x, w));
    /// assert_eq!(by_checkpoint, directly);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn checkpoint_with<C: Shape, B: Shape, F>(&self, other: &Tensor<E, C>, f: F) -> Tensor<E, B>
    where
        E: Real,
        F: Copy + Default + 'static + Function<(Tensor<E::Base, A>, Tensor<E::Base, C>), B>,
    {
        let () = F::HOLDS_NOTHING;
        Tensor(E::binary::<Checkpoint<F, B>, A, C>(Checkpoint(f, PhantomData), &self.0, &other.0))
    }
}
