//! What `solve` and its kin say of a matrix that they cannot work with.

#[cfg(doc)]
use crate::Tensor;
use crate::kernel::lu;
use crate::number::Float;
use crate::rule::scratch;
use crate::shape::{Dim, Square};

/// A matrix without an inverse, and the pivot (or, for a triangular matrix, the entry of its diagonal) that is 0.
///
/// Exactly 0: a matrix that is singular but for rounding gives large numbers instead.
///
/// ```
/// use wengert::*;
///
/// let error = tensor([[1.0, 2.0], [2.0, 4.0]]).try_inverse().unwrap_err();
/// assert_eq!(error, Singular { operation: "inverse", pivot: 1 });
/// assert_eq!(error.to_string(), "inverse: the matrix is singular: pivot 1 is 0");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Singular {
    /// The name of the operation.
    pub operation: &'static str,
    /// The column, counted from 0, in which elimination finds no pivot: it is a linear combination of those before it.
    pub pivot: usize,
}

impl core::fmt::Display for Singular {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Singular { operation, pivot } = self;
        write!(f, "{operation}: the matrix is singular: pivot {pivot} is 0")
    }
}

impl core::error::Error for Singular {}

/// A matrix without a Cholesky factor, and the first pivot that is not above 0.
///
/// ```
/// use wengert::*;
///
/// let error = tensor([[1.0, 2.0], [2.0, 1.0]]).try_cholesky().unwrap_err();
/// assert_eq!(error, NotPositiveDefinite { pivot: 1 });
/// assert_eq!(error.to_string(), "cholesky: the matrix is not positive definite: pivot 1 is not above 0");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotPositiveDefinite {
    /// Its row and column, counted from 0: the upper left part of the matrix up to there is not positive definite.
    pub pivot: usize,
}

impl core::fmt::Display for NotPositiveDefinite {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "cholesky: the matrix is not positive definite: pivot {} is not above 0", self.pivot)
    }
}

impl core::error::Error for NotPositiveDefinite {}

/// A matrix for [`Tensor::lstsq`] whose columns are linearly dependent, and the first that depends on those before it, up
/// to rounding.
///
/// ```
/// use wengert::*;
///
/// let a = tensor([[1.0, 2.0], [1.0, 2.0], [1.0, 2.0]]);
/// let error = a.try_lstsq(&tensor([1.0, 2.0, 3.0])).unwrap_err();
/// assert_eq!(error, RankDeficient { column: 1 });
/// assert_eq!(error.to_string(), "lstsq: column 1 of the matrix is a linear combination of those before it");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankDeficient {
    /// The column, counted from 0.
    pub column: usize,
}

impl core::fmt::Display for RankDeficient {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self.column {
            0 => write!(f, "lstsq: column 0 of the matrix is 0"),
            column => write!(f, "lstsq: column {column} of the matrix is a linear combination of those before it"),
        }
    }
}

impl core::error::Error for RankDeficient {}

/// Whether elimination fails, and where. Asked only where a result is NaN, to tell why. A matrix that has a NaN is not
/// called singular, although elimination may find a pivot of 0 in it.
#[cold]
pub(crate) fn zero_pivot<T: Float, S: Square>(a: &[T]) -> Option<usize> {
    if a.iter().any(|x| x.is_nan()) {
        return None;
    }
    scratch::<T, S, _>(T::ZERO, |lu| {
        lu.copy_from_slice(a);
        lu::factorise(lu, S::Axis::SIZE, |_, _| ())
    })
}
