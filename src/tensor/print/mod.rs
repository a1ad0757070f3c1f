//! Printing like `NumPy`: nested brackets, aligned columns, and never more than a screen.

mod dual;
mod float;
mod jet;
mod layout;
#[cfg(test)]
mod tests;
mod window;

use crate::number::{Detail, Entry};
use crate::shape::Shape;
use crate::tensor::{Element, Tensor};
use core::fmt::{Alignment, Debug, Display, Formatter, Result, Write};

impl<E: Element, S: Shape> Display for Tensor<E, S> {
    /// As `NumPy`'s `print`: `[[1. 2.]\n [3. 4.]]`, with up to 8 decimals or, with `{:.3}`, up to 3.
    ///
    /// What is more than 24 lines of 80 columns is elided. A scalar prints as the number alone, with exactly the
    /// decimals asked for.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        print(self, false, f)
    }
}

impl<E: Element, S: Shape> Debug for Tensor<E, S> {
    /// As `NumPy`'s `repr`: `tensor([[1., 2.],\n        [3., 4.]])`, otherwise as [`Display`], but with all digits that tell
    /// one number from its neighbours.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        print(self, true, f)
    }
}

/// As many decimals as any `f64` needs: `Debug` shows what differs, where `Display` shows what can be read.
const DIGITS: usize = 17;

fn print<E: Element, S: Shape>(tensor: &Tensor<E, S>, debug: bool, f: &mut Formatter<'_>) -> Result {
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
