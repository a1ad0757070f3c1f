//! One element of a tensor, and views of neighbouring ones.

use crate::number::Stored;
use crate::shape::{HasAxis, Shape};
use crate::tensor::{Element, Scalar, Tensor};
use core::ops::{Index, IndexMut};

/// The position of an index, or a panic that names both sides.
#[inline]
#[track_caller]
fn position<S: Shape>(index: S::Index) -> usize {
    match S::position_of(index) {
        Some(position) => position,
        None => outside(index.as_ref(), S::DIMS),
    }
}

#[cold]
#[track_caller]
fn outside(index: &[usize], dims: &[usize]) -> ! {
    panic!("index {index:?} is outside a tensor of shape {dims:?}")
}

impl<T: Stored, S: Shape> Index<S::Index> for Tensor<T, S> {
    type Output = T;
    /// One element. Panics where the index lies outside, naming it and the shape.
    #[inline]
    #[track_caller]
    fn index(&self, index: S::Index) -> &T {
        &self.as_slice()[position::<S>(index)]
    }
}

impl<T: Stored, S: Shape> IndexMut<S::Index> for Tensor<T, S> {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, index: S::Index) -> &mut T {
        let at = position::<S>(index);
        &mut self.as_mut_slice()[at]
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// One element as a scalar, in every mode. On a tape this is a view: nothing is copied and no node is recorded.
    ///
    /// Shape: `S → ()`. Derivative: 1 at the element, 0 elsewhere.
    ///
    /// # Panics
    /// Where the index lies outside the shape.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let gradient = grad(|x| x.at([0, 1]) * x.at([1, 0]), &tensor([[1.0, 2.0], [3.0, 4.0]]));
    /// assert_eq!(gradient, tensor([[0.0, 3.0], [2.0, 0.0]]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn at(&self, index: S::Index) -> Scalar<E> {
        Tensor(E::view::<S, ()>(&self.0, position::<S>(index)))
    }

    /// What lies at `i` along the first axis: a row of a matrix, an item of a batch. On a tape this is a view.
    ///
    /// Shape: `(A, B, …) → (B, …)`. Derivative: 1 within the row, 0 elsewhere.
    ///
    /// # Panics
    /// Where `i` is not below the length of the first axis.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([[1, 2], [3, 4]]).row(1), tensor([3, 4]));
    /// assert_eq!(grad(|x| x.row(1).sum(), &tensor([[1.0, 2.0], [3.0, 4.0]])), tensor([[0.0, 0.0], [1.0, 1.0]]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn row<R: Shape>(&self, i: usize) -> Tensor<E, R>
    where
        S: HasAxis<0, Removed = R>,
    {
        let rows = S::DIMS[0];
        assert!(i < rows, "row {i} is outside a tensor of shape {:?}", S::DIMS);
        Tensor(E::view::<S, S::Removed>(&self.0, i * S::INNER))
    }

    /// The same elements, last axis fastest, under another shape. On a tape this is a view.
    ///
    /// The target is named or inferred; both shapes must hold equally many elements, which the compiler checks when it
    /// builds the program (not yet at `cargo check`).
    ///
    /// Shape: `S → R`. Derivative: each adjoint goes back to its element.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = tensor([1, 2, 3, 4, 5, 6]);
    /// assert_eq!(a.reshape::<(Const<2>, Const<3>)>(), tensor([[1, 2, 3], [4, 5, 6]]));
    /// let b: Matrix<i32, 3, 2> = a.reshape();
    /// assert_eq!(b[[2, 0]], 5);
    /// ```
    #[inline]
    #[must_use]
    pub fn reshape<R: Shape>(&self) -> Tensor<E, R> {
        const {
            crate::shape::require(
                S::NUMEL == R::NUMEL,
                "reshape keeps every element: the old and the new shape (both named in the note below) must hold equally many",
            );
        }
        Tensor(E::view::<S, R>(&self.0, 0))
    }
}
