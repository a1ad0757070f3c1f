//! What factorisations ask of a number.

use crate::kernel::Semiring;

/// A number that can also be divided, compared and rooted: floats and dual numbers.
///
/// Comparisons choose pivots. Those of dual numbers look at the value, so every mode chooses the same ones.
pub(crate) trait Field: Semiring + num_traits::Float {}

impl<T: Semiring + num_traits::Float> Field for T {}
