//! Explicit graphs: a function recorded once, then evaluated and differentiated for other values without running it.

use crate::number::Float;
use crate::shape::Shape;
use crate::tape::{Buffers, Kept, Var, WengertList};
use crate::tensor::{Parameters, Scalar, Tensor};
use core::marker::PhantomData;

/// A function as a list of its operations: defined once, then given values, evaluated and differentiated as often as
/// needed, without running the function again.
///
/// [`record`](WengertList::record) makes it on a [`GraphTape`](crate::GraphTape) or a
/// [`FixedGraphTape`](crate::FixedGraphTape).
///
/// A graph holds what ran when it was recorded: an `if` or a loop keeps the turn that the first values took, and whatever
/// was read from a tensor as a plain value stays that value. Plain are numbers, labels and indices (those of
/// [`argsort`](Tensor::argsort), [`argmax`](Tensor::argmax) and [`topk`](Tensor::topk) too) and tensors of `bool`: a mask
/// of a comparison, given to [`select()`](crate::select()), is not computed again.
///
/// Operations choose anew: [`sort`](Tensor::sort), the values of `topk`, [`max`](Tensor::max),
/// [`maximum`](Tensor::maximum), [`relu`](Tensor::relu), [`clamp`](Tensor::clamp), and a function with a branch of its own
/// by [`apply`](Tensor::apply). A function whose course depends on its values in other ways is run each time instead, by
/// [`WengertList::value_and_grad`].
///
/// ```
/// use wengert::*;
///
/// let mut tape = GraphTape::new();
/// let frozen = tape.record(|x| select(&x.less(0.0), &(-x), &x), &tensor([1.0, -2.0]));
/// frozen.assign(&tensor([-3.0, 4.0]));
/// assert_eq!(frozen.evaluate(), tensor([-3.0, -4.0])); // the mask of 1 and −2
///
/// let branch = function!(|x: ()| -> () { if x < 0.0 { -x } else { x } });
/// let graph = tape.record(|x| x.apply(branch), &tensor([1.0, -2.0]));
/// graph.assign(&tensor([-3.0, 4.0]));
/// assert_eq!(graph.evaluate(), tensor([3.0, 4.0]));
/// ```
///
/// ```
/// use wengert::*;
///
/// let mut tape = GraphTape::new();
/// let graph = tape.record(|(a, b)| (a * b).sum(), &(tensor([1.0, 2.0]), tensor([3.0, 4.0])));
/// assert_eq!(graph.evaluate(), 11.0);
///
/// let (y, (da, db)) = graph.value_and_grad(&(tensor([5.0, 6.0]), tensor([1.0, -1.0])));
/// assert_eq!((y, da, db), (-1.0, tensor([1.0, -1.0]), tensor([5.0, 6.0])));
/// ```
pub struct Graph<'t, T: Float, B: Buffers<T>, P, D, S: Shape> {
    tape: &'t WengertList<T, Kept<B>>,
    result: Tensor<Var<'t, T, Kept<B>>, S>,
    /// Where the data begin: behind the parameters.
    data: usize,
    structures: PhantomData<fn() -> (P, D)>,
}

impl<T: Float, B: Buffers<T>, P, D, S: Shape> core::fmt::Debug for Graph<'_, T, B, P, D, S> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("Graph").field(self.tape).finish()
    }
}

impl<T: Float, B: Buffers<T>> WengertList<T, Kept<B>> {
    /// Runs a function once and keeps its operations as a [`Graph`]. The tape is cleared first and belongs to the graph as
    /// long as that lives.
    ///
    /// # Panics
    /// Where a fixed tape is too small.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let mut tape = FixedGraphTape::<f32, 4, 2>::new();
    /// let graph = tape.record(|x| x.sin().square(), &tensor(0.0));
    /// assert_eq!(graph.grad(&tensor(0.0)), 0.0);
    /// ```
    pub fn record<'t, P: Parameters<Number = T>, S: Shape>(
        &'t mut self,
        f: impl FnOnce(P::With<Var<'t, T, Kept<B>>>) -> Tensor<Var<'t, T, Kept<B>>, S>,
        at: &P,
    ) -> Graph<'t, T, B, P, [P; 0], S> {
        self.record_with_data(|parameters, []| f(parameters), at, &[])
    }

    /// The same for a function of parameters and of data: data are assigned too, by
    /// [`assign_data`](Graph::assign_data), but nothing is differentiated by them.
    ///
    /// # Panics
    /// Where a fixed tape is too small.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let mut tape = GraphTape::new();
    /// let graph = tape.record_with_data(|w, (x, y)| (w * x - y).square(), &tensor(0.0), &(tensor(0.0), tensor(0.0)));
    /// let mut w = tensor(0.0_f64);
    /// for (x, y) in [(1.0, 3.0), (2.0, 6.0), (0.5, 1.5)].into_iter().cycle().take(60) {
    ///     graph.assign_data(&(tensor(x), tensor(y)));
    ///     w = w - 0.1 * graph.grad(&w);
    /// }
    /// assert!((w.item() - 3.0).abs() < 1e-6);
    /// ```
    pub fn record_with_data<'t, P: Parameters<Number = T>, D: Parameters<Number = T>, S: Shape>(
        &'t mut self,
        f: impl FnOnce(P::With<Var<'t, T, Kept<B>>>, D::With<Var<'t, T, Kept<B>>>) -> Tensor<Var<'t, T, Kept<B>>, S>,
        at: &P,
        data: &D,
    ) -> Graph<'t, T, B, P, D, S> {
        let (tape, result) =
            self.start(|tape| (tape.var(at), tape.constant(data)), |(parameters, data)| f(parameters, data));
        Graph { tape, result, data: at.leaves().map(<[T]>::len).sum(), structures: PhantomData }
    }
}

impl<T: Float, B: Buffers<T>, P: Parameters<Number = T>, D: Parameters<Number = T>, S: Shape> Graph<'_, T, B, P, D, S> {
    /// Gives the parameters other values.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let mut tape = GraphTape::new();
    /// let graph = tape.record(|x| x * x, &tensor([0.0, 0.0]));
    /// graph.assign(&tensor([2.0, 3.0]));
    /// assert_eq!(graph.evaluate(), tensor([4.0, 9.0]));
    /// ```
    pub fn assign(&self, at: &P) {
        self.write(0, at);
    }

    /// Gives the data other values.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let mut tape = GraphTape::new();
    /// let graph = tape.record_with_data(|w, x| w.dot(&x), &tensor([1.0, 2.0]), &tensor([0.0, 0.0]));
    /// graph.assign_data(&tensor([10.0, 1.0]));
    /// assert_eq!(graph.evaluate(), 12.0);
    /// ```
    pub fn assign_data(&self, data: &D) {
        self.write(self.data, data);
    }

    fn write<Q: Parameters<Number = T>>(&self, mut at: usize, numbers: &Q) {
        for leaf in numbers.leaves() {
            self.tape.assign(at, leaf);
            at += leaf.len();
        }
    }

    /// Computes all operations for the values assigned last. Gives the result.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let mut tape = GraphTape::new();
    /// let graph = tape.record(|x| x.exp(), &tensor(0.0));
    /// assert_eq!(graph.evaluate(), 1.0);
    /// ```
    #[must_use]
    pub fn evaluate(&self) -> Tensor<T, S> {
        self.tape.evaluate();
        self.result.numbers()
    }

    /// The value for other parameters, and the gradient of the result's elements, each weighted by an element of the
    /// cotangent: the vector–Jacobian product.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let mut tape = GraphTape::new();
    /// let graph = tape.record(|x| x * x, &tensor([0.0, 0.0]));
    /// let (y, dx) = graph.vjp(&tensor([2.0, 3.0]), &tensor([1.0, 10.0]));
    /// assert_eq!((y, dx), (tensor([4.0, 9.0]), tensor([4.0, 60.0])));
    /// ```
    pub fn vjp(&self, at: &P, cotangent: &Tensor<T, S>) -> (Tensor<T, S>, P::With<T>) {
        self.assign(at);
        let y = self.evaluate();
        self.tape.zero_grad();
        self.result.backward_with(cotangent);
        (y, self.tape.gradients(at))
    }
}

impl<T: Float, B: Buffers<T>, P: Parameters<Number = T>, D: Parameters<Number = T>> Graph<'_, T, B, P, D, ()> {
    /// The value of a scalar function for other parameters, and its gradient.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let mut tape = GraphTape::new();
    /// let graph = tape.record(|x| (x * x).sum(), &tensor([0.0, 0.0]));
    /// assert_eq!(graph.value_and_grad(&tensor([2.0, 3.0])), (13.0, tensor([4.0, 6.0])));
    /// ```
    pub fn value_and_grad(&self, at: &P) -> (T, P::With<T>) {
        let (y, gradient): (Scalar<T>, _) = self.vjp(at, &Tensor::full(T::ONE));
        (y.into_repr(), gradient)
    }

    /// The gradient of a scalar function for other parameters.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let mut tape = GraphTape::new();
    /// let graph = tape.record(|x| (x * x).sum(), &tensor([0.0, 0.0]));
    /// assert_eq!(graph.grad(&tensor([2.0, 3.0])), tensor([4.0, 6.0]));
    /// ```
    #[must_use]
    pub fn grad(&self, at: &P) -> P::With<T> {
        self.value_and_grad(at).1
    }
}
