//! Results written into a tensor that the caller owns.

use crate::number::Stored;
use crate::rule::{BinaryOp, UnaryOp, compute, scratch};
use crate::shape::Shape;
use crate::tensor::Tensor;

impl<T: Stored, S: Shape> Tensor<T, S> {
    /// Runs an operation on this tensor and writes the result into `out`, whose old numbers are lost.
    ///
    /// [`unary`](Self::unary) returns its result by value, which takes the stack of a large one; this takes none for it.
    /// What an operation saves for its derivative, nothing for most of them, is made on the heap if it is large, and on the
    /// stack without the feature `alloc`: one number for each lane for `std`, `var`, `layer_norm` and `logsumexp`, as many as the operand
    /// has for `prod` and `cross_entropy`, a factor of the matrix for `solve`, `slogdet` and `lstsq`.
    ///
    /// The rules are in [`op`](crate::op), and there are four kinds. A rule without parameters is its name:
    /// `op::Tanh`, `op::Softmax::<1>`. One that reduces or scans holds the lanes: `op::Sum(Along::<1>)`,
    /// `op::Cumsum(shape::All)`. One that is all in its type, often with the shape of the result, has a default:
    /// `op::Cat::<0, _>::default()`, `op::Convolution::<2, 1, 0, _>::default()`. One with parameters at run time is made of
    /// these: `op::IndexSelect::<0, _>::new(&indices)`, `op::Powi(3)`.
    ///
    /// ```
    /// use wengert::{op::Softmax, *};
    ///
    /// let (x, mut y) = (tensor([[0.0, 0.0], [1.0, 1.0]]), Tensor::zeros());
    /// x.unary_into(Softmax::<1>, &mut y);
    /// assert_eq!(y, tensor([[0.5, 0.5], [0.5, 0.5]]));
    ///
    /// let mut sums = Vector::<f64, 2>::zeros();
    /// x.unary_into(op::Sum(Along::<0>), &mut sums);
    /// assert_eq!(sums, tensor([1.0, 1.0]));
    ///
    /// x.unary_into(op::Permute::<(Const<1>, Const<0>)>::default(), &mut y);
    /// assert_eq!(y, tensor([[0.0, 1.0], [0.0, 1.0]]));
    ///
    /// x.unary_into(op::IndexSelect::<0, _>::new(&tensor([1, 0])), &mut y);
    /// assert_eq!(y, tensor([[1.0, 1.0], [0.0, 0.0]]));
    /// ```
    #[inline]
    pub fn unary_into<O: UnaryOp<T, S>>(&self, op: O, out: &mut Tensor<T, O::Output>) {
        scratch::<T, O::Saved, _>(T::FILLER, |saved| {
            compute::unary::<T, O, S>(op, self.as_slice(), out.as_mut_slice(), saved);
        });
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
        scratch::<T, O::Saved, _>(T::FILLER, |saved| {
            compute::binary::<T, O, S, B>(op, self.as_slice(), rhs.as_slice(), out.as_mut_slice(), saved);
        });
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
