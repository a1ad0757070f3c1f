//! `vmap`: a function of one item, mapped over the items of a batch.

use crate::shape::{Concat, HasAxis, Join, Length, SameFirst, Shape};
use crate::tensor::{Element, Tensor};
use core::slice::{from_mut, from_ref};

impl<E: Element, S: Shape> Tensor<E, S> {
    /// A function applied to each item along the first axis, and its results along a new first axis: a function of one
    /// sample becomes one of a batch.
    ///
    /// It works in every mode, and derivatives flow through the items and through whatever else the function uses. The
    /// items are computed one after another, the first one first.
    ///
    /// On a tape the items are views; the nodes of `f` are recorded once for each item, and one more for each result,
    /// which is copied beside the others. A whole batch in one operation is cheaper where there is one: `x.mm(&w)`, for
    /// example, is one node, and `x.vmap(|row| row.vm(&w))` two for each row.
    ///
    /// Shape: `(N, …)` → `(N, R…)` for a function of shape `… → R`. Derivative: that of the function, item by item.
    ///
    /// # Panics
    /// Where the function does; and where its results lie on different tapes.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let x = tensor([[3.0, 4.0], [6.0, 8.0]]);
    /// assert_eq!(x.vmap(|row| row / row.norm()), tensor([[0.6, 0.8], [0.6, 0.8]]));
    /// assert_eq!(x.vmap(|row| row.norm()), tensor([5.0, 10.0]));
    ///
    /// // What the function captures has a derivative too.
    /// let gradient = grad(|w| w.lift(x).vmap(|row| row.dot(&w)).sum(), &tensor([0.0, 0.0]));
    /// assert_eq!(gradient, tensor([9.0, 12.0]));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn vmap<R: Shape, O: Shape>(&self, mut f: impl FnMut(Tensor<E, R>) -> Tensor<E, O>) -> Tensor<E, Join<(S::Axis,), O>>
    where
        S: HasAxis<0, Removed = R>,
        (S::Axis,): Concat<O>,
    {
        items::<E, S, O>(|i| f(self.row(i)))
    }

    /// [`vmap`](Self::vmap) over two tensors side by side: the function gets an item of each.
    ///
    /// Shape: `(N, …), (N, …)` → `(N, R…)`; both have the same first axis. Derivative: that of the function, item by
    /// item.
    ///
    /// # Panics
    /// Where the function does; and where its results lie on different tapes.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let (x, scale) = (tensor([[1, 2], [3, 4], [5, 6]]), tensor([1, 10, 100]));
    /// assert_eq!(x.vmap2(&scale, |row, scale| row * scale), tensor([[1, 2], [30, 40], [500, 600]]));
    /// assert_eq!(x.vmap2(&x, |a, b| a.dot(&b)), tensor([5, 25, 61]));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn vmap2<B, R: Shape, Q: Shape, O: Shape>(
        &self,
        rhs: &Tensor<E, B>,
        mut f: impl FnMut(Tensor<E, R>, Tensor<E, Q>) -> Tensor<E, O>,
    ) -> Tensor<E, Join<(S::Axis,), O>>
    where
        S: HasAxis<0, Removed = R> + SameFirst<B>,
        B: HasAxis<0, Removed = Q>,
        (S::Axis,): Concat<O>,
    {
        items::<E, S, O>(|i| f(self.row(i), rhs.row(i)))
    }
}

/// The results of a function of the place along the first axis of `S`, along such an axis. They are kept in an array until all
/// are there: on a tape they lie apart, with what led to them between.
#[track_caller]
fn items<E: Element, S: HasAxis<0>, O: Shape>(mut f: impl FnMut(usize) -> Tensor<E, O>) -> Tensor<E, Join<(S::Axis,), O>>
where
    (S::Axis,): Concat<O>,
{
    let mut parts = <S::Axis as crate::Dim>::Length::fill(f(0).0);
    for (i, part) in <S::Axis as crate::Dim>::Length::flatten_mut(from_mut(&mut parts)).iter_mut().enumerate().skip(1) {
        *part = f(i).0;
    }
    Tensor(E::stack::<O, Join<(S::Axis,), O>>(<S::Axis as crate::Dim>::Length::flatten(from_ref(&parts))))
}

#[cfg(test)]
mod tests {
    use crate::{Const, Dim, Real, Tape, Tensor, op::check, tensor};

    type C1 = Const<1>;
    type C2 = Const<2>;
    type C3 = Const<3>;

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (C1,)| -> (C1,) { x.vmap(|x| x * x) });
        check::everywhere!(|x: (C3,)| -> (C3,) { x.vmap(|x| x.sin()) });
        check::everywhere!(|x: (C2, C3)| -> (C2,) { x.vmap(|row| row.dot(&row)) });
        check::everywhere!(|x: (C2, C3)| -> (C2, C3, C3) { x.vmap(|row| row.outer(&row)) });
        check::everywhere!(|x: (C2, C1, C3, C2)| -> (C2, C1, C3, C2) { x.vmap(|item| item.tanh()) });
        check::everywhere!(|x: (C2, C3, C2)| -> (C2, C3) { x.vmap(|item| item.vmap(|row| row.sum())) });
        check::everywhere!(|x: (C3, C2), w: (C2,)| -> (C3,) { x.vmap(|row| row.dot(&w) * w.sum()) });
        check::everywhere!(|x: (C3, C2), w: (C2,)| -> (C3, C2) { x.vmap(|_| w) });
        check::everywhere!(|x: (C3, C2)| -> (C3,) { x.vmap(|row| row.ones_like().sum()) });
    }

    #[test]
    fn all_modes_agree_on_two_tensors() {
        check::everywhere!(|x: (C2,), y: (C2,)| -> (C2,) { x.vmap2(&y, |x, y| x * y) });
        check::everywhere!(|x: (C2, C3), y: (C2,)| -> (C2, C3) { x.vmap2(&y, |row, y| row * y) });
        check::everywhere!(|x: (C1, C2, C3), y: (C1, C3)| -> (C1, C2) { x.vmap2(&y, |w, row| w.mv(&row)) });
        check::everywhere!(|x: (C2, C3, C1, C2)| -> (C2,) { x.vmap2(&x, |a, b| (a * b).sum()) });
    }

    #[test]
    fn named_axes_stay_and_generic_ones_do() {
        fn softmax<E: Real, B: Dim, N: Dim>(x: &Tensor<E, (B, N)>) -> Tensor<E, (B, N)> {
            x.vmap(|row| row.exp() / row.exp().sum())
        }
        crate::dim!(Batch = 2);
        let x: Tensor<f64, (Batch, C2)> = [[0.0, 0.0], [1.0, 1.0]].into();
        let y: Tensor<f64, (Batch, C2)> = softmax(&x);
        assert_eq!(y, [[0.5, 0.5], [0.5, 0.5]].into());
    }

    #[test]
    fn the_function_runs_once_for_each_item_in_order() {
        let mut seen = std::vec::Vec::new();
        let y = tensor([7, 8, 9]).vmap(|x| {
            seen.push(x.into_repr());
            x
        });
        assert_eq!((seen, y), (std::vec![7, 8, 9], tensor([7, 8, 9])));
    }

    #[test]
    fn a_tape_takes_the_nodes_of_the_function_and_a_copy_of_each_result() {
        let tape = Tape::new();
        let x = tape.var(&tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]));
        let y = x.vmap(|row| row.sum());
        assert_eq!((tape.usage().values, tape.usage().nodes), (6 + 3 + 3, 3 + 3));
        y.backward_with(&tensor([1.0, 10.0, 100.0]));
        assert_eq!(x.grad(), tensor([[1.0, 1.0], [10.0, 10.0], [100.0, 100.0]]));
    }
}
