//! Reverse accumulation: the Wengert list.

mod backward;
mod buffers;
mod detached;
mod leaf;
mod node;
mod stack;
#[allow(clippy::module_inception, reason = "the file that defines `Tape` is where one looks for it")]
mod tape;
mod var;

pub use buffers::{Buffers, Fixed, Heap, Usage};
pub use node::Node;
pub use tape::{FixedTape, Tape, WengertList};
pub use var::{Slot, Var};
