//! Other crates' types, one file for each optional dependency.

#[cfg(feature = "bytemuck")]
mod bytemuck;
#[cfg(feature = "generic-array")]
mod generic_array;
#[cfg(feature = "rand")]
mod rand;
