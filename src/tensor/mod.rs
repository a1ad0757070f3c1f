//! The tensor itself, and what an element type must offer to be a mode.

mod compare;
mod convert;
mod create;
mod element;
mod index;
mod into;
mod nested;
mod numeric;
mod parameters;
mod plain;
mod print;
#[allow(clippy::module_inception, reason = "the file that defines `Tensor` is where one looks for it")]
mod tensor;

pub use create::LengthError;
pub use element::{Element, Real, SameElement};
pub use nested::{Nested, tensor};
pub use numeric::{Numeric, Plain};
pub use parameters::{Parameters, ParametersMut, TensorMap, TensorZip};
pub use tensor::{Matrix, Scalar, Tensor, Vector};
