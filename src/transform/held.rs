//! Parameters that stay on a tape from one gradient to the next.

use crate::number::Float;
use crate::tape::{Buffers, Var, WengertList};
use crate::tensor::{ParametersMut, Scalar};

/// Parameters that stay on a tape, and their gradient with them: [`hold`](WengertList::hold) puts them there.
///
/// [`value_and_grad_into`](WengertList::value_and_grad_into) copies the parameters onto the tape for each gradient and
/// moves the gradient out. Where a step is small, as on a microcontroller, the copies are a good part of it. Here a
/// gradient is computed where the parameters lie, and an optimiser changes them there. They are written back where
/// [`parameters`](Self::parameters) asks for them, and when this is dropped.
///
/// ```
/// use wengert::{optim::Sgd, *};
///
/// let (x, y) = (tensor([0.0, 1.0, 2.0, 3.0]), tensor([1.0, 3.0, 5.0, 7.0]));
/// let mut line = (tensor(0.0), tensor(0.0));
/// let mut optimiser = Sgd::new(&line, 0.1).momentum(0.5);
/// let mut tape = FixedTape::<f64, 32, 8>::new();
///
/// let mut held = tape.hold(&mut line);
/// for _ in 0..200 {
///     held.value_and_grad(|(slope, offset)| (slope * slope.lift(x) + offset).mse(&slope.lift(y)));
///     optimiser.step_held(&mut held);
/// }
/// drop(held);
/// assert!((line.0 - 2.0).abs() < 1e-6 && (line.1 - 1.0).abs() < 1e-6);
/// ```
///
/// A function takes it by the place of the tape, [`Fixed`](crate::Fixed) or [`Heap`](crate::Heap), or by any:
///
/// ```
/// use wengert::*;
///
/// fn slope<B: Buffers<f32>>(held: &mut Held<'_, f32, B, Vector<f32, 2>>) -> f32 {
///     held.value_and_grad(|x| x.square().sum());
///     held.gradient()[0]
/// }
///
/// fn of_fixed(held: &mut Held<'_, f32, Fixed<f32, 5, 2, 0>, Vector<f32, 2>>) -> f32 {
///     slope(held)
/// }
///
/// assert_eq!(of_fixed(&mut FixedTape::new().hold(&mut tensor([1.5, 2.0]))), 3.0);
/// ```
///
/// Optimisers have `step_held` for it beside `step`, and a gradient is clipped by
/// [`clip_norm_held`](crate::optim::clip_norm_held).
#[derive(Debug)]
pub struct Held<'t, T: Float, B: Buffers<T>, P: ParametersMut<Number = T>> {
    tape: &'t mut WengertList<T, B>,
    /// What `parameters` lends: as old as the last time it was asked for. In between it only tells the structure.
    model: &'t mut P,
    /// How many numbers the parameters have: what lies behind is a recording.
    end: usize,
}

impl<T: Float, B: Buffers<T>> WengertList<T, B> {
    /// Holds parameters on this tape from one gradient to the next. The tape is cleared first, and belongs to them as long
    /// as they are [`Held`].
    ///
    /// # Panics
    /// Where a fixed tape is too small.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let (mut tape, mut x) = (Tape::new(), tensor([1.0, 2.0]));
    /// let mut held = tape.hold(&mut x);
    /// assert_eq!(held.value_and_grad(|x| (x * x).sum()), 5.0);
    /// held.each_leaf(|_, x, gradient| x.iter_mut().zip(gradient).for_each(|(x, g)| *x -= 0.25 * *g));
    /// assert_eq!(*held.parameters(), tensor([0.5, 1.0]));
    /// ```
    pub fn hold<'t, P: ParametersMut<Number = T>>(&'t mut self, parameters: &'t mut P) -> Held<'t, T, B, P> {
        self.clear();
        self.var(parameters);
        Held { end: self.usage().values, tape: self, model: parameters }
    }
}

impl<T: Float, B: Buffers<T>, P: ParametersMut<Number = T>> Held<'_, T, B, P> {
    /// The value of a scalar function of the parameters. Its gradient takes the place of the one before.
    ///
    /// # Panics
    /// Where a fixed tape is too small.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let (mut tape, mut x) = (Tape::new(), tensor([1.0, 2.0]));
    /// let mut held = tape.hold(&mut x);
    /// held.value_and_grad(|x| x.sum());
    /// held.value_and_grad(|x| (x * x).sum());
    /// assert_eq!(held.gradient(), [2.0, 4.0]);
    /// ```
    pub fn value_and_grad<'h>(&'h mut self, f: impl FnOnce(P::With<Var<'h, T, B>>) -> Scalar<Var<'h, T, B>>) -> T {
        self.zero_grad();
        let y = self.run(f);
        // What the function itself sent back is not part of its derivative.
        y.tape().zero_grad();
        y.backward();
        y.numbers().0
    }

    /// The value of a scalar function of the parameters. Its gradient is added to the one before: so a batch is as many
    /// runs, and the tape as long as one.
    ///
    /// What the function sends back itself, by a `backward` of its own, is added too, also where it panics behind that: then
    /// [`zero_grad`](Self::zero_grad) begins anew.
    ///
    /// # Panics
    /// Where a fixed tape is too small.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let (mut tape, mut w) = (FixedTape::<f64, 6, 3>::new(), tensor([1.0, 2.0]));
    /// let mut held = tape.hold(&mut w);
    /// held.zero_grad();
    /// for x in [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]] {
    ///     held.value_and_add_grad(|w| w.dot(&w.new_tensor(x)));
    /// }
    /// assert_eq!(held.gradient(), [2.0, 2.0]);
    /// ```
    pub fn value_and_add_grad<'h>(&'h mut self, f: impl FnOnce(P::With<Var<'h, T, B>>) -> Scalar<Var<'h, T, B>>) -> T {
        let y = self.run(f);
        y.backward();
        y.numbers().0
    }

    /// Sets the gradient to zero.
    pub fn zero_grad(&mut self) {
        self.tape.zero_grad();
    }

    /// The gradient of all parameters, one tensor after the other.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let (mut tape, mut model) = (Tape::new(), (tensor([1.0, 2.0]), tensor(3.0)));
    /// let mut held = tape.hold(&mut model);
    /// held.value_and_grad(|(w, b)| (w * b).sum());
    /// assert_eq!(held.gradient(), [3.0, 3.0, 3.0]);
    /// ```
    pub fn gradient(&mut self) -> &mut [T] {
        self.tape.numbers_mut(self.end).1
    }

    /// Calls a function with the place, the numbers and the gradient of each tensor of the parameters, last axis fastest, in
    /// the order of the fields: a step of an optimiser of yours.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let (mut tape, mut model) = (Tape::new(), (tensor([1.0, 2.0]), tensor(3.0)));
    /// let mut held = tape.hold(&mut model);
    /// held.value_and_grad(|(w, b)| (w * b).sum());
    /// // The bias stays as it is.
    /// held.each_leaf(|leaf, numbers, gradient| if leaf == 0 {
    ///     numbers.iter_mut().zip(gradient).for_each(|(w, g)| *w -= *g);
    /// });
    /// drop(held);
    /// assert_eq!(model, (tensor([-2.0, -1.0]), tensor(3.0)));
    /// ```
    pub fn each_leaf(&mut self, mut f: impl FnMut(usize, &mut [T], &mut [T])) {
        let (mut numbers, mut gradient) = self.tape.numbers_mut(self.end);
        for index in 0..P::LEAVES {
            let length = self.model.leaf(index).len();
            let (leaf, slope);
            (leaf, numbers) = numbers.split_at_mut(length);
            (slope, gradient) = gradient.split_at_mut(length);
            f(index, leaf, slope);
        }
    }

    /// The parameters as they are now, to be read.
    ///
    /// ```
    /// use wengert::{optim::Sgd, *};
    ///
    /// let (mut tape, mut x) = (Tape::new(), tensor(3.0));
    /// let mut optimiser = Sgd::new(&x, 0.25);
    /// let mut held = tape.hold(&mut x);
    /// while held.parameters().abs() > 0.1 {
    ///     held.value_and_grad(|x| x * x);
    ///     optimiser.step_held(&mut held);
    /// }
    /// assert_eq!(*held.parameters(), 3.0 / 32.0);
    /// ```
    pub fn parameters(&mut self) -> &P {
        self.write_back();
        self.model
    }

    fn write_back(&mut self) {
        let (mut numbers, _) = self.tape.numbers_mut(self.end);
        for index in 0..P::LEAVES {
            let leaf = self.model.leaf_mut(index);
            let held;
            (held, numbers) = numbers.split_at_mut(leaf.len());
            leaf.copy_from_slice(held);
        }
    }

    /// Forgets what was recorded behind the parameters, and runs a function on them.
    fn run<'h>(&'h mut self, f: impl FnOnce(P::With<Var<'h, T, B>>) -> Scalar<Var<'h, T, B>>) -> Scalar<Var<'h, T, B>> {
        self.tape.rewind(self.end);
        let tape: &'h WengertList<T, B> = self.tape;
        let y = f(tape.first_variables(self.model));
        tape.require_result(&y);
        y
    }
}

impl<T: Float, B: Buffers<T>, P: ParametersMut<Number = T>> Drop for Held<'_, T, B, P> {
    fn drop(&mut self) {
        self.write_back();
    }
}
