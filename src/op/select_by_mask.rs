//! `select`: one tensor or another, element by element, as a mask says.

use crate::kernel::broadcast::Walk;
use crate::number::{Float, Stored};
use crate::op::mask::Mask;
use crate::rule::{BinaryOp, Nothing, Operation};
use crate::shape::{Broadcast, Broadcasted, Shape};
use crate::tensor::{Element, Tensor};
use core::marker::PhantomData;

/// The rule of [`select()`]: the mask, whose bits are kept in the node's words.
pub struct Select<M: Shape> {
    mask: M::Array<bool>,
}

// By hand: a derive would ask the shape to be `Copy`, where it is the array that is.
impl<M: Shape> Clone for Select<M> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<M: Shape> Copy for Select<M> {}

impl<M: Shape> Select<M> {
    /// The rule for this mask.
    #[inline]
    #[must_use]
    pub fn new(mask: &Mask<M>) -> Self {
        Select { mask: mask.0 }
    }
}

impl<M: Shape> Operation for Select<M> {
    const NAME: &'static str = "select";
    const WORDS: usize = M::NUMEL.div_ceil(32);
    fn write(&self, words: &mut [u32]) {
        for (word, bits) in words.iter_mut().zip(M::flat(&self.mask).chunks(32)) {
            *word = bits.iter().rev().fold(0, |word, &bit| word << 1 | u32::from(bit));
        }
    }
    fn read(words: &[u32]) -> Self {
        let mut mask = M::splat(false);
        for (bits, word) in M::flat_mut(&mut mask).chunks_mut(32).zip(words) {
            for (i, bit) in bits.iter_mut().enumerate() {
                *bit = word >> i & 1 == 1;
            }
        }
        Select { mask }
    }
}

/// The walk over one operand, the mask, and the result.
struct Masked<A, M, R>(PhantomData<(A, M, R)>);

impl<A: Shape, M: Shape, R: Shape> Masked<A, M, R> {
    const WALK: Walk = Walk::new(A::DIMS, M::DIMS, R::DIMS);
}

impl<M: Shape> Select<M> {
    /// Calls `f` with the place in an operand of shape `A` and the place in the result, wherever the mask is `side`.
    #[inline]
    fn places<A: Shape, R: Shape>(&self, side: bool, mut f: impl FnMut(usize, usize)) {
        let mask = M::flat(&self.mask);
        const { Masked::<A, M, R>::WALK }.each(|i, m, o| {
            if mask[m] == side {
                f(i, o);
            }
        });
    }
}

impl<T, M, A, B> BinaryOp<T, A, B> for Select<M>
where
    T: Stored,
    M: Shape + Broadcast<Broadcasted<A, B>>,
    A: Shape + Broadcast<B>,
    B: Shape,
{
    type Output = Broadcasted<M, Broadcasted<A, B>>;
    type Saved = Nothing;
    #[inline]
    fn value(&self, a: &[T], b: &[T], y: &mut [T], _: &mut [T]) {
        self.places::<A, <Self as BinaryOp<T, A, B>>::Output>(true, |i, o| y[o] = a[i]);
        self.places::<B, <Self as BinaryOp<T, A, B>>::Output>(false, |j, o| y[o] = b[j]);
    }
    #[inline]
    fn pullback_lhs(&self, _: &[T], _: &[T], _: &[T], _: &[T], dy: &[T], da: &mut [T])
    where
        T: Float,
    {
        self.places::<A, <Self as BinaryOp<T, A, B>>::Output>(true, |i, o| da[i] = da[i] + dy[o]);
    }
    #[inline]
    fn pullback_rhs(&self, _: &[T], _: &[T], _: &[T], _: &[T], dy: &[T], db: &mut [T])
    where
        T: Float,
    {
        self.places::<B, <Self as BinaryOp<T, A, B>>::Output>(false, |j, o| db[j] = db[j] + dy[o]);
    }
}

/// The element of `a` where the mask is true, that of `b` where it is false (PyTorch's `where`). All three broadcast
/// together.
///
/// Nothing of what is not selected comes through, in the value or in the derivative: neither NaN nor an infinite slope.
///
/// Shape: `M, A, B → ` their broadcast. Derivative: 1 by what is selected, else 0.
///
/// A mask is a plain value. A [`Graph`](crate::Graph) keeps the one that it was recorded with, also where it was computed
/// from a tensor. What shall choose anew for other values is an operation on the tensors themselves:
/// [`maximum`](Tensor::maximum), [`relu`](Tensor::relu), [`clamp`](Tensor::clamp), or a function with a branch by
/// [`apply`](Tensor::apply) and [`apply_with`](Tensor::apply_with).
///
/// ```
/// use wengert::*;
///
/// /// √x above 0 and 0 elsewhere.
/// fn root<E: Real, S: Shape>(x: &Tensor<E, S>) -> Tensor<E, S> {
///     select(&x.greater(0.0), &x.sqrt(), &x.zeros_like())
/// }
/// assert_eq!(root(&tensor([4.0, 0.0, -1.0])), tensor([2.0, 0.0, 0.0]));
/// assert_eq!(grad(|x| root(&x).sum(), &tensor([4.0, 0.0, -1.0])), tensor([0.25, 0.0, 0.0]));
/// ```
#[inline]
#[must_use]
#[track_caller]
#[doc(alias = "where")]
pub fn select<E: Element, M, A, B: Shape>(
    mask: &Mask<M>,
    a: &Tensor<E, A>,
    b: &Tensor<E, B>,
) -> Selected<E, M, A, B>
where
    M: Shape + Broadcast<Broadcasted<A, B>>,
    A: Shape + Broadcast<B>,
{
    a.binary(Select::new(mask), b)
}

/// What [`select()`] gives: a tensor of the shape to which the mask and both tensors broadcast.
pub type Selected<E, M, A, B> = Tensor<E, Broadcasted<M, Broadcasted<A, B>>>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Const, Matrix, Tape, Vector, grad, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        let points = [(1.0, 2.0), (0.5, -1.5), (-3.0, -0.5), (7.0, 0.1)];
        check::pairs!(|a, b| { select(&a.less(&b), &a, &b) }, points);
        check::pairs!(|a, b| { select(&tensor(false), &a, &b) }, points);
        check::everywhere!(|a: (), b: (Const<3>,)| -> (Const<2>, Const<1>, Const<1>, Const<3>) {
            select(&tensor([[[[true, false, true]]], [[[false, false, true]]]]), &a, &b)
        });
        check::everywhere!(|a: (Const<3>,), b: (Const<1>,)| -> (Const<2>, Const<3>) {
            let mask: Tensor<bool, (Const<2>, Const<1>)> = tensor([[true], [false]]);
            select(&mask, &a, &b)
        });
    }

    #[test]
    fn a_mask_survives_its_words() {
        type M = (Const<7>, Const<10>);
        let mask = Mask::<M>::from_fn(|[i, j]| (i * j + j) % 3 == 1);
        let mut words = [u32::MAX; Select::<M>::WORDS];
        Select::<M> { mask: mask.0 }.write(&mut words);
        assert_eq!((words.len(), Tensor(Select::<M>::read(&words).mask)), (3, mask));
        let x = Matrix::<f64, 7, 10>::from_fn(|[i, j]| (i + j) as f64);
        let slopes = grad(|x| select(&mask, &x, &(2.0 * x)).sum(), &x);
        assert_eq!(slopes, select(&mask, &tensor(1.0), &tensor(2.0)));
    }

    #[test]
    fn nothing_comes_through_from_the_other_side() {
        let (a, b) = (tensor([f64::NAN, 1.0]), tensor([2.0, f64::NAN]));
        let mask = tensor([false, true]);
        assert_eq!(select(&mask, &a, &b), tensor([2.0, 1.0]));
        let slopes = Tape::new().grad(|(a, b)| select(&mask, &a.ln(), &b.ln()).sum(), &(a, b));
        assert_eq!(slopes, (tensor([0.0, 1.0]), tensor([0.5, 0.0])));
        let integers: Vector<i32, 2> = select(&mask, &tensor([1, 2]), &tensor(3));
        assert_eq!(integers, tensor([3, 2]));
    }
}
