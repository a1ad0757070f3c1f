//! A tile of the result in registers, while the inner dimension runs.

use super::machine::Machine;
use crate::kernel::Semiring;

/// No tile is wider: three registers of AVX-512.
const WIDEST: usize = 48;
/// No tile has more rows.
const HIGHEST: usize = 8;

/// How many inner indices are done between two looks at the bounds of the left factor.
const STEPS: usize = 16;

/// Entries of the left factor that are copied where the matrix ends before a tile does.
type Copy<T> = [[T; STEPS]; HIGHEST];

/// The left factor.
pub(super) trait Left<T>: core::marker::Copy {
    /// The factor from an inner index on.
    fn from(self, p: usize) -> Self;
    /// Its entries in `MR` rows from row `i` on, for at most `STEPS` inner indices from `p` on. Rows behind the end of the
    /// matrix are whatever they are.
    fn part<'p, const MR: usize>(self, at: [usize; 2], steps: usize, copy: &'p mut Copy<T>) -> impl Part<T, MR>
    where
        Self: 'p;
}

/// The entries of some rows, one inner index at a time.
pub(super) trait Part<T, const MR: usize> {
    /// The entries at an inner index, counted from where the part begins.
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
    #[inline(always)]
    fn from(self, p: usize) -> Self {
        Plain { a: &self.a[p..], ..self }
    }
    #[inline(always)]
    fn part<'p, const MR: usize>(self, [i, p]: [usize; 2], steps: usize, copy: &'p mut Copy<T>) -> impl Part<T, MR>
    where
        Self: 'p,
    {
        let from = i * self.stride + p;
        // What is behind the end of a row is the next row; it is not asked for.
        if self.a.len() < from + (MR - 1) * self.stride + STEPS {
            let rows = copied_rows(&self.a[from..], self.stride, steps, copy);
            return core::array::from_fn(|r| rows[r]);
        }
        core::array::from_fn(|r| self.a[from + r * self.stride..].first_chunk().expect("compared above"))
    }
}

/// Rows where the matrix ends. Those of which enough is there stay where they are.
#[cold]
#[inline(never)]
fn copied_rows<'p, T: Semiring>(
    a: &'p [T],
    stride: usize,
    steps: usize,
    copy: &'p mut Copy<T>,
) -> [&'p [T; STEPS]; HIGHEST] {
    for (r, copy) in copy.iter_mut().enumerate() {
        let row = a.get(r * stride..).unwrap_or(&[]);
        if row.len() < STEPS {
            for (copy, &a) in copy.iter_mut().zip(row).take(steps) {
                *copy = a;
            }
        }
    }
    let copy = &*copy;
    core::array::from_fn(|r| a.get(r * stride..).and_then(<[T]>::first_chunk).unwrap_or(&copy[r]))
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
        *self.a[step * self.stride..].first_chunk().expect("a tile is inside the matrix")
    }
}

impl<T: Semiring> Left<T> for Transposed<'_, T> {
    #[inline(always)]
    fn from(self, p: usize) -> Self {
        Transposed { a: &self.a[p * self.stride..], ..self }
    }
    #[inline(always)]
    fn part<'p, const MR: usize>(self, [i, p]: [usize; 2], steps: usize, copy: &'p mut Copy<T>) -> impl Part<T, MR>
    where
        Self: 'p,
    {
        let a = &self.a[p * self.stride + i..];
        if a.len() < (steps - 1) * self.stride + MR {
            copy_columns(a, self.stride, MR, copy);
            return Transposed { a: copy.as_flattened(), stride: MR };
        }
        Transposed { a, ..self }
    }
}

/// Columns where the matrix ends.
#[cold]
#[inline(never)]
fn copy_columns<T: Semiring>(a: &[T], stride: usize, columns: usize, copy: &mut Copy<T>) {
    for (a, copy) in a.chunks(stride).zip(copy.as_flattened_mut().chunks_mut(columns)) {
        for (copy, &a) in copy.iter_mut().zip(a) {
            *copy = a;
        }
    }
}

/// The right factor from some inner index on: rows of `stride` numbers, of which a tile takes whole registers from column `j`
/// on, and what follows in the next row where a row ends within a register.
#[derive(Clone, Copy)]
pub(super) struct Right<'a, T> {
    pub(super) b: &'a [T],
    pub(super) stride: usize,
    pub(super) j: usize,
}

/// The result from some column on: `m` rows `stride` apart, of which `width` numbers belong to the tiles.
pub(super) struct Target<'a, T> {
    pub(super) c: &'a mut [T],
    pub(super) stride: usize,
    pub(super) width: usize,
    pub(super) m: usize,
}

/// c += a · b for `k` inner indices, in tiles `NV` registers wide, with as many rows each as the registers hold. The last
/// tile may have fewer.
#[inline(always)]
pub(super) fn tiles<T: Semiring, M: Machine<T>, const NV: usize>(
    machine: M,
    a: impl Left<T>,
    b: Right<'_, T>,
    c: &mut Target<'_, T>,
    k: usize,
) {
    let mut copy = [[T::ZERO; STEPS]; HIGHEST];
    // Where the last row of the matrix ends within a register, it is copied.
    let mut last = [T::ZERO; WIDEST];
    let from = &b.b[(k - 1) * b.stride + b.j..];
    let inside = if from.len() < NV * M::LANES { k - 1 } else { k };
    if inside < k {
        last[..from.len()].copy_from_slice(from);
    }
    let b = Rows { b: &b.b[b.j..], stride: b.stride, inside, last: &last };
    let mut i = 0;
    while i < c.m {
        if NV == 1 || (M::REGISTERS > 16 && c.m - i > 4) {
            tile::<T, M, 8, NV>(machine, a, b, c, [i, k], &mut copy);
            i += 8;
        } else {
            tile::<T, M, 4, NV>(machine, a, b, c, [i, k], &mut copy);
            i += 4;
        }
    }
}

/// What tiles read of the right factor: rows `stride` apart, of which all but the last may be inside the matrix.
#[derive(Clone, Copy)]
struct Rows<'a, T> {
    b: &'a [T],
    stride: usize,
    inside: usize,
    last: &'a [T; WIDEST],
}

/// One tile.
#[inline(always)]
fn tile<T: Semiring, M: Machine<T>, const MR: usize, const NV: usize>(
    machine: M,
    a: impl Left<T>,
    b: Rows<'_, T>,
    c: &mut Target<'_, T>,
    [i, k]: [usize; 2],
    copy: &mut Copy<T>,
) {
    let mut acc = [[machine.splat(T::ZERO); NV]; MR];
    let mut rest = b.b;
    let mut p = 0;
    while p < k {
        let steps = STEPS.min(k - p);
        let a = a.part::<MR>([i, p], steps, copy);
        // The last row may have to be read from its copy: then what is before it is done first.
        let ends = [steps.min(b.inside - p), steps];
        let mut step = 0;
        for end in ends {
            while step < end {
                let row = &rest[..NV * M::LANES];
                rest = &rest[b.stride.min(rest.len())..];
                let row: [M::Vector; NV] = core::array::from_fn(|v| machine.load(&row[v * M::LANES..]));
                let a = a.entries(step);
                for r in 0..MR {
                    let a = machine.splat(a[r]);
                    for v in 0..NV {
                        acc[r][v] = machine.multiply_add(a, row[v], acc[r][v]);
                    }
                }
                step += 1;
            }
            if step < steps {
                rest = b.last;
            }
        }
        p += steps;
    }
    add(machine, acc, c, i);
}

/// Adds a tile to the result, in the last register only where its lanes count.
#[inline(always)]
fn add<T: Semiring, M: Machine<T>, const MR: usize, const NV: usize>(
    machine: M,
    mut acc: [[M::Vector; NV]; MR],
    c: &mut Target<'_, T>,
    i: usize,
) {
    let rows = MR.min(c.m - i);
    let last = machine.first(c.width - (NV - 1) * M::LANES);
    let (c, stride, width) = (&mut c.c[i * c.stride..], c.stride, c.width);
    let across = NV * M::LANES;
    if rows > 1 && c.len() < (rows - 2) * stride + across {
        // A copy, since what is lent must be in memory, and the tile must not.
        let spilled = acc;
        return add_end::<T, M>(machine, spilled.as_flattened(), NV, c, [rows, stride, width]);
    }
    // Behind the last row there may be too little for a register.
    let whole = if c.len() < (rows - 1) * stride + across { rows - 1 } else { rows };
    let mut end = acc[0];
    // All is read before anything is written: a register may reach into the next row, and what was written just now is
    // slow to read.
    for r in 0..MR {
        if r < whole {
            for v in 0..NV {
                let old = machine.load(&c[r * stride + v * M::LANES..]);
                let new = machine.add(old, acc[r][v]);
                acc[r][v] = if v < NV - 1 { new } else { machine.select(last, new, old) };
            }
        } else if r < rows {
            end = acc[r];
        }
    }
    for r in 0..MR {
        if r < whole {
            for v in 0..NV {
                machine.store(acc[r][v], &mut c[r * stride + v * M::LANES..]);
            }
        }
    }
    if whole < rows {
        add_row(machine, &end, &mut c[whole * stride..][..width]);
    }
}

/// Adds a row of a tile to a row of the result that may be shorter.
#[inline(always)]
fn add_row<T: Semiring, M: Machine<T>>(machine: M, acc: &[M::Vector], c: &mut [T]) {
    let mut sums = [T::ZERO; WIDEST];
    for (sums, &vector) in sums.chunks_exact_mut(M::LANES).zip(acc) {
        machine.store(vector, sums);
    }
    for (c, &sum) in c.iter_mut().zip(&sums) {
        *c = *c + sum;
    }
}

/// The end of a matrix, where no whole register fits.
#[cold]
#[inline(never)]
fn add_end<T: Semiring, M: Machine<T>>(
    machine: M,
    acc: &[M::Vector],
    across: usize,
    c: &mut [T],
    [rows, stride, width]: [usize; 3],
) {
    for (acc, c) in acc.chunks_exact(across).zip(c.chunks_mut(stride)).take(rows) {
        add_row(machine, acc, &mut c[..width]);
    }
}
