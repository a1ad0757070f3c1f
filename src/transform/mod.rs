//! From a function to its derivatives.

mod derivative;
mod function;
mod grad;
mod jvp;

pub use derivative::derivative;
pub use function::Function;
#[cfg(feature = "alloc")]
pub use grad::{grad, value_and_grad};
pub use jvp::jvp;
