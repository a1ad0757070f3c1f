//! Which entries of a tensor are shown.

use core::iter::once;

/// The screen.
pub(super) const LINES: usize = 24;
pub(super) const COLUMNS: usize = 80;

/// The first and the last few along each axis; `...` stands for those between.
#[derive(Clone, Copy)]
pub(super) struct Window<'a> {
    dims: &'a [usize],
    edges: [(usize, usize); 6],
}

impl<'a> Window<'a> {
    fn whole(dims: &'a [usize]) -> Self {
        let mut edges = [(0, 0); 6];
        for (edge, &n) in edges.iter_mut().zip(dims) {
            *edge = (n, 0);
        }
        Window { dims, edges }
    }

    /// Fewer along one axis, unless that is all of it.
    fn cut(mut self, axis: usize, first: usize, last: usize) -> Self {
        if first + last < self.dims[axis] {
            self.edges[axis] = (first, last);
        }
        self
    }

    /// What is worth trying, from much to little: no window of these has more lines than a screen if its rows have one.
    pub(super) fn candidates(dims: &'a [usize]) -> impl Iterator<Item = Self> {
        let (columns, outer) = (dims.len() - 1, Self::outer(dims));
        once(Self::whole(dims))
            .chain((1..COLUMNS / 4).rev().map(move |edge| outer.cut(columns, edge, edge)))
            .chain(once(outer.cut(columns, 1, 0)))
            .filter(|window| window.lines(0, COLUMNS / 2) <= LINES)
    }

    /// As many rows as a screen has lines: equally many of each axis, or only the first one of the outermost axes.
    fn outer(dims: &'a [usize]) -> Self {
        let whole = Self::whole(dims);
        let axes = 0..dims.len() - 1;
        let same = |edge| axes.clone().fold(whole, |window, axis| window.cut(axis, edge, edge));
        let fewer = |firsts| (0..firsts).fold(same(1), |window, axis| window.cut(axis, 1, 0));
        let mut windows = (1..=LINES / 2).rev().map(same).chain(axes.clone().map(|axis| fewer(axis + 1)));
        windows.find(|window| window.lines(0, usize::MAX) <= LINES).unwrap_or_else(|| fewer(axes.end))
    }

    pub(super) fn rank(&self) -> usize {
        self.dims.len()
    }

    pub(super) fn is_cut(&self, axis: usize) -> bool {
        self.edges[axis].0 < self.dims[axis]
    }

    /// The places along an axis that are shown, `None` for the `...` between.
    pub(super) fn items(&self, axis: usize) -> impl Iterator<Item = Option<usize>> + use<> {
        let (n, (first, last)) = (self.dims[axis], self.edges[axis]);
        let dots = self.is_cut(axis).then_some(None);
        (0..first).map(Some).chain(dots).chain((n - last..n).map(Some))
    }

    /// How many entries are shown along an axis.
    pub(super) fn shown(&self, axis: usize) -> usize {
        self.edges[axis].0 + self.edges[axis].1
    }

    /// The lines of a block whose rows have `per_line` entries on a line.
    pub(super) fn lines(&self, axis: usize, per_line: usize) -> usize {
        let (shown, dots) = (self.shown(axis), usize::from(self.is_cut(axis)));
        if axis + 1 == self.rank() {
            return (shown + dots).div_ceil(per_line);
        }
        let blank = (shown + dots - 1) * (self.rank() - axis - 2);
        (shown.saturating_mul(self.lines(axis + 1, per_line))).saturating_add(dots + blank)
    }

    /// Calls `f` with the position of each shown entry.
    pub(super) fn for_each(&self, f: &mut impl FnMut(usize)) {
        self.visit(0, 0, f);
    }

    fn visit(&self, axis: usize, position: usize, f: &mut impl FnMut(usize)) {
        if axis == self.rank() {
            return f(position);
        }
        for i in self.items(axis).flatten() {
            self.visit(axis + 1, self.position(axis, position, i), f);
        }
    }

    /// The position of item `i` of the block at `position`, both counted in blocks of their size.
    pub(super) fn position(&self, axis: usize, position: usize, i: usize) -> usize {
        position * self.dims[axis] + i
    }
}
