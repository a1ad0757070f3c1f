//! `flatten`: all elements as one vector.

use crate::shape::{Dim, Flatten, Shape};
use crate::tensor::{Element, Tensor};

impl<E: Element, S: Shape> Tensor<E, S> {
    /// All elements one after another, last axis fastest; the length is inferred. On a tape this is a view.
    ///
    /// Where the length is not in the compiler's table, [`reshape`](Self::reshape) names it.
    ///
    /// Shape: `S → (N,)`, where N is the product of all lengths; of a scalar 1, a vector stays as it is. Derivative: each
    /// adjoint goes back to its element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1, 2], [3, 4]]).flatten(), tensor([1, 2, 3, 4]));
    /// assert_eq!(tensor([[[1, 2]], [[3, 4]]]).flatten(), tensor([1, 2, 3, 4]));
    /// assert_eq!(tensor(7).flatten(), tensor([7]));
    /// ```
    #[inline]
    #[must_use]
    pub fn flatten<L: Dim>(&self) -> Tensor<E, (L,)>
    where
        S: Flatten<Axis = L>,
    {
        self.reshape()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> (Const<1>,) { x.flatten() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<1>)| -> (Const<6>,) { x.flatten() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<6>,) { x.flatten() });
    }
}
