//! How numbers are printed in a tensor: [`Entry`]. Floats and dual numbers line up, in `src/tensor/print/`.

use core::fmt::{Debug, Result, Write};

/// What is printed of one entry.
#[derive(Debug, Clone, Copy)]
pub struct Detail {
    /// The number of decimals that was asked for, as in `{:.3}`.
    pub decimals: Option<usize>,
    /// How many tangents of a dual number have room.
    pub tangents: usize,
}

impl From<Detail> for () {
    fn from(_: Detail) {}
}

/// How a number is printed as an entry of a tensor.
///
/// By default as its `Debug` does. Tensors are `Display` and `Debug` by this.
///
/// ```
/// use std::fmt;
/// use wengert::*;
///
/// #[derive(Clone, Copy, Debug, PartialEq)]
/// enum Cell { Empty, Wall }
/// impl Stored for Cell {
///     const FILLER: Self = Cell::Empty;
/// }
/// impl Entry for Cell {
///     type Format = ();
///     fn write(&self, (): &(), out: &mut dyn fmt::Write) -> fmt::Result {
///         out.write_str(match self { Cell::Empty => ".", Cell::Wall => "#" })
///     }
/// }
///
/// let maze = tensor([[Cell::Wall, Cell::Empty], [Cell::Wall, Cell::Wall]]);
/// assert_eq!(maze.to_string(), "[[# .]\n [# #]]");
///
/// let x = tensor([[0.5, -1.0], [1.0 / 3.0, 20.0]]);
/// assert_eq!(x.to_string(), "[[ 0.5        -1.        ]\n [ 0.33333333 20.        ]]");
/// assert_eq!(format!("{x:.2?}"), "tensor([[ 0.5 , -1.  ],\n        [ 0.33, 20.  ]])");
/// assert_eq!(format!("{} {:6.2}", x.sum(), x.max()), "19.833333333333332  20.00");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say how it is printed",
    label = "tensors of these could not be printed",
    note = "`impl wengert::Entry for {Self} {{ type Format = (); }}` prints it as `Debug` does"
)]
pub trait Entry: Debug {
    /// What the shown entries of one tensor agree on, such as a number of decimals; `()` if there is nothing.
    type Format: From<Detail>;
    /// Makes the format suit one more entry that will be shown. By default there is nothing to do.
    fn fit(&self, _format: &mut Self::Format) {}
    /// Writes the entry, by default as `Debug` does. What comes out shorter than other entries is aligned to the right.
    ///
    /// A format that no entry was fitted into is one for a number on its own.
    ///
    /// # Errors
    /// Only where writing to `out` fails.
    fn write(&self, _format: &Self::Format, out: &mut dyn Write) -> Result {
        write!(out, "{self:?}")
    }
}

/// The expansion of `as_debug_does!(i32)` is the impl below with `i32` for `$t`.
macro_rules! as_debug_does {
    ($($t:ty)*) => { $(
        impl Entry for $t {
            type Format = ();
        }
    )* };
}
as_debug_does!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize bool);
