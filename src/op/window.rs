//! What convolutions and pools share: how their windows lie, from the lengths alone, checked against those of the result.

use crate::kernel::window::{Slide, Windows};
use crate::shape::{Shape, require};
use core::marker::PhantomData;
use core::ops::Range;

/// The windows along an axis of the result `count` long.
pub(crate) const fn slide(length: usize, size: usize, stride: usize, padding: usize, count: usize) -> Slide {
    require(stride > 0, "windows: the stride must be at least 1");
    require(
        length + 2 * padding >= size,
        "windows: a window must be at most as long as the axis and both paddings together",
    );
    let slide = Slide::new(length, size, stride, padding);
    require(slide.count == count, "windows: the result must be (length + 2 · padding − size) / stride + 1 long");
    slide
}

/// That the first `n` axes of two shapes are equally long.
const fn require_equal(a: &[usize], b: &[usize], n: usize) {
    require(a.len() == b.len(), "windows: the result must have as many axes as the input");
    let mut axis = 0;
    while axis < n {
        require(a[axis] == b[axis], "windows: the axes before those of the windows must stay as they were");
        axis += 1;
    }
}

/// The windows of a convolution of `S` with weights `W` to `R`, over the last `AXES` axes.
pub(crate) struct Convolving<const AXES: usize, const STRIDE: usize, const PADDING: usize, S, W, R>(
    PhantomData<(S, W, R)>,
);

impl<const AXES: usize, const STRIDE: usize, const PADDING: usize, S: Shape, W: Shape, R: Shape>
    Convolving<AXES, STRIDE, PADDING, S, W, R>
{
    pub(crate) const WINDOWS: Windows = {
        let (x, w, y) = (S::DIMS, W::DIMS, R::DIMS);
        require(
            S::RANK > AXES,
            "convolution: an input must have channels and the axes of the windows, behind any batch",
        );
        require(
            W::RANK == AXES + 2,
            "convolution: a weight must be (channels of the result, of the input, the window's axes)",
        );
        let channels = S::RANK - AXES - 1;
        require_equal(x, y, channels);
        require(x[channels] == w[1], "convolution: the weight must be for as many channels as the input has");
        require(y[channels] == w[0], "convolution: the result must have a channel for each weight");
        let last = S::RANK - 1;
        let rows =
            if AXES == 1 { slide(1, 1, 1, 0, 1) } else { slide(x[last - 1], w[2], STRIDE, PADDING, y[last - 1]) };
        Windows { planes: w[1], rows, columns: slide(x[last], w[AXES + 1], STRIDE, PADDING, y[last]) }
    };
}

/// The windows of a pool of `S` to `R`, over the last `AXES` axes.
pub(crate) struct Pooling<const AXES: usize, const SIZE: usize, const STRIDE: usize, const PADDING: usize, S, R>(
    PhantomData<(S, R)>,
);

impl<const AXES: usize, const SIZE: usize, const STRIDE: usize, const PADDING: usize, S: Shape, R: Shape>
    Pooling<AXES, SIZE, STRIDE, PADDING, S, R>
{
    pub(crate) const SLIDES: [Slide; 2] = {
        let (x, y) = (S::DIMS, R::DIMS);
        require(S::RANK >= AXES, "pool: the tensor must have the axes of the windows");
        require(2 * PADDING <= SIZE, "pool: the padding must be at most half of a window");
        require_equal(x, y, S::RANK - AXES);
        let last = S::RANK - 1;
        let rows =
            if AXES == 1 { slide(1, 1, 1, 0, 1) } else { slide(x[last - 1], SIZE, STRIDE, PADDING, y[last - 1]) };
        [rows, slide(x[last], SIZE, STRIDE, PADDING, y[last])]
    };

    /// How many places a window has, the padding included.
    pub(crate) const PLACES: f64 = if AXES == 1 { SIZE as f64 } else { (SIZE * SIZE) as f64 };

    /// What each window sees, in the order of the results.
    #[inline]
    pub(crate) fn panes() -> impl Iterator<Item = Pane> {
        let [rows, columns] = const { Self::SLIDES };
        (0..S::NUMEL / (rows.length * columns.length)).flat_map(move |plane| {
            (0..rows.count).flat_map(move |row| {
                let seen = rows.seen(row);
                let rows = plane * rows.length + seen.start..plane * rows.length + seen.end;
                (0..columns.count).map(move |column| Pane {
                    rows: rows.clone(),
                    columns: columns.seen(column),
                    width: columns.length,
                })
            })
        })
    }
}

/// What a window sees of a plane, without the padding: some columns of some rows, which are `width` long.
pub(crate) struct Pane {
    rows: Range<usize>,
    columns: Range<usize>,
    width: usize,
}

impl Pane {
    /// The positions in each row.
    #[inline]
    pub(crate) fn lines(&self) -> impl Iterator<Item = Range<usize>> {
        self.rows.clone().map(|row| row * self.width + self.columns.start..row * self.width + self.columns.end)
    }
}
