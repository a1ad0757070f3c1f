//! What an operation is: a value, and a pullback. No mode is known here, and no single operation.

pub(crate) mod compute;
mod elementwise;
mod operation;
mod saved;
mod scratch;

pub(crate) use elementwise::Pair;
pub use elementwise::{Elementwise, Pairwise};
pub use operation::{BinaryOp, Operation, UnaryOp};
pub use saved::{Factors, Nothing, Saved};
#[cfg(feature = "alloc")]
pub(crate) use scratch::LARGE;
pub(crate) use scratch::scratch;
