//! `sort`: one axis in order.

use crate::number::{Float, Stored};
use crate::op::argsort::in_order;
use crate::op::by_type::by_type;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{AlikeApart, HasAxis, Shape};
use crate::tensor::{Element, Tensor};
use core::marker::PhantomData;

/// The rule of [`Tensor::sort`], [`Tensor::sort_descending`] and [`Tensor::topk`]: the first elements along axis `I`, in
/// ascending or descending order, as many as the shape `R` holds.
///
/// No place is kept: the way back finds the order again, and so does a graph for other values.
#[derive(Debug)]
pub struct Sort<const I: usize, const DESCENDING: bool, R>(PhantomData<R>);

by_type!(Sort[const I: usize, const DESCENDING: bool] R);

impl<const I: usize, const DESCENDING: bool, R: Shape> Operation for Sort<I, DESCENDING, R> {
    const NAME: &'static str = "sort";
    fn read(_: &[u32]) -> Self {
        Self::default()
    }
}

impl<T, const I: usize, const DESCENDING: bool, R, S> UnaryOp<T, S> for Sort<I, DESCENDING, R>
where
    T: Stored + PartialOrd,
    R: HasAxis<I>,
    S: AlikeApart<I, R>,
{
    type Output = R;
    type Saved = Nothing;
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        in_order::<T, I, DESCENDING, S, R>(x, |to, _, from| y[to] = x[from]);
    }
    fn pullback(&self, x: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        in_order::<T, I, DESCENDING, S, R>(x, |to, _, from| dx[from] = dx[from] + dy[to]);
    }
}

impl<E: Element<Number: PartialOrd>, S: Shape> Tensor<E, S> {
    /// The elements along axis `I` from the smallest to the largest.
    ///
    /// Equal elements keep their order, and NaN comes last, as if it were larger than every number. Where each element
    /// came from is [`argsort`](Self::argsort), and the largest few alone are [`topk`](Self::topk).
    ///
    /// Shape: `S → S`. Derivative: each adjoint goes back to its element. Where elements are equal the sorted tensor has
    /// a kink; there the slope is that of the order which was kept.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([[3, 1, 2], [6, 5, 4]]).sort::<1>(), tensor([[1, 2, 3], [4, 5, 6]]));
    /// assert_eq!(grad(|x| x.sort::<0>().at([1]), &tensor([7.0, 1.0, 3.0])), tensor([0.0, 0.0, 1.0]));
    /// ```
    #[must_use]
    pub fn sort<const I: usize>(&self) -> Self
    where
        S: HasAxis<I>,
    {
        self.unary(Sort::<I, false, S>::default())
    }

    /// The elements along axis `I` from the largest to the smallest.
    ///
    /// Equal elements keep their order, and NaN comes first, as if it were larger than every number.
    ///
    /// Shape: `S → S`. Derivative: as for [`sort`](Self::sort).
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[3, 1, 2], [6, 5, 4]]).sort_descending::<1>(), tensor([[3, 2, 1], [6, 5, 4]]));
    /// ```
    #[must_use]
    pub fn sort_descending<const I: usize>(&self) -> Self
    where
        S: HasAxis<I>,
    {
        self.unary(Sort::<I, true, S>::default())
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, grad, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>,)| -> (Const<1>,) { x.sort::<0>() });
        check::everywhere!(|x: (Const<7>,)| -> (Const<7>,) { x.sort_descending::<0>() });
        check::everywhere!(|x: (Const<3>, Const<4>)| -> (Const<3>, Const<4>) { x.sort::<0>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<3>, Const<2>) { x.sort::<2>() });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<3>, Const<2>) { x.sort_descending::<1>() });
    }

    #[test]
    fn equal_elements_and_nan_get_their_own_adjoints() {
        let x = tensor([2.0, f64::NAN, 1.0, 2.0]);
        let slope = grad(|x| (x.sort::<0>() * x.new_tensor([1.0, 10.0, 100.0, 1000.0])).sum(), &x);
        assert_eq!(slope, tensor([10.0, 1000.0, 1.0, 100.0]));
        let slope = grad(|x| (x.sort_descending::<0>() * x.new_tensor([1.0, 10.0, 100.0, 1000.0])).sum(), &x);
        assert_eq!(slope, tensor([10.0, 1.0, 1000.0, 100.0]));
    }
}
