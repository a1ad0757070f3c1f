//! Reverse accumulation: the Wengert list.

mod backward;
mod buffers;
mod copy;
mod kept;
mod leaf;
mod node;
mod scalar;
#[allow(clippy::module_inception, reason = "the file that defines `Tape` is where one looks for it")]
mod tape;
mod var;

pub use buffers::{Buffers, Fixed, Heap, Usage};
pub use kept::{FixedGraphTape, GraphTape, Kept};
pub use node::Node;
pub use tape::{FixedTape, Tape, WengertList};
pub use var::{Slot, Var};
