//! `GenericArray` to vectors and back.

use crate::number::Stored;
use crate::shape::Const;
use crate::tensor::Tensor;
use generic_array::{ConstArrayLength, GenericArray, IntoArrayLength};

impl<T: Stored, const N: usize> From<GenericArray<T, ConstArrayLength<N>>> for Tensor<T, (Const<N>,)>
where
    Const<N>: IntoArrayLength,
{
    /// The vector with the array's elements.
    fn from(array: GenericArray<T, ConstArrayLength<N>>) -> Self {
        Tensor(array.into_array())
    }
}

impl<T: Stored, const N: usize> From<Tensor<T, (Const<N>,)>> for GenericArray<T, ConstArrayLength<N>>
where
    Const<N>: IntoArrayLength,
{
    /// The array with the vector's elements.
    fn from(vector: Tensor<T, (Const<N>,)>) -> Self {
        GenericArray::from_array(vector.0)
    }
}
