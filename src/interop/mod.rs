//! Other crates' types, one file for each optional dependency.

#[cfg(feature = "generic-array")]
mod generic_array;
