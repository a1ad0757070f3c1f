//! `chunk`: one axis in equal parts.

use crate::shape::{Const, Dim, HasAxis, Shape, require};
use crate::tensor::{Element, Tensor};

impl<E: Element, S: Shape> Tensor<E, S> {
    /// Axis `I` in `N` parts of the length `LENGTH`. Along the first axis these are views on a tape.
    ///
    /// That the parts fill the axis is checked when the program is built (not yet at `cargo check`).
    ///
    /// Shape: `S → N` times `S` with `Const<LENGTH>` for axis `I`. Derivative: each adjoint goes back to its element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let [a, b] = tensor([[1, 2, 3, 4], [5, 6, 7, 8]]).chunk::<1, 2, 2>();
    /// assert_eq!(a, tensor([[1, 2], [5, 6]]));
    /// assert_eq!(b, tensor([[3, 4], [7, 8]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn chunk<const I: usize, const N: usize, const LENGTH: usize>(&self) -> [Tensor<E, S::With<Const<LENGTH>>>; N]
    where
        S: HasAxis<I>,
    {
        const { require(N * LENGTH == S::Axis::SIZE, "chunk: the parts together must be as long as the axis") }
        core::array::from_fn(|k| self.part::<I, Const<LENGTH>>(k * LENGTH))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<4>,)| -> (Const<2>,) { let [a, b] = x.chunk::<0, 2, 2>(); a * b });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<1>) { let [a, b, c] = x.chunk::<1, 3, 1>(); a * b + c });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<4>, Const<2>)| -> (Const<2>, Const<1>, Const<2>, Const<2>) { let [a, b] = x.chunk::<2, 2, 2>(); a * b });
    }
}
