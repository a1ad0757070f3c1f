//! `stack`: tensors of one shape along a new first axis.

use crate::shape::{Concat, Const, Join, Shape};
use crate::tensor::{Element, Tensor};

/// Tensors of one shape along a new first axis: scalars become a vector, vectors the rows of a matrix.
///
/// This is how a tensor is assembled from numbers that were computed one by one.
///
/// Shape: `N` times `S → (N, S…)`. Derivative: each adjoint goes back to its element.
///
/// # Panics
/// Where variables lie on different tapes.
///
/// ```
/// use wengert::*;
///
/// /// A rotation by an angle, in any mode.
/// fn rotation<E: Real>(angle: Scalar<E>) -> Matrix<E, 2, 2> {
///     let (sin, cos) = (angle.sin(), angle.cos());
///     stack([stack([cos, -sin]), stack([sin, cos])])
/// }
///
/// assert_eq!(rotation(tensor(0.0)), Matrix::eye());
/// assert_eq!(derivative(|angle| rotation(angle).at([1, 0]), 0.0), 1.0);
/// assert_eq!(grad(|angle| rotation(angle).at([0, 1]), &tensor(0.0)), -1.0);
/// ```
#[must_use]
#[track_caller]
pub fn stack<E: Element, S: Shape, const N: usize>(tensors: [Tensor<E, S>; N]) -> Tensor<E, Join<(Const<N>,), S>>
where
    (Const<N>,): Concat<S>,
{
    Tensor(E::stack::<S, Join<(Const<N>,), S>>(&tensors.map(|tensor| tensor.0)))
}

#[cfg(test)]
mod tests {
    use crate::{Const, Dual, Tape, op::check, stack, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: ()| -> (Const<1>,) { stack([x]) });
        check::everywhere!(|x: (), y: ()| -> (Const<3>,) { stack([x, y, x * y]) });
        check::everywhere!(|x: (Const<2>,), y: (Const<2>,)| -> (Const<3>, Const<2>) { stack([x, y, y]) });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>)| -> (Const<2>, Const<2>, Const<1>, Const<3>) { stack([x, x.sin()]) });
        check::everywhere!(|x: (Const<2>,)| -> (Const<2>, Const<2>) { stack([x.ones_like(), x]) });
    }

    #[test]
    fn backward_starts_from_all_parts() {
        let tape = Tape::new();
        let (x, c) = (tape.var(&tensor(3.0)), tape.constant(&tensor(7.0)));
        let y = stack([c, x, x * x]);
        assert_eq!(y.value(), tensor([7.0, 3.0, 9.0]));
        y.backward_with(&tensor([100.0, 10.0, 1.0]));
        assert_eq!(x.grad(), 16.0);
        y.backward_with(&tensor([100.0, 10.0, 1.0]));
        assert_eq!(x.grad(), 32.0);
        assert_eq!(stack([tensor(Dual::<f64, 1>::constant(1.0)); 2]).value(), tensor([1.0, 1.0]));
    }
}
