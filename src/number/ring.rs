//! What is stored in place, and what can be added, subtracted and multiplied.

use crate::kernel::Semiring;
use crate::number::Entry;
use core::ops::Sub;

/// Anything a tensor stores in place: floats, dual numbers, integers, `bool`, and whatever a user adds.
///
/// Every `Stored` type is an element of tensors at once. They are compared as it is, and printed as its [`Entry`] says,
/// which is as `Debug` does unless that says otherwise:
///
/// ```
/// use wengert::{Entry, Stored, tensor};
///
/// #[derive(Clone, Copy, Debug, PartialEq)]
/// enum Cell { Empty, Wall }
/// impl Stored for Cell {
///     const FILLER: Self = Cell::Empty;
/// }
/// impl Entry for Cell {
///     type Format = ();
/// }
/// let maze = tensor([[Cell::Wall, Cell::Empty], [Cell::Wall, Cell::Wall]]);
/// assert_eq!(maze.t()[[1, 0]], Cell::Empty);
/// assert_eq!(maze.row(0).to_string(), "[ Wall Empty]");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not stored in a tensor in place",
    label = "this needs numbers in place",
    note = "f32, f64, `Dual`, integers, bool and types that implement `wengert::Stored` are",
    note = "a `Var` lies on its tape, and code generic over `E: Real` may run on one: `x.at([i, j])` reads an element, `x.full_like(1.0)` and `x.lift(data)` make constants beside `x`"
)]
pub trait Stored: Copy + PartialEq + Entry + 'static {
    /// What fresh storage holds until an operation has written to it. Any value will do.
    const FILLER: Self;
}

impl Stored for bool {
    const FILLER: bool = false;
}

/// A [`Stored`] number with `+`, `−` and `×`: floats, dual numbers, integers.
///
/// Sums, products of matrices and everything else that needs no division asks for no more than this, so it works on
/// integers too.
///
/// ```
/// use wengert::tensor;
///
/// let a = tensor([[1, 2], [3, 4]]);
/// assert_eq!(a.mm(&a).sum_axis::<0>(), tensor([22, 32]));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number stored in place",
    label = "this needs f32, f64, `Dual` or an integer",
    note = "how many elements of a mask are true says `mask.count()` or `mask.count_axis::<0>()`; `mask.cast::<f64>()` makes numbers of it, 0 and 1",
    note = "in code generic over `E: Real`, which may run on a tape, constants are made beside a tensor: `x.zeros_like()`, `x.full_like(1.0)`, `x.lift(data)`"
)]
pub trait Ring: Stored + Semiring + Sub<Output = Self> {}

/// The integers of Rust: labels, indices, counts.
#[diagnostic::on_unimplemented(message = "`{Self}` is not an integer", label = "an integer is needed here")]
pub trait Integer: Ring + Ord + num_traits::ToPrimitive {}

/// A number that stands beside a tensor of its own type as it is: an integer.
///
/// ```
/// use wengert::tensor;
///
/// assert_eq!((tensor([1, 2]) * 2 + 1).sum(), 8);
/// ```
#[diagnostic::on_unimplemented(
    message = "a number of type `{Self}` does not stand beside a tensor",
    label = "write a literal without suffix, or `x.scale(c)`",
    note = "a literal beside a tensor of real numbers is `0.5 * x`, whatever the tensor's type; a number known only at run time scales with `x.scale(c)`, or becomes a tensor with `tensor(c)`"
)]
pub trait Literal: Integer {}

/// The expansion of `integers!(i32)`: `impl Integer for i32 {}` and `impl Literal for i32 {}`.
macro_rules! integers {
    ($($t:ty)*) => { $(
        #[diagnostic::do_not_recommend]
        impl Integer for $t {}
        #[diagnostic::do_not_recommend]
        impl Literal for $t {}
    )* };
}
integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

/// The expansion of `rings!(i32 = 0)`:
///
/// ```ignore
/// impl Stored for i32 { const FILLER: i32 = 0; }
/// impl Ring for i32 {}
/// ```
macro_rules! rings {
    ($($t:ty = $zero:literal)*) => { $(
        impl Stored for $t {
            const FILLER: $t = $zero;
        }
        impl Ring for $t {}
    )* };
}
rings!(i8 = 0 i16 = 0 i32 = 0 i64 = 0 i128 = 0 isize = 0 u8 = 0 u16 = 0 u32 = 0 u64 = 0 u128 = 0 usize = 0);
rings!(f32 = 0.0 f64 = 0.0);
