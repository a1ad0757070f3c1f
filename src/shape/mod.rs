//! What shapes exist and how they relate. Types only: not a number is touched here.

mod arithmetic;
mod arrange;
mod axis;
mod broadcast;
mod concat;
mod contract;
mod dim;
mod insert;
mod lanes;
mod matmul;
mod right_hand_side;
mod square;
mod tuple;

pub use arithmetic::{Measured, Plus, Product, Sum, Times};
pub use arrange::{Arrange, Exchange, Swap, Swapped};
pub use axis::{AlikeApart, HasAxis, WithoutTwo};
pub use broadcast::{Broadcast, BroadcastDim, Broadcasted};
pub use concat::{Concat, Join};
pub use contract::{Contract, Contracted, SplitFirst, SplitLast};
pub use dim::{Const, Dim, Length, One};
pub use insert::{Insert, Inserted};
pub use lanes::{All, Along, Lanes};
pub use matmul::{MatMulWith, Matrices, Multiplied};
pub use right_hand_side::RightHandSide;
pub use square::Square;
pub use tuple::Shape;

/// A condition on shapes, checked where the program is built. Unlike that of `assert!`, the message points at the condition
/// and not into the standard library.
#[track_caller]
pub(crate) const fn require(condition: bool, message: &str) {
    assert!(condition, "{}", message);
}
