//! Numbers in slices, tiles and lanes. Not a word of shapes' types or of differentiation.

pub(crate) mod adjugate;
pub(crate) mod broadcast;
pub(crate) mod cholesky;
pub(crate) mod contract;
mod field;
pub(crate) mod givens;
pub(crate) mod householder;
pub(crate) mod jacobi;
pub(crate) mod lettered;
pub(crate) mod lu;
mod naive;
mod semiring;
#[cfg(all(feature = "simd", target_arch = "x86_64"))]
mod simd;
#[cfg(not(all(feature = "simd", target_arch = "x86_64")))]
#[path = "no_simd.rs"]
mod simd;
mod tile;
pub(crate) mod triangular;
pub(crate) mod unrolled;
mod vector;
mod vectorized;
pub(crate) mod window;

use field::Field;
pub(crate) use naive::{BLOCK, total};
pub use semiring::Semiring;
pub(crate) use simd::wide;
pub use triangular::Triangle;
pub(crate) use vector::sum_rows;
pub use vectorized::{VectorFunction, Vectorized};

/// From so many numbers on it pays to ask for the widest vectors.
pub(crate) const MANY: usize = 64;

/// Runs a closure that works on so many numbers, in the widest vectors if they are many: see [`wide`].
#[inline(always)]
pub(crate) fn wide_if_many<R>(numbers: usize, f: impl FnOnce() -> R) -> R {
    // (Where there is nothing to choose, one loop is enough.)
    if cfg!(all(feature = "simd", target_arch = "x86_64")) && numbers >= MANY { wide(f) } else { f() }
}
