//! Which shapes multiply as matrices, batches of them, and vectors.

use crate::shape::{Broadcast, Broadcasted, Concat, Dim, Join, Shape};

/// A shape of at least two axes: matrices, and a batch of them along the axes on the left.
///
/// ```
/// use wengert::{Const, Dim, Shape, shape::Matrices};
///
/// type S = (Const<5>, Const<2>, Const<3>);
/// assert_eq!(<S as Matrices>::Batch::DIMS, [5]);
/// assert_eq!((<S as Matrices>::Rows::SIZE, <S as Matrices>::Columns::SIZE), (2, 3));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no rows and columns",
    label = "not a matrix, nor a batch of them",
    note = "a matrix has two axes, a batch of matrices has further axes on their left"
)]
pub trait Matrices: Shape {
    /// The axes on the left.
    type Batch: Shape;
    /// The last axis but one.
    type Rows: Dim;
    /// The last axis.
    type Columns: Dim;
}

/// Implements [`Matrices`] for one rank. The expansion of `matrices!(A)`:
///
/// ```ignore
/// impl<A: Dim, M: Dim, N: Dim> Matrices for (A, M, N) {
///     type Batch = (A,);
///     type Rows = M;
///     type Columns = N;
/// }
/// ```
macro_rules! matrices {
    ($($batch:ident)*) => {
        #[diagnostic::do_not_recommend]
        impl<$($batch: Dim,)* M: Dim, N: Dim> Matrices for ($($batch,)* M, N) {
            type Batch = ($($batch,)*);
            type Rows = M;
            type Columns = N;
        }
    };
}
matrices!();
matrices!(A);
matrices!(A B);
matrices!(A B C);
matrices!(A B C D);

/// The shape of a product, by the rule of NumPy's and PyTorch's `matmul`: the last two axes multiply as matrices, the
/// axes on their left broadcast; a vector on the left is a row, one on the right a column, whose axis disappears.
///
/// ```
/// use wengert::{Const, Shape, shape::MatMulWith};
///
/// type A = (Const<2>, Const<1>, Const<3>, Const<4>);
/// type B = (Const<5>, Const<4>, Const<3>);
/// assert_eq!(<A as MatMulWith<B>>::Output::DIMS, [2, 5, 3, 3]);
/// ```
#[diagnostic::on_unimplemented(
    message = "tensors of the shapes `{Self}` and `{Rhs}` cannot be multiplied as matrices",
    label = "these shapes do not fit",
    note = "the last axis on the left and the last but one on the right (of a vector, the only one) must be the same",
    note = "the axes on the left of the matrices must broadcast: equal in pairs from the right, or one of them 1"
)]
pub trait MatMulWith<Rhs>: Shape {
    /// The shape of the result.
    type Output: Shape;
    /// Rows, inner length and columns of each product.
    const SIZES: [usize; 3];
    /// The batch axes of the left operand, the right one and the result.
    const BATCHES: [&'static [usize]; 3];
}

/// The shape of the product of `A` and `B`.
pub type Multiplied<A, B> = <A as MatMulWith<B>>::Output;

#[diagnostic::do_not_recommend]
impl<A, B> MatMulWith<B> for A
where
    A: Matrices<Batch: Broadcast<B::Batch>>,
    B: Matrices<Rows = A::Columns>,
    Broadcasted<A::Batch, B::Batch>: Concat<(A::Rows, B::Columns)>,
{
    type Output = Join<Broadcasted<A::Batch, B::Batch>, (A::Rows, B::Columns)>;
    const SIZES: [usize; 3] = [A::Rows::SIZE, A::Columns::SIZE, B::Columns::SIZE];
    const BATCHES: [&'static [usize]; 3] = [A::Batch::DIMS, B::Batch::DIMS, Broadcasted::<A::Batch, B::Batch>::DIMS];
}

#[diagnostic::do_not_recommend]
impl<K: Dim, A: Matrices<Columns = K, Batch: Concat<(A::Rows,)>>> MatMulWith<(K,)> for A {
    type Output = Join<A::Batch, (A::Rows,)>;
    const SIZES: [usize; 3] = [A::Rows::SIZE, K::SIZE, 1];
    const BATCHES: [&'static [usize]; 3] = [A::Batch::DIMS, &[], A::Batch::DIMS];
}

#[diagnostic::do_not_recommend]
impl<K: Dim, B: Matrices<Rows = K, Batch: Concat<(B::Columns,)>>> MatMulWith<B> for (K,) {
    type Output = Join<B::Batch, (B::Columns,)>;
    const SIZES: [usize; 3] = [1, K::SIZE, B::Columns::SIZE];
    const BATCHES: [&'static [usize]; 3] = [&[], B::Batch::DIMS, B::Batch::DIMS];
}

#[diagnostic::do_not_recommend]
impl<K: Dim> MatMulWith<(K,)> for (K,) {
    type Output = ();
    const SIZES: [usize; 3] = [1, K::SIZE, 1];
    const BATCHES: [&'static [usize]; 3] = [&[]; 3];
}
