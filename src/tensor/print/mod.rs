//! Printing like `NumPy`: nested brackets, aligned columns, and never more than a screen.

mod dual;
mod float;
mod jet;
mod layout;
#[cfg(test)]
mod tests;
mod window;

use crate::number::Stored;
use crate::shape::Shape;
use crate::tensor::{Element, Tensor};
use core::fmt::{Alignment, Debug, Display, Formatter, Result, Write};

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

/// A [`Stored`] type that can be printed as an entry of a tensor: all numbers, `bool`, and what you implement it for.
///
/// Tensors of such a type are `Display` and `Debug`.
///
/// ```
/// use std::fmt;
/// use wengert::*;
///
/// #[derive(Clone, Copy)]
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
    label = "a tensor of these cannot be printed",
    note = "implement `wengert::Entry` for it; it is there for f32, f64, integers, bool and `Dual`"
)]
pub trait Entry: Stored {
    /// What the shown entries of one tensor agree on, such as a number of decimals; `()` if there is nothing.
    type Format: From<Detail>;
    /// Makes the format suit one more entry that will be shown. By default there is nothing to do.
    fn fit(&self, _format: &mut Self::Format) {}
    /// Writes the entry. What comes out shorter than other entries is aligned to the right.
    ///
    /// A format that no entry was fitted into is one for a number on its own.
    ///
    /// # Errors
    /// Only where writing to `out` fails.
    fn write(&self, format: &Self::Format, out: &mut dyn Write) -> Result;
}

/// The expansion of `as_rust_does!(i32)` is the impl below with `i32` for `$t`.
macro_rules! as_rust_does {
    ($($t:ty)*) => { $(
        impl Entry for $t {
            type Format = ();
            fn write(&self, (): &(), out: &mut dyn Write) -> Result {
                write!(out, "{self}")
            }
        }
    )* };
}
as_rust_does!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize bool);

impl<E: Element<Number: Entry>, S: Shape> Display for Tensor<E, S> {
    /// As `NumPy`'s `print`: `[[1. 2.]\n [3. 4.]]`, with up to 8 decimals or, with `{:.3}`, up to 3.
    ///
    /// What is more than 24 lines of 80 columns is elided. A scalar prints as the number alone, with exactly the
    /// decimals asked for.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        print(self, false, f)
    }
}

impl<E: Element<Number: Entry>, S: Shape> Debug for Tensor<E, S> {
    /// As `NumPy`'s `repr`: `tensor([[1., 2.],\n        [3., 4.]])`, otherwise as [`Display`], but with all digits that tell
    /// one number from its neighbours.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        print(self, true, f)
    }
}

/// As many decimals as any `f64` needs: `Debug` shows what differs, where `Display` shows what can be read.
const DIGITS: usize = 17;

fn print<E: Element<Number: Entry>, S: Shape>(tensor: &Tensor<E, S>, debug: bool, f: &mut Formatter<'_>) -> Result {
    tensor.read(|numbers| match numbers {
        // A mode that computes nothing has nothing to show.
        _ if numbers.len() != S::NUMEL => f.write_str("..."),
        [number] if S::RANK == 0 => alone(number, f),
        _ => {
            let all_digits = if debug { Some(DIGITS) } else { None };
            layout::print(numbers, S::DIMS, debug, f.precision().or(all_digits), f)
        }
    })
}

/// The details to try, until an entry is narrow enough.
fn details(decimals: Option<usize>) -> impl Iterator<Item = Detail> {
    [8, 4, 3, 2, 1].into_iter().map(move |tangents| Detail { decimals, tangents }).chain([least(decimals)])
}

fn least(decimals: Option<usize>) -> Detail {
    Detail { decimals, tangents: 0 }
}

/// One number without a tensor around it. Unlike whole tensors it can be padded, as in `{:8.3}`.
fn alone<T: Entry>(number: &T, f: &mut Formatter<'_>) -> Result {
    let mut formats = details(f.precision()).map(T::Format::from);
    let narrow = formats.find(|format| width(number, format) <= window::COLUMNS);
    let format = narrow.unwrap_or_else(|| T::Format::from(least(f.precision())));
    let space = f.width().map_or(0, |wanted| wanted.saturating_sub(width(number, &format)));
    let before = match f.align() {
        Some(Alignment::Left) => 0,
        Some(Alignment::Center) => space / 2,
        _ => space,
    };
    repeat(f.fill(), before, f)?;
    number.write(&format, f)?;
    repeat(f.fill(), space - before, f)
}

fn repeat(character: char, times: usize, out: &mut dyn Write) -> Result {
    (0..times).try_for_each(|_| out.write_char(character))
}

/// The number of columns an entry takes.
fn width<T: Entry>(number: &T, format: &T::Format) -> usize {
    struct Count(usize);
    impl Write for Count {
        fn write_str(&mut self, text: &str) -> Result {
            self.0 += text.chars().count();
            Ok(())
        }
    }
    let mut count = Count(0);
    // An entry that fails to write fails again, and is heard, when it is printed.
    let _ = number.write(format, &mut count);
    count.0
}
