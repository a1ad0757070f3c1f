//! `flatten`: all elements as one vector.

use crate::shape::{Dim, Flatten, Shape};
use crate::tensor::{Element, Tensor};

impl<E: Element, S: Shape> Tensor<E, S> {
    /// All elements as one vector, last axis fastest; the length is inferred. On a tape this is a view.
    ///
    /// A scalar becomes a vector of one element. Where the length is not in the compiler's table,
    /// [`reshape`](Tensor::reshape) takes it from the caller.
    ///
    /// Shape: `(M, N, …) → (M·N·…,)`. Derivative: each adjoint goes back to its element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1, 2], [3, 4]]).flatten(), tensor([1, 2, 3, 4]));
    /// assert_eq!(tensor([[[1], [2]], [[3], [4]]]).flatten(), tensor([1, 2, 3, 4]));
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
    use crate::{Const, Dim, Tensor, op::check, shape::Times, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> (Const<1>,) { x.flatten() });
        check::everywhere!(|x: (Const<3>,)| -> (Const<3>,) { x.flatten() });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<6>,) { x.flatten() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<12>,) { x.flatten() });
        check::everywhere!(|x: (Const<1>, Const<2>, Const<1>, Const<2>, Const<1>, Const<2>)| -> (Const<8>,) { x.flatten() });
    }

    #[test]
    fn generic_matrices_flatten_where_their_axes_multiply() {
        fn flat<M: Dim + Times<N, Output = L>, N: Dim, L: Dim>(x: &Tensor<i32, (M, N)>) -> Tensor<i32, (L,)> {
            x.flatten()
        }
        assert_eq!(flat(&tensor([[1, 2], [3, 4]])), tensor([1, 2, 3, 4]));
    }
}
