//! How many directions forward mode differentiates by at once.

/// A number of directions that forward mode carries through one run of a function: `K` tangents beside each value.
///
/// [`jacfwd`](crate::jacfwd) and [`hessian`](crate::hessian) take [`LANES`]; made by [`lanes`], this chooses another
/// number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LaneCount<const K: usize>(());

/// The number of lanes where none is chosen: two vector registers of AVX, one of AVX-512.
pub const LANES: usize = 8;

/// Chooses how many directions are differentiated by at once.
///
/// A function of n numbers runs ⌈n/K⌉ times. As many lanes as inputs, one run, is best for up to some twenty inputs. Where there
/// are several runs anyway, more lanes than the registers hold (8 to 16) gain nothing.
///
/// ```
/// use wengert::{lanes, tensor};
///
/// // Two inputs, two lanes, one run.
/// let jacobian = lanes::<2>().jacfwd(|x| x * x, &tensor([3.0, 4.0]));
/// assert_eq!(jacobian, tensor([[6.0, 0.0], [0.0, 8.0]]));
/// ```
#[must_use]
pub const fn lanes<const K: usize>() -> LaneCount<K> {
    const { assert!(K > 0, "forward mode needs at least one lane") }
    LaneCount(())
}
