//! `cat`: two tensors joined along an axis.

use crate::number::{Float, Stored};
use crate::shape::require;
use crate::op::by_type::by_type;
use crate::rule::{BinaryOp, Nothing, Operation};
use crate::shape::{Dim, HasAxis, Plus, Shape};
use crate::tensor::{Element, Tensor};
use core::marker::PhantomData;

/// The rule of [`Tensor::cat`] and [`Tensor::cat_to`]: a join along axis `I` to the shape `R`.
#[derive(Debug)]
pub struct Cat<const I: usize, R>(PhantomData<R>);

by_type!(Cat[const I: usize] R);

impl<const I: usize, R: Shape> Operation for Cat<I, R> {
    const NAME: &'static str = "cat";
    fn read(_: &[u32]) -> Self {
        Cat::default()
    }
}

/// The lengths of the contiguous blocks that alternate in the result, checked against its shape.
struct Blocks<const I: usize, A, B, R>(PhantomData<(A, B, R)>);

impl<const I: usize, A: HasAxis<I>, B: HasAxis<I>, R: Shape> Blocks<I, A, B, R> {
    const LENGTHS: [usize; 2] = {
        require(A::RANK == B::RANK && A::RANK == R::RANK, "cat: both tensors and the result must have the same number of axes");
        let mut axis = 0;
        while axis < R::RANK {
            let (a, b, r) = (A::DIMS[axis], B::DIMS[axis], R::DIMS[axis]);
            if axis == I {
                require(a + b == r, "cat: along the joined axis, the result must be as long as both tensors together");
            } else {
                require(a == b && a == r, "cat: apart from the joined axis, all lengths must be equal");
            }
            axis += 1;
        }
        [A::Axis::SIZE * A::INNER, B::Axis::SIZE * B::INNER]
    };
}

impl<T: Stored, const I: usize, A: HasAxis<I>, B: HasAxis<I>, R: Shape> BinaryOp<T, A, B> for Cat<I, R> {
    type Output = R;
    type Saved = Nothing;
    #[inline]
    fn value(&self, a: &[T], b: &[T], y: &mut [T], _: &mut [T]) {
        let [of_a, of_b] = const { Blocks::<I, A, B, R>::LENGTHS };
        for ((y, a), b) in y.chunks_exact_mut(of_a + of_b).zip(a.chunks_exact(of_a)).zip(b.chunks_exact(of_b)) {
            y[..of_a].copy_from_slice(a);
            y[of_a..].copy_from_slice(b);
        }
    }
    #[inline]
    fn pullback_lhs(&self, _: &[T], _: &[T], _: &[T], _: &[T], dy: &[T], da: &mut [T])
    where
        T: Float,
    {
        let [of_a, of_b] = const { Blocks::<I, A, B, R>::LENGTHS };
        for (dy, da) in dy.chunks_exact(of_a + of_b).zip(da.chunks_exact_mut(of_a)) {
            for (da, &dy) in da.iter_mut().zip(dy) {
                *da = *da + dy;
            }
        }
    }
    #[inline]
    fn pullback_rhs(&self, _: &[T], _: &[T], _: &[T], _: &[T], dy: &[T], db: &mut [T])
    where
        T: Float,
    {
        let [of_a, of_b] = const { Blocks::<I, A, B, R>::LENGTHS };
        for (dy, db) in dy.chunks_exact(of_a + of_b).zip(db.chunks_exact_mut(of_b)) {
            for (db, &dy) in db.iter_mut().zip(&dy[of_a..]) {
                *db = *db + dy;
            }
        }
    }
}

impl<E: Element, A: Dim> Tensor<E, (A,)> {
    /// This vector followed by another one; the length of the result is inferred.
    ///
    /// Matrices and higher ranks join along any axis with [`cat_to`](Self::cat_to).
    ///
    /// Shape: `(A,), (B,) → (A + B,)`. Derivative: each adjoint goes back to its element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1, 2]).cat(&tensor([3])).sum_axis::<0>(), 6);
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn cat<B: Dim, L: Dim>(&self, rhs: &Tensor<E, (B,)>) -> Tensor<E, (L,)>
    where
        A: Plus<B, Output = L>,
    {
        self.cat_to::<0, _, _>(rhs)
    }
}

impl<E: Element, A: Shape> Tensor<E, A> {
    /// This tensor followed by another one along axis `I`, where the caller names the shape of the result.
    ///
    /// That the shapes fit is checked when the program is built (not yet at `cargo check`).
    ///
    /// Shape: `A, B → R`, equal but for axis `I`, where the lengths add up. Derivative: each adjoint goes back to its
    /// element.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = tensor([[1, 2], [3, 4]]);
    /// let wide: Matrix<i32, 2, 3> = a.cat_to::<1, _, _>(&tensor([[5], [6]]));
    /// assert_eq!(wide, tensor([[1, 2, 5], [3, 4, 6]]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn cat_to<const I: usize, R: Shape, B: HasAxis<I>>(&self, rhs: &Tensor<E, B>) -> Tensor<E, R>
    where
        A: HasAxis<I>,
    {
        const { Blocks::<I, A, B, R>::LENGTHS };
        Tensor(E::binary::<Cat<I, R>, A, B>(Cat::default(), &self.0, &rhs.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (Const<1>,), b: (Const<2>,)| -> (Const<3>,) { a.cat(&b) });
        check::everywhere!(|a: (Const<2>, Const<2>), b: (Const<1>, Const<2>)| -> (Const<3>, Const<2>) { a.cat_to::<0, _, _>(&b) });
        check::everywhere!(|a: (Const<2>, Const<2>, Const<2>), b: (Const<2>, Const<1>, Const<2>)| -> (Const<2>, Const<3>, Const<2>) { a.cat_to::<1, _, _>(&b) });
        check::everywhere!(
            |a: (Const<2>, Const<1>, Const<2>, Const<1>), b: (Const<2>, Const<1>, Const<2>, Const<3>)|
            -> (Const<2>, Const<1>, Const<2>, Const<4>) { a.cat_to::<3, _, _>(&b) }
        );
        check::everywhere!(|a: (Const<3>,)| -> (Const<6>,) { a.cat(&a) });
    }
}
