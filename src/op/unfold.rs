//! `unfold`: the windows along an axis, side by side.

use crate::number::{Float, Stored};
use crate::op::window::slide;
use crate::op::by_type::by_type;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{Concat, Const, Dim, HasAxis, Holds, Join, Shape, Windowed, Windows, require};
use crate::tensor::{Element, Tensor};
use core::marker::PhantomData;

/// The rule of [`Tensor::unfold`]: windows along axis `I`, to the shape `R`.
#[derive(Debug)]
pub struct Unfold<const I: usize, const SIZE: usize, const STEP: usize, R>(PhantomData<R>);

by_type!(Unfold[const I: usize, const SIZE: usize, const STEP: usize] R);

impl<const I: usize, const SIZE: usize, const STEP: usize, R: Shape> Operation for Unfold<I, SIZE, STEP, R> {
    const NAME: &'static str = "unfold";
    fn read(_: &[u32]) -> Self {
        Unfold::default()
    }
}

impl<const I: usize, const SIZE: usize, const STEP: usize, R: Shape> Unfold<I, SIZE, STEP, R> {
    /// How many windows lie along the axis of `S`, if the result has room for just these.
    const fn count<S: HasAxis<I>>() -> usize {
        let (x, y) = (S::DIMS, R::DIMS);
        require(R::RANK == S::RANK + 1, "unfold: the result must have one more axis");
        require(y[S::RANK] == SIZE, "unfold: the last axis of the result must be as long as a window");
        let mut axis = 0;
        while axis < S::RANK {
            require(axis == I || x[axis] == y[axis], "unfold: apart from the unfolded axis, all lengths must stay as they were");
            axis += 1;
        }
        slide(S::Axis::SIZE, SIZE, STEP, 0, y[I]).count
    }

    /// Each window's positions: where it begins, and how far apart they are.
    #[inline]
    fn each<S: HasAxis<I>>() -> impl Iterator<Item = core::iter::StepBy<core::ops::Range<usize>>> {
        let (count, inner) = (const { Self::count::<S>() }, S::INNER);
        (0..S::OUTER * count * inner).map(move |window| {
            let (outer, place) = (window / (count * inner), window / inner % count);
            let first = (outer * S::Axis::SIZE + place * STEP) * inner + window % inner;
            (first..first + SIZE * inner).step_by(inner)
        })
    }
}

impl<T: Stored, const I: usize, const SIZE: usize, const STEP: usize, S: HasAxis<I>, R: Shape> UnaryOp<T, S>
    for Unfold<I, SIZE, STEP, R>
{
    type Output = R;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        for (y, window) in y.chunks_exact_mut(SIZE).zip(Self::each::<S>()) {
            for (y, i) in y.iter_mut().zip(window) {
                *y = x[i];
            }
        }
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        for (dy, window) in dy.chunks_exact(SIZE).zip(Self::each::<S>()) {
            for (&dy, i) in dy.iter().zip(window) {
                dx[i] = dx[i] + dy;
            }
        }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// All windows of `SIZE` neighbours along axis `I`, `STEP` apart: the axis counts the windows, and a further axis,
    /// the last one, holds each. Places behind the last whole window are in none.
    ///
    /// Shape: `S → S` with `(L − SIZE)/STEP + 1` (rounded down) for the length `L` of axis `I`, and `Const<SIZE>` behind.
    /// Derivative: the sum over all windows in which an element is.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let x = tensor([1, 2, 3, 4, 5]);
    /// assert_eq!(x.unfold::<0, 3, 1>(), tensor([[1, 2, 3], [2, 3, 4], [3, 4, 5]]));
    /// assert_eq!(x.unfold::<0, 2, 2>(), tensor([[1, 2], [3, 4]]));
    ///
    /// // A moving average.
    /// assert_eq!(tensor([1.0, 2.0, 6.0, 1.0]).unfold::<0, 3, 1>().mean_axis::<1>(), tensor([3.0, 3.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn unfold<const I: usize, const SIZE: usize, const STEP: usize>(&self) -> Tensor<E, Unfolded<S, I, SIZE, STEP>>
    where
        S: HasAxis<I, Axis: Holds<Const<SIZE>, 0> + Windows<Const<SIZE>, STEP, 0>>,
        S::With<Windowed<S::Axis, Const<SIZE>, STEP, 0>>: Concat<(Const<SIZE>,)>,
    {
        self.unfold_to::<I, SIZE, STEP, _>()
    }

    /// The same where the caller names the shape of the result, for lengths that are not in the compiler's table.
    ///
    /// That the shapes fit is checked when the program is built (not yet at `cargo check`).
    ///
    /// Shape and derivative: as for [`unfold`](Self::unfold).
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let x = Vector::<i32, 1797>::arange();
    /// let pairs: Matrix<i32, 1796, 2> = x.unfold_to::<0, 2, 1, _>();
    /// assert_eq!(pairs[[1795, 1]], 1796);
    /// ```
    #[inline]
    #[must_use]
    pub fn unfold_to<const I: usize, const SIZE: usize, const STEP: usize, R: Shape>(&self) -> Tensor<E, R>
    where
        S: HasAxis<I>,
    {
        const { Unfold::<I, SIZE, STEP, R>::count::<S>() };
        Tensor(E::unary::<Unfold<I, SIZE, STEP, R>, S>(Unfold::default(), &self.0))
    }
}

/// The shape of all windows of `SIZE` neighbours along axis `I`.
type Unfolded<S, const I: usize, const SIZE: usize, const STEP: usize> =
    Join<<S as HasAxis<I>>::With<Windowed<<S as HasAxis<I>>::Axis, Const<SIZE>, STEP, 0>>, (Const<SIZE>,)>;

#[cfg(test)]
mod tests {
    use crate::{Const, grad, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>,)| -> (Const<1>, Const<1>) { x.unfold::<0, 1, 1>() });
        check::everywhere!(|x: (Const<5>,)| -> (Const<2>, Const<3>) { x.unfold::<0, 3, 2>() });
        check::everywhere!(|x: (Const<3>, Const<4>)| -> (Const<3>, Const<3>, Const<2>) { x.unfold::<1, 2, 1>() });
        check::everywhere!(|x: (Const<4>, Const<2>)| -> (Const<2>, Const<2>, Const<3>) { x.unfold::<0, 3, 1>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<1>, Const<2>, Const<3>) { x.unfold::<2, 3, 1>() });
    }

    #[test]
    fn overlapping_windows_add_up() {
        let x = tensor([1.0, 2.0, 3.0, 4.0]);
        assert_eq!(grad(|x| x.unfold::<0, 2, 1>().sum(), &x), tensor([1.0, 2.0, 2.0, 1.0]));
        assert_eq!(grad(|x| x.unfold::<0, 1, 3>().sum(), &x), tensor([1.0, 0.0, 0.0, 1.0]));
    }

    #[test]
    fn windows_do_not_need_numbers() {
        assert_eq!(tensor([true, false, true]).unfold::<0, 2, 1>(), tensor([[true, false], [false, true]]));
    }
}
