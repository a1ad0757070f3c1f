//! What shapes exist and how they relate. Types only: not a number is touched here.

mod arithmetic;
mod axis;
mod broadcast;
mod concat;
mod dim;
mod tuple;

pub use arithmetic::{Measured, Plus, Product, Sum, Times};
pub use axis::HasAxis;
pub use broadcast::{Broadcast, BroadcastDim, Broadcasted};
pub use concat::{Concat, Join};
pub use dim::{Const, Dim, Length, One};
pub use tuple::Shape;
