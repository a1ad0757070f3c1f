//! Where the shown entries go.

use super::window::{COLUMNS, LINES, Window};
use super::{Detail, Entry, details, least, repeat, width};
use core::fmt::{Result, Write};

const OPEN: &str = "tensor(";
/// More entries than `NumPy` shows of a long row are not worth a second line.
const EDGES: usize = 2 * 3;

/// Prints a tensor with at least one axis.
pub(super) fn print<T: Entry>(
    numbers: &[T],
    dims: &[usize],
    debug: bool,
    decimals: Option<usize>,
    out: &mut dyn Write,
) -> Result {
    let layout = Layout::choose(numbers, dims, debug, decimals);
    if debug {
        out.write_str(OPEN)?;
    }
    layout.block(0, 0, out)?;
    if debug { out.write_char(')') } else { Ok(()) }
}

struct Layout<'a, T: Entry> {
    numbers: &'a [T],
    window: Window<'a>,
    format: T::Format,
    debug: bool,
    /// The columns of the widest entry.
    width: usize,
    per_line: usize,
}

impl<'a, T: Entry> Layout<'a, T> {
    /// The one that shows most: entries in detail first, then many of them.
    fn choose(numbers: &'a [T], dims: &'a [usize], debug: bool, decimals: Option<usize>) -> Self {
        let layouts = |detail| Window::candidates(dims).map(move |w| Layout::new(numbers, w, debug, detail));
        let mut narrow = details(decimals).flat_map(layouts).filter(|l| l.width <= l.room());
        narrow
            .find(Layout::fits)
            .or_else(|| layouts(least(decimals)).find(Layout::fits))
            .or_else(|| layouts(least(decimals)).last())
            .expect("one row of every block is fewer lines than a screen has")
    }

    fn new(numbers: &'a [T], window: Window<'a>, debug: bool, detail: Detail) -> Self {
        let mut format = T::Format::from(detail);
        window.for_each(&mut |position| numbers[position].fit(&mut format));
        let mut widest = 0;
        window.for_each(&mut |position| widest = widest.max(width(&numbers[position], &format)));
        let mut layout = Layout { numbers, window, format, debug, width: widest, per_line: usize::MAX };
        if layout.row() > layout.room() {
            layout.per_line = ((layout.room() + layout.gap()) / (widest + layout.gap())).max(1);
        }
        layout
    }

    /// The columns between the brackets.
    fn room(&self) -> usize {
        let around = if self.debug { OPEN.len() + 1 } else { 0 };
        COLUMNS - around - 2 * self.window.rank()
    }

    /// The columns between two entries.
    fn gap(&self) -> usize {
        1 + usize::from(self.debug)
    }

    /// The columns of a row on one line.
    fn row(&self) -> usize {
        let axis = self.window.rank() - 1;
        let dots = if self.window.is_cut(axis) { 3 + self.gap() } else { 0 };
        self.window.shown(axis) * (self.width + self.gap()) - self.gap() + dots
    }

    fn fits(&self) -> bool {
        let axis = self.window.rank() - 1;
        let breaks = self.per_line != usize::MAX;
        let pointless = breaks && self.window.is_cut(axis) && self.window.shown(axis) > EDGES;
        !pointless && self.window.lines(0, self.per_line) <= LINES
    }

    fn block(&self, axis: usize, position: usize, out: &mut dyn Write) -> Result {
        if axis == self.window.rank() {
            return self.entry(&self.numbers[position], out);
        }
        out.write_char('[')?;
        for (count, item) in self.window.items(axis).enumerate() {
            if count > 0 {
                self.separate(axis, count, out)?;
            }
            match item {
                Some(i) => self.block(axis + 1, self.window.position(axis, position, i), out)?,
                None => out.write_str("...")?,
            }
        }
        out.write_char(']')
    }

    fn entry(&self, number: &T, out: &mut dyn Write) -> Result {
        repeat(' ', self.width.saturating_sub(width(number, &self.format)), out)?;
        number.write(&self.format, out)
    }

    /// What stands after the first `count` items of a block along `axis`.
    fn separate(&self, axis: usize, count: usize, out: &mut dyn Write) -> Result {
        if self.debug {
            out.write_char(',')?;
        }
        let inner = self.window.rank() - axis - 1;
        let breaks = if inner == 0 { usize::from(count.is_multiple_of(self.per_line)) } else { inner };
        if breaks == 0 {
            return out.write_char(' ');
        }
        repeat('\n', breaks, out)?;
        repeat(' ', axis + 1 + if self.debug { OPEN.len() } else { 0 }, out)
    }
}
