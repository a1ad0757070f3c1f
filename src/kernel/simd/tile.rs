//! A tile of the result in registers, while the inner dimension runs.

use super::machine::Machine;
use crate::kernel::Semiring;

/// No tile is wider: two registers of AVX-512.
pub(super) const WIDEST: usize = 32;
/// No tile has more rows.
const HIGHEST: usize = 8;

/// How many inner indices are done between two looks at the bounds of slices.
pub(super) const STEPS: usize = 32;

/// The left factor.
pub(super) trait Left<T>: Copy {
    /// Its entries in `MR` rows, for `STEPS` inner indices.
    type Part<'p, const MR: usize>: Part<T, MR>
    where
        Self: 'p,
        T: 'p;
    /// The part from row `i` and inner index `p` on, of which `steps` are asked for. Where the matrix ends before it, they
    /// are copied.
    fn part<'p, const MR: usize>(
        self,
        i: usize,
        p: usize,
        steps: usize,
        copy: &'p mut [[T; STEPS]; MR],
    ) -> Self::Part<'p, MR>
    where
        Self: 'p;
}

/// The entries of some rows, one inner index at a time.
pub(super) trait Part<T, const MR: usize> {
    /// The entries at an inner index below `STEPS`, counted from where the part begins.
    fn entries(&self, step: usize) -> [T; MR];
}

/// A matrix as it is, or a part of its columns: rows `stride` apart.
#[derive(Clone, Copy)]
pub(super) struct Plain<'a, T> {
    pub(super) a: &'a [T],
    pub(super) stride: usize,
}

impl<T: Semiring, const MR: usize> Part<T, MR> for [&[T; STEPS]; MR] {
    #[inline(always)]
    fn entries(&self, step: usize) -> [T; MR] {
        core::array::from_fn(|r| self[r][step])
    }
}

impl<T: Semiring> Left<T> for Plain<'_, T> {
    type Part<'p, const MR: usize>
        = [&'p [T; STEPS]; MR]
    where
        Self: 'p;
    #[inline(always)]
    fn part<'p, const MR: usize>(
        self,
        i: usize,
        p: usize,
        steps: usize,
        copy: &'p mut [[T; STEPS]; MR],
    ) -> [&'p [T; STEPS]; MR]
    where
        Self: 'p,
    {
        // What is behind the end of a row is the next row; it is not asked for.
        let from = i * self.stride + p;
        if self.a.len() < from + (MR - 1) * self.stride + STEPS {
            return self.copied(from, steps, copy);
        }
        core::array::from_fn(|r| self.a[from + r * self.stride..].first_chunk().expect("compared above"))
    }
}

impl<T: Semiring> Plain<'_, T> {
    /// Where the matrix ends before a part does. Rows of which enough is there stay where they are.
    #[inline(always)]
    fn copied<'p, const MR: usize>(
        self,
        from: usize,
        steps: usize,
        copy: &'p mut [[T; STEPS]; MR],
    ) -> [&'p [T; STEPS]; MR]
    where
        Self: 'p,
    {
        for (r, copy) in copy.iter_mut().enumerate() {
            let row = &self.a[from + r * self.stride..];
            if row.len() < STEPS {
                for (copy, &a) in copy.iter_mut().zip(&row[..steps]) {
                    *copy = a;
                }
            }
        }
        let copy = &*copy;
        core::array::from_fn(|r| self.a[from + r * self.stride..].first_chunk().unwrap_or(&copy[r]))
    }
}

/// A transposed matrix: what are rows here are its columns.
#[derive(Clone, Copy)]
pub(super) struct Transposed<'a, T> {
    pub(super) a: &'a [T],
    pub(super) stride: usize,
}

impl<T: Semiring, const MR: usize> Part<T, MR> for Transposed<'_, T> {
    #[inline(always)]
    fn entries(&self, step: usize) -> [T; MR] {
        *self.a[step * self.stride..].first_chunk().expect("a tile is inside the row")
    }
}

impl<T: Semiring> Left<T> for Transposed<'_, T> {
    type Part<'p, const MR: usize>
        = Self
    where
        Self: 'p;
    #[inline(always)]
    fn part<'p, const MR: usize>(self, i: usize, p: usize, _: usize, _: &'p mut [[T; STEPS]; MR]) -> Self
    where
        Self: 'p,
    {
        Transposed { a: &self.a[p * self.stride + i..], ..self }
    }
}

/// The right factor from some column on: rows `stride` numbers apart. A tile reads whole registers of each; where it is wider
/// than the matrix, these are numbers of the next row, and what comes of them is not used.
#[derive(Clone, Copy)]
pub(super) struct Right<'a, T> {
    pub(super) b: &'a [T],
    pub(super) stride: usize,
}

/// The result from some column on: rows `stride` apart, of which `width` numbers belong to the tiles.
pub(super) struct Target<'a, T> {
    pub(super) c: &'a mut [T],
    pub(super) stride: usize,
    pub(super) width: usize,
}

/// c += a · b for `m` rows and `k` inner indices, in tiles `NV` registers wide, with as many rows each as the registers hold.
#[inline(always)]
pub(super) fn tiles<T: Semiring, M: Machine<T>, const NV: usize>(
    machine: M,
    a: impl Left<T>,
    b: Right<'_, T>,
    c: &mut Target<'_, T>,
    [m, k]: [usize; 2],
) {
    let across = NV * M::LANES;
    // Few rows of b lack room for a register behind them: they are copied, and zeros behind them.
    let mut whole = k;
    while whole > 0 && (whole - 1) * b.stride + across > b.b.len() {
        whole -= 1;
    }
    let mut copies = [[T::ZERO; WIDEST]; COPIES];
    for (copy, p) in copies.iter_mut().zip(whole..k) {
        let row = &b.b[p * b.stride..];
        let there = row.len().min(across);
        copy[..there].copy_from_slice(&row[..there]);
    }
    let b = Rows { b, whole, copies: copies.as_flattened() };
    let mut copy = [[T::ZERO; STEPS]; HIGHEST];
    let mut i = 0;
    while i < m {
        i += match m - i {
            8.. if M::ROWS >= 8 || NV == 1 => tile::<T, M, 8, NV>(machine, a, b, c, [i, k], &mut copy),
            4.. => tile::<T, M, 4, NV>(machine, a, b, c, [i, k], &mut copy),
            2.. => tile::<T, M, 2, NV>(machine, a, b, c, [i, k], &mut copy),
            _ => tile::<T, M, 1, NV>(machine, a, b, c, [i, k], &mut copy),
        };
    }
}

/// How many rows may be copied: a matrix has at least [`NARROWEST`] columns.
const COPIES: usize = 4;

/// Narrower products are not done in tiles: of a register, too little would be used.
pub(super) const NARROWEST: usize = 4;

/// The rows of b: `whole` in their place, then copies, `WIDEST` apart.
#[derive(Clone, Copy)]
struct Rows<'a, T> {
    b: Right<'a, T>,
    whole: usize,
    copies: &'a [T],
}

impl<'a, T> Rows<'a, T> {
    /// The rows from `p` on, how far they are apart, and where the last of them ends, if there are `k`.
    #[inline(always)]
    fn from(self, p: usize, k: usize) -> (&'a [T], usize, usize) {
        if p < self.whole {
            (&self.b.b[p * self.b.stride..], self.b.stride, self.whole)
        } else {
            (&self.copies[(p - self.whole) * WIDEST..], WIDEST, k)
        }
    }
}

/// One tile. Gives its number of rows.
#[inline(always)]
fn tile<T: Semiring, M: Machine<T>, const MR: usize, const NV: usize>(
    machine: M,
    a: impl Left<T>,
    b: Rows<'_, T>,
    c: &mut Target<'_, T>,
    [i, k]: [usize; 2],
    copy: &mut [[T; STEPS]; HIGHEST],
) -> usize {
    let copy = copy.first_chunk_mut().expect("no tile is higher");
    let across = NV * M::LANES;
    let mut acc = [[machine.splat(T::ZERO); NV]; MR];
    let mut p = 0;
    while p < k {
        let (mut rest, stride, end) = b.from(p, k);
        let steps = STEPS.min(end - p);
        let a = a.part::<MR>(i, p, steps, copy);
        for step in 0..steps {
            let row: [M::Vector; NV] = core::array::from_fn(|v| machine.load(&rest[..across][v * M::LANES..]));
            let a = a.entries(step);
            for r in 0..MR {
                let a = machine.splat(a[r]);
                for v in 0..NV {
                    acc[r][v] = machine.multiply_add(a, row[v], acc[r][v]);
                }
            }
            rest = rest.get(stride..).unwrap_or_default();
        }
        p += steps;
    }
    add(machine, &acc, c, i);
    MR
}

/// Adds a tile to the result, in the last register only where its lanes count.
#[inline(always)]
fn add<T: Semiring, M: Machine<T>, const MR: usize, const NV: usize>(
    machine: M,
    acc: &[[M::Vector; NV]; MR],
    c: &mut Target<'_, T>,
    i: usize,
) {
    let last = machine.first(c.width - (NV - 1) * M::LANES);
    for r in 0..MR {
        let place = &mut c.c[(i + r) * c.stride..];
        if place.len() < NV * M::LANES {
            let mut sums = [T::ZERO; WIDEST];
            for v in 0..NV {
                machine.store(acc[r][v], &mut sums[v * M::LANES..]);
            }
            add_end(&sums, &mut place[..c.width]);
            continue;
        }
        for v in 0..NV {
            let place = &mut place[v * M::LANES..];
            let old = machine.load(place);
            let sum = if v < NV - 1 { machine.add(old, acc[r][v]) } else { machine.add_where(last, old, acc[r][v]) };
            machine.store(sum, place);
        }
    }
}

/// The end of a matrix, where no whole register fits.
#[inline(never)]
fn add_end<T: Semiring>(sums: &[T; WIDEST], c: &mut [T]) {
    for (c, &sum) in c.iter_mut().zip(sums) {
        *c = *c + sum;
    }
}
