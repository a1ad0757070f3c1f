//! `stack_axis`: tensors of one shape along a new axis at any place.

use crate::number::{Float, Stored};
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{Const, HasAxis, Insert, Inserted};
use crate::tensor::{Element, Tensor};

/// The rule of [`stack_axis`]. The operand holds the parts one after another, the result side by side along axis `I`.
#[derive(Debug, Clone, Copy)]
pub struct StackAxis<const I: usize>;

impl<const I: usize> Operation for StackAxis<I> {
    const NAME: &'static str = "stack_axis";
    fn read(_: &[u32]) -> Self {
        StackAxis
    }
}

/// Calls `f` with the place of each element before and after.
#[inline(always)]
fn each<const I: usize, S: HasAxis<I>>(mut f: impl FnMut(usize, usize)) {
    let (part, n) = (S::OUTER * S::INNER, S::NUMEL / (S::OUTER * S::INNER));
    for outer in 0..S::OUTER {
        for k in 0..n {
            for inner in 0..S::INNER {
                f(k * part + outer * S::INNER + inner, (outer * n + k) * S::INNER + inner);
            }
        }
    }
}

impl<T: Stored, const I: usize, S: HasAxis<I>> UnaryOp<T, S> for StackAxis<I> {
    type Output = S;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        each::<I, S>(|from, to| y[to] = x[from]);
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        each::<I, S>(|from, to| dx[from] = dx[from] + dy[to]);
    }
}

/// Tensors of one shape along a new axis at place `I`, counted from 0 on the left. Along a new first axis it is
/// [`stack`](crate::stack).
///
/// Shape: `N` times `S → S` with `Const<N>` inserted at `I`. Derivative: each adjoint goes back to its element.
///
/// # Panics
/// Where variables lie on different tapes.
///
/// ```
/// use wengert::*;
///
/// let (x, y) = (tensor([1, 2, 3]), tensor([4, 5, 6]));
/// assert_eq!(stack_axis::<1, _, _, _>([x, y]), tensor([[1, 4], [2, 5], [3, 6]]));
/// assert_eq!(stack_axis::<0, _, _, _>([x, y]), stack([x, y]));
/// ```
#[must_use]
#[track_caller]
pub fn stack_axis<const I: usize, E: Element, S: Insert<I, Const<N>>, const N: usize>(
    tensors: [Tensor<E, S>; N],
) -> Tensor<E, Inserted<S, I, Const<N>>> {
    let parts: Tensor<E, Inserted<S, I, Const<N>>> = Tensor(E::stack::<S, _>(&tensors.map(|tensor| tensor.0)));
    // Before the first axis the parts lie as they should, and within a scalar there is one place only.
    if Inserted::<S, I, Const<N>>::OUTER == 1 { parts } else { parts.unary(StackAxis::<I>) }
}

#[cfg(test)]
mod tests {
    use crate::{Const, Tensor, op::check, stack_axis, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (), y: ()| -> (Const<3>,) { stack_axis::<0, _, _, _>([x, y, x * y]) });
        check::everywhere!(|x: (Const<3>,), y: (Const<3>,)| -> (Const<3>, Const<2>) { stack_axis::<1, _, _, _>([x * y, y]) });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>)| -> (Const<2>, Const<1>, Const<1>, Const<3>) { stack_axis::<2, _, _, _>([x]) });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>)| -> (Const<2>, Const<2>, Const<1>, Const<3>) { stack_axis::<1, _, _, _>([x, x.sin()]) });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>)| -> (Const<2>, Const<1>, Const<3>, Const<2>) { stack_axis::<3, _, _, _>([x.ones_like(), x]) });
    }

    #[test]
    fn every_element_goes_where_its_index_goes() {
        let part = |k: usize| Tensor::<usize, (Const<2>, Const<3>, Const<4>)>::from_fn(|[a, b, c]| k * 100 + a * 12 + b * 4 + c);
        let y = stack_axis::<2, _, _, _>([part(0), part(1)]);
        assert_eq!((y[[1, 2, 0, 3]], y[[1, 2, 1, 3]]), (part(0)[[1, 2, 3]], part(1)[[1, 2, 3]]));
        let y = stack_axis::<1, _, _, _>([tensor([true, false]), tensor([false, false])]);
        assert_eq!(y, tensor([[true, false], [false, false]]));
    }
}
