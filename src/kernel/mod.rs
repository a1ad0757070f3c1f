//! Numbers in slices, tiles and lanes. Not a word of shapes' types or of differentiation.

pub(crate) mod broadcast;
pub(crate) mod contract;
mod naive;
mod semiring;
mod tile;
mod vector;
pub(crate) mod window;

pub(crate) use naive::BLOCK;
pub use semiring::Semiring;
pub(crate) use vector::sum_rows;
