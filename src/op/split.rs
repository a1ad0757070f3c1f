//! `split`: one axis in two parts.

use crate::shape::{Const, Dim, HasAxis, Shape, require};
use crate::tensor::{Element, Tensor};

/// The two parts of a tensor with the axis `I` cut in parts of the lengths `A` and `B`.
type Parts<E, S, const I: usize, const A: usize, const B: usize> =
    (Tensor<E, <S as HasAxis<I>>::With<Const<A>>>, Tensor<E, <S as HasAxis<I>>::With<Const<B>>>);

impl<E: Element, S: Shape> Tensor<E, S> {
    /// Axis `I` in two parts, of the lengths `A` and `B`. Along the first axis these are views on a tape.
    ///
    /// That the lengths add up is checked when the program is built (not yet at `cargo check`).
    ///
    /// Shape: `S → S` with `Const<A>`, and with `Const<B>`, for axis `I`. Derivative: each adjoint goes back to its
    /// element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let (left, right) = tensor([[1, 2, 3], [4, 5, 6]]).split::<1, 1, 2>();
    /// assert_eq!(left, tensor([[1], [4]]));
    /// assert_eq!(right, tensor([[2, 3], [5, 6]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn split<const I: usize, const A: usize, const B: usize>(&self) -> Parts<E, S, I, A, B>
    where
        S: HasAxis<I>,
    {
        const { require(A + B == S::Axis::SIZE, "split: both parts together must be as long as the axis") }
        (self.part::<I, Const<A>>(0), self.part::<I, Const<B>>(A))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<4>,)| -> (Const<2>,) { let (a, b) = x.split::<0, 2, 2>(); a * b });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<2>) { let (a, b) = x.split::<1, 1, 2>(); a * b });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<2>, Const<2>) { let (a, b) = x.split::<2, 2, 1>(); a * b });
    }
}
