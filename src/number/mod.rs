//! The numbers a tensor holds: rings, floats, and dual numbers and jets made of them.

mod dual;
mod dual_blocks;
mod dual_product;
mod elementary;
mod entry;
mod float;
mod jet;
mod plain_product;
mod ring;

pub use dual::Dual;
pub use elementary::{Elementary, ElementaryPair, IntegerFunction};
pub use entry::{Detail, Entry};
pub(crate) use float::has_all_digits;
pub use float::{Float, Primitive};
pub use jet::Jet;
pub use ring::{Integer, Literal, Ring, Stored};
