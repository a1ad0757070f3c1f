//! What shapes exist and how they relate. Types only: not a number is touched here.

mod arithmetic;
mod arrange;
mod axis;
mod broadcast;
mod concat;
mod contract;
mod convolve;
mod dim;
mod flatten;
mod insert;
mod lanes;
mod matmul;
mod pool;
mod right_hand_side;
mod square;
mod tile;
mod tuple;
mod windows;

pub use arithmetic::{Measured, Plus, PlusLength, Product, Sum, Times, TimesLength};
pub use arrange::{Arrange, Exchange, Swap, Swapped};
pub use axis::{AlikeApart, HasAxis, SameFirst};
pub use broadcast::{Broadcast, BroadcastDim, BroadcastInto, Broadcasted};
pub use concat::{Concat, Join};
pub use contract::{Contract, Contracted, SplitFirst, SplitLast};
pub use convolve::{Convolve1d, Convolve2d, Convolved1d, Convolved2d, SameChannels};
pub use dim::{Const, Dim, Length, One};
pub use flatten::{Flatten, Flattened};
pub use insert::{Insert, Inserted};
pub use lanes::{All, Along, Axes, Keep, Lanes, LeftOf, Reduced};
pub use matmul::{MatMulWith, Matrices, Multiplied};
pub use pool::{AtMostHalf, Pool, Pooled};
pub use right_hand_side::RightHandSide;
pub use square::Square;
pub use tile::Tiles;
pub use tuple::Shape;
pub use windows::{Holds, Windowed, Windows};

/// A condition on shapes, checked where the program is built. Unlike that of `assert!`, the message points at the condition
/// and not into the standard library.
#[track_caller]
pub(crate) const fn require(condition: bool, message: &str) {
    assert!(condition, "{}", message);
}
