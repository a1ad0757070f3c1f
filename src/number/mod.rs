//! The numbers a tensor holds: rings, floats, and dual numbers made of them.

mod dual;
mod elementary;
mod entry;
mod float;
mod ring;

pub use dual::Dual;
pub use elementary::{Elementary, ElementaryPair};
pub use entry::{Detail, Entry};
pub use float::{Float, Primitive};
pub use ring::{Integer, Literal, Ring, Stored};
