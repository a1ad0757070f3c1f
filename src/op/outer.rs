//! `outer`: every element of one tensor times every element of another.

use crate::number::{Float, Ring};
use crate::rule::{BinaryOp, Nothing, Operation};
use crate::shape::{Concat, Join, Shape};
use crate::tensor::{Element, Tensor};

/// The rule of [`Tensor::outer`].
#[derive(Debug, Clone, Copy)]
pub struct Outer;

impl Operation for Outer {
    const NAME: &'static str = "outer";
    fn read(_: &[u32]) -> Self {
        Outer
    }
}

impl<T: Ring, A: Shape + Concat<B>, B: Shape> BinaryOp<T, A, B> for Outer {
    type Output = Join<A, B>;
    type Saved = Nothing;
    #[inline]
    fn value(&self, a: &[T], b: &[T], y: &mut [T], _: &mut [T]) {
        for (row, &a) in y.chunks_exact_mut(B::NUMEL).zip(a) {
            for (y, &b) in row.iter_mut().zip(b) {
                *y = a * b;
            }
        }
    }
    /// A matrix times a vector: da += dY · b.
    #[inline]
    fn pullback_lhs(&self, _: &[T], b: &[T], _: &[T], _: &[T], dy: &[T], da: &mut [T])
    where
        T: Float,
    {
        T::product(dy, b, da, [A::NUMEL, B::NUMEL, 1]);
    }
    /// A vector times a matrix: db += a · dY.
    #[inline]
    fn pullback_rhs(&self, a: &[T], _: &[T], _: &[T], _: &[T], dy: &[T], db: &mut [T])
    where
        T: Float,
    {
        T::product(a, dy, db, [1, A::NUMEL, B::NUMEL]);
    }
}

impl<E: Element<Number: Ring>, A: Shape> Tensor<E, A> {
    /// Every element of this tensor times every element of another: for two vectors the matrix aᵢ·bⱼ.
    ///
    /// Shape: `A, B → ` the axes of `A`, then those of `B`. Derivative: Σⱼ dyᵢⱼ·bⱼ by aᵢ, Σᵢ dyᵢⱼ·aᵢ by bⱼ.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1, 2]).outer(&tensor([3, 4, 5])), tensor([[3, 4, 5], [6, 8, 10]]));
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn outer<B: Shape>(&self, rhs: &Tensor<E, B>) -> Tensor<E, Join<A, B>>
    where
        A: Concat<B>,
    {
        self.binary(Outer, rhs)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (), b: ()| -> () { a.outer(&b) });
        check::everywhere!(|a: (Const<1>,), b: (Const<3>,)| -> (Const<1>, Const<3>) { a.outer(&b) });
        check::everywhere!(|a: (Const<2>, Const<2>), b: (Const<1>, Const<3>)| -> (Const<2>, Const<2>, Const<1>, Const<3>) { a.outer(&b) });
        check::everywhere!(|a: (Const<3>,)| -> (Const<3>, Const<3>) { a.outer(&a) });
    }
}
