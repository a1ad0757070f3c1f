//! Slices and vectors of the standard library to tensors, and back.

use crate::number::Stored;
use crate::shape::Shape;
use crate::tensor::{LengthError, Tensor};
#[cfg(feature = "alloc")]
use alloc::vec::Vec;

impl<T: Stored, S: Shape> TryFrom<&[T]> for Tensor<T, S> {
    type Error = LengthError;
    /// The same as [`from_slice`](Tensor::from_slice).
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a: Matrix<i32, 2, 2> = [1, 2, 3, 4].as_slice().try_into()?;
    /// assert_eq!(a, tensor([[1, 2], [3, 4]]));
    /// # Ok::<(), LengthError>(())
    /// ```
    fn try_from(slice: &[T]) -> Result<Self, LengthError> {
        Self::from_slice(slice)
    }
}

#[cfg(feature = "alloc")]
impl<T: Stored, S: Shape> TryFrom<Vec<T>> for Tensor<T, S> {
    type Error = LengthError;
    /// The elements of a vector, last axis fastest. A vector that is still needed stays with
    /// [`from_slice`](Tensor::from_slice).
    ///
    /// # Errors
    /// [`LengthError`], naming both lengths, where the vector is not as long as the tensor.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = Matrix::<i32, 2, 2>::try_from(vec![1, 2, 3, 4])?;
    /// assert_eq!(a, tensor([[1, 2], [3, 4]]));
    /// let error = Matrix::<i32, 2, 2>::try_from(vec![1, 2, 3]).unwrap_err();
    /// assert_eq!(error.to_string(), "there are 3 elements, a tensor of shape [2, 2] holds 4");
    /// # Ok::<(), LengthError>(())
    /// ```
    fn try_from(elements: Vec<T>) -> Result<Self, LengthError> {
        Self::from_slice(&elements)
    }
}

#[cfg(feature = "alloc")]
impl<T: Stored, S: Shape> From<Tensor<T, S>> for Vec<T> {
    /// All elements, last axis fastest.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(Vec::from(tensor([[1, 2], [3, 4]])), [1, 2, 3, 4]);
    /// ```
    fn from(tensor: Tensor<T, S>) -> Vec<T> {
        tensor.as_slice().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use crate::{LengthError, Matrix, Scalar, Tensor, Vector, tensor};
    use std::vec;
    use std::vec::Vec;

    #[test]
    fn every_rank_goes_there_and_back() {
        let numbers: Vec<i32> = (0..24).collect();
        let x: Tensor<i32, (crate::Const<2>, crate::Const<1>, crate::Const<3>, crate::Const<4>)> =
            numbers.clone().try_into().unwrap();
        assert_eq!(x[[1, 0, 2, 3]], 23);
        assert_eq!(Vec::from(x), numbers);
        assert_eq!(Scalar::try_from(vec![7.0]), Ok(tensor(7.0)));
        assert_eq!(Scalar::try_from([true].as_slice()), Ok(tensor(true)));
    }

    #[test]
    fn a_wrong_length_is_named_beside_the_right_one() {
        let wrong = |found, expected, shape| LengthError { found, expected, shape };
        assert_eq!(Vector::<f64, 3>::try_from(vec![0.0; 4]), Err(wrong(4, 3, &[3])));
        assert_eq!(Matrix::<u8, 2, 3>::try_from([1; 5].as_slice()), Err(wrong(5, 6, &[2, 3])));
        assert_eq!(Scalar::<u8>::try_from(Vec::new()), Err(wrong(0, 1, &[])));
        assert_eq!(Matrix::<u8, 2, 3>::from_slice(&[1; 7]), Err(wrong(7, 6, &[2, 3])));
        assert_eq!(Matrix::<u8, 2, 3>::try_from_iter(0..5), Err(wrong(5, 6, &[2, 3])));
    }
}
