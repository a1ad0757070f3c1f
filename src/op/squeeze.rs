//! `squeeze`: an axis of length 1 less.

use crate::shape::{Dim, HasAxis, Shape, require};
use crate::tensor::{Element, Tensor};

impl<E: Element, S: Shape> Tensor<E, S> {
    /// The tensor without axis `I`, which must have length 1. On a tape this is a view.
    ///
    /// That the length is 1 is checked when the program is built (not yet at `cargo check`).
    ///
    /// Shape: `S → S` without axis `I`. Derivative: each adjoint goes back to its element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1], [2]]).squeeze::<1>(), tensor([1, 2]));
    /// ```
    #[inline]
    #[must_use]
    pub fn squeeze<const I: usize>(&self) -> Tensor<E, S::Removed>
    where
        S: HasAxis<I>,
    {
        const { require(S::Axis::SIZE == 1, "squeeze: only an axis of length 1 can be left out") }
        Tensor(E::view::<S, S::Removed>(&self.0, 0))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>,)| -> () { x.squeeze::<0>() });
        check::everywhere!(|x: (Const<3>, Const<1>)| -> (Const<3>,) { x.squeeze::<1>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<1>)| -> (Const<2>, Const<3>, Const<1>) { x.squeeze::<1>() });
    }
}
