//! `dot`: the inner product of two vectors.

use crate::number::{Float, Ring};
use crate::rule::{BinaryOp, Nothing, Operation};
use crate::shape::Dim;
use crate::tensor::{Element, Scalar, Tensor};

/// The rule of [`Tensor::dot`].
#[derive(Debug, Clone, Copy)]
pub struct Dot;

impl Operation for Dot {
    const NAME: &'static str = "dot";
    fn read(_: &[u32]) -> Self {
        Dot
    }
}

/// d += dy · other.
#[inline]
fn pull<T: Ring>(other: &[T], dy: T, d: &mut [T]) {
    for (d, &other) in d.iter_mut().zip(other) {
        *d = *d + dy * other;
    }
}

impl<T: Ring, N: Dim> BinaryOp<T, (N,), (N,)> for Dot {
    type Output = ();
    type Saved = Nothing;
    #[cfg_attr(all(feature = "simd", not(debug_assertions)), inline(always))]
    fn value(&self, a: &[T], b: &[T], y: &mut [T], _: &mut [T]) {
        y[0] = T::dot(a, b);
    }
    #[inline]
    fn pullback_lhs(&self, _: &[T], b: &[T], _: &[T], _: &[T], dy: &[T], da: &mut [T])
    where
        T: Float,
    {
        pull(b, dy[0], da);
    }
    #[inline]
    fn pullback_rhs(&self, a: &[T], _: &[T], _: &[T], _: &[T], dy: &[T], db: &mut [T])
    where
        T: Float,
    {
        pull(a, dy[0], db);
    }
}

impl<E: Element<Number: Ring>, N: Dim> Tensor<E, (N,)> {
    /// The inner product Σ aᵢ bᵢ.
    ///
    /// Shape: `(N,), (N,) → ()`. Derivative: each operand by the other.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1, 2, 3]).dot(&tensor([4, 5, 6])), 32);
    /// ```
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn dot(&self, rhs: &Self) -> Scalar<E> {
        Tensor(E::binary::<Dot, (N,), (N,)>(Dot, &self.0, &rhs.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|a: (Const<1>,), b: (Const<1>,)| -> () { a.dot(&b) });
        check::everywhere!(|a: (Const<11>,), b: (Const<11>,)| -> () { a.dot(&b) });
        check::everywhere!(|a: (Const<5>,)| -> () { a.dot(&a) });
    }
}
