//! Types of other crates, there and back.

use generic_array::{ConstArrayLength, GenericArray};
use wengert::{Tensor, tensor};

#[test]
fn a_vector_becomes_a_generic_array_and_back() {
    let array: GenericArray<f64, ConstArrayLength<3>> = tensor([1.0, 2.0, 3.0]).into();
    assert_eq!(array.as_slice(), [1.0, 2.0, 3.0]);
    assert_eq!(Tensor::from(array), tensor([1.0, 2.0, 3.0]));
}
