//! A tile of the result in registers, while the inner dimension runs.

use super::machine::Machine;
use crate::kernel::Semiring;

/// No tile is wider: three registers of AVX-512.
const WIDEST: usize = 48;
/// No tile has more rows.
const HIGHEST: usize = 8;

/// How many inner indices are done between two looks at the bounds of slices.
const STEPS: usize = 32;

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

/// The right factor from some inner index on: rows of `stride` numbers, of which a tile takes whole registers from column `j`
/// on.
#[derive(Clone, Copy)]
pub(super) struct Right<'a, T> {
    pub(super) b: &'a [T],
    pub(super) stride: usize,
    pub(super) j: usize,
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

/// One tile. Gives its number of rows.
#[inline(always)]
fn tile<T: Semiring, M: Machine<T>, const MR: usize, const NV: usize>(
    machine: M,
    a: impl Left<T>,
    b: Right<'_, T>,
    c: &mut Target<'_, T>,
    [i, k]: [usize; 2],
    copy: &mut [[T; STEPS]; HIGHEST],
) -> usize {
    let copy = copy.first_chunk_mut().expect("no tile is higher");
    let mut acc = [[machine.splat(T::ZERO); NV]; MR];
    let mut rows = b.b.chunks_exact(b.stride);
    for p in (0..k).step_by(STEPS) {
        let steps = STEPS.min(k - p);
        let a = a.part::<MR>(i, p, steps, copy);
        for (step, row) in (0..steps).zip(&mut rows) {
            let row = &row[b.j..b.j + NV * M::LANES];
            let row: [M::Vector; NV] = core::array::from_fn(|v| machine.load(&row[v * M::LANES..]));
            let a = a.entries(step);
            for r in 0..MR {
                let a = machine.splat(a[r]);
                for v in 0..NV {
                    acc[r][v] = machine.multiply_add(a, row[v], acc[r][v]);
                }
            }
        }
    }
    add(machine, &acc, c, i);
    MR
}

/// Adds a tile to the result, in the last register only where its lanes count.
#[inline(always)]
#[expect(clippy::needless_range_loop, reason = "by constant indices the tile stays in registers")]
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
