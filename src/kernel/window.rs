//! Windows that slide over one or two axes: how they lie, and products of all windows with weights.
//!
//! A product gathers what some taps of some windows see into a panel on the stack, side by side and with zeros for the
//! padding, and multiplies from there. Stride and padding matter to the gathering alone; the multiplication always runs
//! over whole arrays, for every weight that the panel meets.

use crate::kernel::Semiring;
use core::ops::Range;

/// How windows lie along one axis.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slide {
    /// How long the axis is, without padding.
    pub(crate) length: usize,
    /// How long a window is.
    pub(crate) size: usize,
    /// How far apart windows begin.
    pub(crate) stride: usize,
    /// How many places are added at either end.
    pub(crate) padding: usize,
    /// How many windows there are.
    pub(crate) count: usize,
}

impl Slide {
    /// Windows of the given size, `stride` apart.
    pub(crate) const fn new(length: usize, size: usize, stride: usize, padding: usize) -> Self {
        Slide { length, size, stride, padding, count: (length + 2 * padding - size) / stride + 1 }
    }

    /// The places on the axis that a window sees.
    #[inline]
    pub(crate) fn seen(&self, window: usize) -> Range<usize> {
        let first = window * self.stride;
        let end = (first + self.size).saturating_sub(self.padding).min(self.length);
        first.saturating_sub(self.padding).min(end)..end
    }

    /// The windows, out of some, that see a place on the axis and not the padding by a tap: the place at `tap` of each.
    #[inline]
    fn seeing(&self, tap: usize, windows: Range<usize>) -> Range<usize> {
        let steps = |places: usize| if self.stride == 1 { places } else { places.div_ceil(self.stride) };
        let end = steps((self.length + self.padding).saturating_sub(tap)).min(windows.end);
        let start = steps(self.padding.saturating_sub(tap)).max(windows.start);
        start.min(end)..end
    }

    /// The place that a window sees by a tap. Only for those that [`seeing`](Self::seeing) gives.
    #[inline]
    fn place(&self, window: usize, tap: usize) -> usize {
        window * self.stride + tap - self.padding
    }
}

/// Windows over the rows and columns of planes, the planes of an item seen together: the input of a convolution.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Windows {
    /// How many planes belong to one item: the channels.
    pub(crate) planes: usize,
    /// The axis of the rows. Signals have one row.
    pub(crate) rows: Slide,
    /// The axis of the columns.
    pub(crate) columns: Slide,
}

/// How many windows a panel holds, which is how many products run side by side.
const LANES: usize = 16;
/// How many taps a panel holds: with [`LANES`] windows of `f32`, 2 KiB of stack.
const TAPS: usize = 32;
/// What some taps of some windows see.
type Panel<T> = [[T; LANES]; TAPS];

impl Windows {
    /// How many numbers an item has.
    fn item(&self) -> usize {
        self.planes * self.rows.length * self.columns.length
    }
    /// How many windows an item has.
    fn count(&self) -> usize {
        self.rows.count * self.columns.count
    }
    /// How many numbers a window sees, and a weight has.
    fn taps(&self) -> usize {
        self.planes * self.rows.size * self.columns.size
    }

    /// Calls `f` for each panel: the first window, how many there are, the first tap, how many there are.
    fn panels(&self, mut f: impl FnMut(Range<usize>, Range<usize>)) {
        for window in (0..self.count()).step_by(LANES) {
            for tap in (0..self.taps()).step_by(TAPS) {
                f(window..self.count().min(window + LANES), tap..self.taps().min(tap + TAPS));
            }
        }
    }

    /// Calls `f` for each run of neighbouring windows of a panel that see neighbouring columns, or some `stride` apart:
    /// the tap's row of the panel, the windows' places in it, and the place of the first number seen.
    #[inline]
    fn runs(&self, windows: &Range<usize>, taps: &Range<usize>, mut f: impl FnMut(usize, Range<usize>, usize)) {
        let (rows, columns) = (&self.rows, &self.columns);
        let [mut plane, mut row_tap, mut column_tap] = {
            let (line, column) = (taps.start / columns.size, taps.start % columns.size);
            [line / rows.size, line % rows.size, column]
        };
        let (first_row, first_column) = (windows.start / columns.count, windows.start % columns.count);
        for tap in 0..taps.len() {
            let (mut lane, mut row, mut column) = (0, first_row, first_column);
            while lane < windows.len() {
                let end = columns.count.min(column + windows.len() - lane);
                let seeing = columns.seeing(column_tap, column..end);
                if !seeing.is_empty() && !rows.seeing(row_tap, row..row + 1).is_empty() {
                    let line = plane * rows.length + rows.place(row, row_tap);
                    let place = line * columns.length + columns.place(seeing.start, column_tap);
                    f(tap, lane + seeing.start - column..lane + seeing.end - column, place);
                }
                (lane, row, column) = (lane + end - column, row + 1, 0);
            }
            column_tap += 1;
            if column_tap == columns.size {
                (column_tap, row_tap) = (0, row_tap + 1);
                if row_tap == rows.size {
                    (row_tap, plane) = (0, plane + 1);
                }
            }
        }
    }

    /// What the windows see by the taps, 0 in the padding.
    fn gather<T: Semiring>(&self, x: &[T], windows: &Range<usize>, taps: &Range<usize>, panel: &mut Panel<T>) {
        panel[..taps.len()].fill([T::ZERO; LANES]);
        self.runs(windows, taps, |tap, lanes, place| {
            let lanes = &mut panel[tap][lanes];
            if self.columns.stride == 1 {
                lanes.copy_from_slice(&x[place..][..lanes.len()]);
            } else {
                for (lane, &x) in lanes.iter_mut().zip(x[place..].iter().step_by(self.columns.stride)) {
                    *lane = x;
                }
            }
        });
    }

    /// Adds a panel to what its windows see.
    fn scatter<T: Semiring>(&self, panel: &Panel<T>, windows: &Range<usize>, taps: &Range<usize>, x: &mut [T]) {
        self.runs(windows, taps, |tap, lanes, place| {
            let lanes = &panel[tap][lanes];
            if self.columns.stride == 1 {
                for (x, &lane) in x[place..].iter_mut().zip(lanes) {
                    *x = *x + lane;
                }
            } else {
                for (x, &lane) in x[place..].iter_mut().step_by(self.columns.stride).zip(lanes) {
                    *x = *x + lane;
                }
            }
        });
    }

    /// y = the product of every window of each item with every weight.
    pub(crate) fn correlate<T: Semiring>(&self, x: &[T], weights: &[T], y: &mut [T]) {
        y.fill(T::ZERO);
        let results = self.count() * (weights.len() / self.taps());
        let mut panel = [[T::ZERO; LANES]; TAPS];
        for (x, y) in x.chunks_exact(self.item()).zip(y.chunks_exact_mut(results)) {
            self.panels(|windows, taps| {
                self.gather(x, &windows, &taps, &mut panel);
                for (weight, y) in weights.chunks_exact(self.taps()).zip(y.chunks_exact_mut(self.count())) {
                    let mut sums = [T::ZERO; LANES];
                    for (&weight, seen) in weight[taps.clone()].iter().zip(&panel) {
                        add_scaled(weight, seen, &mut sums);
                    }
                    for (y, sum) in y[windows.clone()].iter_mut().zip(sums) {
                        *y = *y + sum;
                    }
                }
            });
        }
    }

    /// dx += for every window of each item, the sum of the weights, each times its dy: the transpose of `correlate` by x.
    pub(crate) fn spread<T: Semiring>(&self, dy: &[T], weights: &[T], dx: &mut [T]) {
        let results = self.count() * (weights.len() / self.taps());
        for (dx, dy) in dx.chunks_exact_mut(self.item()).zip(dy.chunks_exact(results)) {
            self.panels(|windows, taps| {
                let mut panel = [[T::ZERO; LANES]; TAPS];
                for (weight, dy) in weights.chunks_exact(self.taps()).zip(dy.chunks_exact(self.count())) {
                    let dy = lanes(&dy[windows.clone()]);
                    for (&weight, sums) in weight[taps.clone()].iter().zip(&mut panel) {
                        add_scaled(weight, &dy, sums);
                    }
                }
                self.scatter(&panel, &windows, &taps, dx);
            });
        }
    }

    /// dw += for every weight, the sum of all windows, each times its dy: the transpose of `correlate` by the weights.
    pub(crate) fn collect<T: Semiring>(&self, x: &[T], dy: &[T], dw: &mut [T]) {
        let results = self.count() * (dw.len() / self.taps());
        let mut panel = [[T::ZERO; LANES]; TAPS];
        for (x, dy) in x.chunks_exact(self.item()).zip(dy.chunks_exact(results)) {
            self.panels(|windows, taps| {
                self.gather(x, &windows, &taps, &mut panel);
                for (dw, dy) in dw.chunks_exact_mut(self.taps()).zip(dy.chunks_exact(self.count())) {
                    let dy = lanes(&dy[windows.clone()]);
                    for (dw, seen) in dw[taps.clone()].iter_mut().zip(&panel) {
                        *dw = *dw + dot(&dy, seen);
                    }
                }
            });
        }
    }
}

/// Up to [`LANES`] numbers and zeros behind them.
#[inline(always)]
fn lanes<T: Semiring>(numbers: &[T]) -> [T; LANES] {
    if let Some(lanes) = numbers.first_chunk() {
        return *lanes;
    }
    let mut lanes = [T::ZERO; LANES];
    lanes[..numbers.len()].copy_from_slice(numbers);
    lanes
}

/// sums += factor · numbers, in every lane.
#[inline(always)]
fn add_scaled<T: Semiring>(factor: T, numbers: &[T; LANES], sums: &mut [T; LANES]) {
    for (sum, &x) in sums.iter_mut().zip(numbers) {
        *sum = factor.times_plus(x, *sum);
    }
}

/// Σ aᵢ · bᵢ by halves: the upper half is added to the lower one until one number is left.
#[inline(always)]
fn dot<T: Semiring>(a: &[T; LANES], b: &[T; LANES]) -> T {
    let mut sums: [T; LANES] = core::array::from_fn(|lane| a[lane] * b[lane]);
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            sums[lane] = sums[lane] + sums[lane + half];
        }
        half /= 2;
    }
    sums[0]
}
