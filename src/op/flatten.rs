//! `flatten`: a matrix as one vector.

use crate::shape::{Dim, Times};
use crate::tensor::{Element, Tensor};

impl<E: Element, M: Dim, N: Dim> Tensor<E, (M, N)> {
    /// The rows one after another; the length is inferred. On a tape this is a view. Other ranks use
    /// [`reshape`](Tensor::reshape).
    ///
    /// Shape: `(M, N) → (M·N,)`. Derivative: each adjoint goes back to its element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1, 2], [3, 4]]).flatten(), tensor([1, 2, 3, 4]));
    /// ```
    #[inline]
    #[must_use]
    pub fn flatten<L: Dim>(&self) -> Tensor<E, (L,)>
    where
        M: Times<N, Output = L>,
    {
        self.reshape()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<6>,) { x.flatten() });
    }
}
