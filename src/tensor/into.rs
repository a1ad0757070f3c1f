//! Results written into a tensor that the caller owns.

use crate::number::Stored;
use crate::rule::{BinaryOp, Saved, UnaryOp};
use crate::shape::Shape;
use crate::tensor::Tensor;

impl<T: Stored, S: Shape> Tensor<T, S> {
    /// Runs an operation on this tensor and writes the result into `out`, whose old numbers are lost.
    ///
    /// [`unary`](Self::unary) returns its result by value, which takes the stack of a large one; this takes none for it.
    /// What an operation saves for its derivative is still made there: nothing for most of them, one number for each lane
    /// for `std`, `var` and `layer_norm`, as much as the operand for `prod` and `cross_entropy`.
    ///
    /// The rules are in [`op`](crate::op).
    ///
    /// ```
    /// use wengert::{op::Softmax, *};
    ///
    /// let (x, mut y) = (tensor([[0.0, 0.0], [1.0, 1.0]]), Tensor::zeros());
    /// x.unary_into(Softmax::<1>, &mut y);
    /// assert_eq!(y, tensor([[0.5, 0.5], [0.5, 0.5]]));
    /// ```
    #[inline]
    pub fn unary_into<O: UnaryOp<T, S>>(&self, op: O, out: &mut Tensor<T, O::Output>) {
        let mut saved = O::Saved::splat(T::FILLER);
        op.value(self.as_slice(), out.as_mut_slice(), O::Saved::flat_mut(&mut saved));
    }

    /// Runs an operation on this tensor and another one, and writes the result into `out`, whose old numbers are lost. See
    /// [`unary_into`](Self::unary_into).
    ///
    /// ```
    /// use wengert::{op::Add, *};
    ///
    /// let (a, b) = (tensor([[1, 2], [3, 4]]), tensor([10, 20]));
    /// let mut sum = Tensor::zeros();
    /// a.binary_into(Add, &b, &mut sum);
    /// assert_eq!(sum, a + b);
    /// ```
    #[inline]
    pub fn binary_into<O: BinaryOp<T, S, B>, B: Shape>(
        &self,
        op: O,
        rhs: &Tensor<T, B>,
        out: &mut Tensor<T, O::Output>,
    ) {
        let mut saved = O::Saved::splat(T::FILLER);
        op.value(self.as_slice(), rhs.as_slice(), out.as_mut_slice(), O::Saved::flat_mut(&mut saved));
    }

    /// [`map`](Self::map), written into `out`.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let mut signs = Tensor::full(false);
    /// tensor([1, -2]).map_into(|x| x > 0, &mut signs);
    /// assert_eq!(signs, tensor([true, false]));
    /// ```
    #[inline]
    pub fn map_into<U: Stored>(&self, mut f: impl FnMut(T) -> U, out: &mut Tensor<U, S>) {
        for (out, &x) in out.as_mut_slice().iter_mut().zip(self.as_slice()) {
            *out = f(x);
        }
    }

    /// Writes the elements of another tensor into this one. A plain `a = b` does the same by way of the stack where the
    /// compiler does not optimise.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let mut a = Tensor::zeros();
    /// a.copy_from(&tensor([1, 2]));
    /// assert_eq!(a, tensor([1, 2]));
    /// ```
    #[inline]
    pub fn copy_from(&mut self, other: &Self) {
        self.as_mut_slice().copy_from_slice(other.as_slice());
    }
}
