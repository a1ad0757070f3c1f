//! A matrix times a vector, from either side, and vector times vector.

use super::machine::{Machine, Plan, Work};
use crate::kernel::{BLOCK, Semiring};

/// c += a · b, with a vector b.
pub(super) struct MatVec<'a, T> {
    pub(super) a: &'a [T],
    pub(super) b: &'a [T],
    pub(super) c: &'a mut [T],
}

/// c += a · b, with a vector a.
pub(super) struct VecMat<'a, T> {
    pub(super) a: &'a [T],
    pub(super) b: &'a [T],
    pub(super) c: &'a mut [T],
}

/// c += a · bᵀ, with vectors a and b.
pub(super) struct Outer<'a, T> {
    pub(super) a: &'a [T],
    pub(super) b: &'a [T],
    pub(super) c: &'a mut [T],
}

/// c += a · bᵀ, whose entries are products of long rows, too few for tiles.
pub(super) struct Dots<'a, T> {
    pub(super) a: &'a [T],
    pub(super) b: &'a [T],
    pub(super) c: &'a mut [T],
    pub(super) k: usize,
    pub(super) n: usize,
}

impl<T: Semiring> Plan<T> for Dots<'_, T> {
    #[inline(always)]
    fn on<M: Machine<T>>(self, machine: M) {
        for (row, c) in self.a.chunks_exact(self.k).zip(self.c.chunks_exact_mut(self.n)) {
            machine.run(MatVec { a: self.b, b: row, c });
        }
    }
}

impl<T: Semiring> Work<T> for MatVec<'_, T> {
    /// Rows are multiplied by b register by register, some rows at a time, since a register has its result some cycles later.
    #[inline(always)]
    fn run<M: Machine<T>>(self, machine: M) {
        let MatVec { a, b, c } = self;
        let k = b.len();
        let (eights, rest) = c.as_chunks_mut::<8>();
        let (wholes, a_rest) = a.split_at(eights.len() * 8 * k);
        // Long sums are sums of blocks.
        let block = M::LANES * BLOCK;
        for from in (0..k).step_by(block) {
            let b = &b[from..k.min(from + block)];
            for (i, c) in eights.iter_mut().enumerate() {
                add_dots(machine, &wholes[i * 8 * k + from..], k, b, c);
            }
            for (i, c) in rest.iter_mut().enumerate() {
                add_dots(machine, &a_rest[i * k + from..], k, b, core::array::from_mut(c));
            }
        }
    }
}

/// Adds the products of some rows, `stride` apart, with b. What is left of them behind whole registers is in a last one that
/// reaches back, without what was done already; of rows that are shorter than a register, number by number.
#[inline(always)]
fn add_dots<T: Semiring, M: Machine<T>, const N: usize>(machine: M, a: &[T], stride: usize, b: &[T], c: &mut [T; N]) {
    let mut rows = [&a[..b.len()]; N];
    for r in 1..N {
        rows[r] = &a[r * stride..][..b.len()];
    }
    let whole = b.len() - b.len() % M::LANES;
    let mut acc = [machine.splat(T::ZERO); N];
    for p in (0..whole).step_by(M::LANES) {
        let b = machine.load(&b[p..]);
        for r in 0..N {
            acc[r] = machine.multiply_add(machine.load(&rows[r][p..]), b, acc[r]);
        }
    }
    let short = b.len() < M::LANES;
    if whole < b.len() && !short {
        let (from, zero) = (b.len() - M::LANES, machine.splat(T::ZERO));
        let done = machine.first(whole - from);
        let b = machine.select(done, zero, machine.load(&b[from..]));
        for r in 0..N {
            // Both are 0 there: of an infinite entry a product with 0 is NaN.
            let row = machine.select(done, zero, machine.load(&rows[r][from..]));
            acc[r] = machine.multiply_add(row, b, acc[r]);
        }
    }
    let mut sums = lanes_of(machine, acc);
    if short {
        for p in 0..b.len() {
            for r in 0..N {
                sums[r] = rows[r][p].times_plus(b[p], sums[r]);
            }
        }
    }
    for r in 0..N {
        c[r] = c[r] + sums[r];
    }
}

/// The sums of all lanes of each register. (No closure chooses how: where there are two calls of it, it is compiled without the
/// instructions of the machine.)
#[inline(always)]
fn lanes_of<T: Semiring, M: Machine<T>, const N: usize>(machine: M, acc: [M::Vector; N]) -> [T; N] {
    let mut sums = [T::ZERO; N];
    if N == 8 {
        let mut eight = [machine.splat(T::ZERO); 8];
        eight.copy_from_slice(&acc);
        sums.copy_from_slice(&machine.sums(eight));
    } else {
        for r in 0..N {
            sums[r] = machine.sum(acc[r]);
        }
    }
    sums
}

impl<T: Semiring> Work<T> for VecMat<'_, T> {
    /// Rows of b are added, some columns at a time, whose sums stay in registers.
    #[inline(always)]
    fn run<M: Machine<T>>(self, machine: M) {
        let VecMat { a, b, c } = self;
        let n = c.len();
        for (block, a) in a.chunks(BLOCK).enumerate() {
            let b = &b[block * BLOCK * n..];
            let mut j = 0;
            while j < n {
                j = match (n - j) / M::LANES {
                    4.. => columns::<T, M, 4, 2>(machine, a, b, c, [j, j]),
                    2 | 3 => columns::<T, M, 2, 4>(machine, a, b, c, [j, j]),
                    1 => columns::<T, M, 1, 8>(machine, a, b, c, [j, j]),
                    // The last register reaches back into columns that are done.
                    _ if n >= M::LANES => columns::<T, M, 1, 8>(machine, a, b, c, [n - M::LANES, j]),
                    _ => rest(a, b, c),
                };
            }
        }
    }
}

/// `NV` registers of columns from `j` on, each with `SPLIT` sums that run at the same time. Those before `first` do not count.
/// Gives where they end.
#[inline(always)]
fn columns<T: Semiring, M: Machine<T>, const NV: usize, const SPLIT: usize>(
    machine: M,
    a: &[T],
    b: &[T],
    c: &mut [T],
    [j, first]: [usize; 2],
) -> usize {
    let n = c.len();
    let mut acc = [[machine.splat(T::ZERO); NV]; SPLIT];
    let (wholes, rest) = a.as_chunks::<SPLIT>();
    let mut rows = b.chunks_exact(n);
    for a in wholes {
        for s in 0..SPLIT {
            let row = &rows.next().expect("as many rows as entries")[j..];
            let a = machine.splat(a[s]);
            for v in 0..NV {
                acc[s][v] = machine.multiply_add(a, machine.load(&row[v * M::LANES..]), acc[s][v]);
            }
        }
    }
    for (&a, row) in rest.iter().zip(rows) {
        let a = machine.splat(a);
        for v in 0..NV {
            acc[0][v] = machine.multiply_add(a, machine.load(&row[j + v * M::LANES..]), acc[0][v]);
        }
    }
    for v in 0..NV {
        let mut sum = acc[0][v];
        for acc in &acc[1..] {
            sum = machine.add(sum, acc[v]);
        }
        let c = &mut c[j + v * M::LANES..];
        let old = machine.load(c);
        let new = machine.add(old, sum);
        machine.store(if first == j { new } else { machine.select(machine.first(first - j), old, new) }, c);
    }
    j + NV * M::LANES
}

/// All columns where they are fewer than a register has numbers.
#[inline(always)]
fn rest<T: Semiring>(a: &[T], b: &[T], c: &mut [T]) -> usize {
    let n = c.len();
    let mut sums = [T::ZERO; 16];
    for (&a, row) in a.iter().zip(b.chunks_exact(n)) {
        for (sum, &b) in sums.iter_mut().zip(row) {
            *sum = a.times_plus(b, *sum);
        }
    }
    for (c, &sum) in c.iter_mut().zip(&sums) {
        *c = *c + sum;
    }
    n
}

impl<T: Semiring> Work<T> for Outer<'_, T> {
    #[inline(always)]
    fn run<M: Machine<T>>(self, machine: M) {
        let Outer { a, b, c } = self;
        let n = b.len();
        if n < M::LANES {
            for (&a, c) in a.iter().zip(c.chunks_exact_mut(n)) {
                for (c, &b) in c.iter_mut().zip(b) {
                    *c = machine.fused(a, b, *c);
                }
            }
            return;
        }
        match [n / M::LANES, n % M::LANES] {
            [1, 0] => return short_rows::<T, M, 1>(machine, a, b, c),
            [2, 0] => return short_rows::<T, M, 2>(machine, a, b, c),
            [3, 0] => return short_rows::<T, M, 3>(machine, a, b, c),
            _ => {}
        }
        let (whole, end) = (n - n % M::LANES, n - M::LANES);
        let last = machine.load(&b[end..]);
        for (&a, c) in a.iter().zip(c.chunks_exact_mut(n)) {
            let factor = machine.splat(a);
            // The last register reaches back into columns that are done; there it computes the same once more, so what it
            // begins with is read before these are written.
            let begun = if whole < n { machine.load(&c[end..]) } else { last };
            for j in (0..whole).step_by(M::LANES) {
                let c = &mut c[j..];
                machine.store(machine.multiply_add(factor, machine.load(&b[j..]), machine.load(c)), c);
            }
            if whole < n {
                machine.store(machine.multiply_add(factor, last, begun), &mut c[end..]);
            }
        }
    }
}

/// An outer product with rows of a few whole registers, in which b stays.
#[inline(always)]
fn short_rows<T: Semiring, M: Machine<T>, const NV: usize>(machine: M, a: &[T], b: &[T], c: &mut [T]) {
    let mut factors = [machine.splat(T::ZERO); NV];
    for v in 0..NV {
        factors[v] = machine.load(&b[v * M::LANES..]);
    }
    for (&a, c) in a.iter().zip(c.chunks_exact_mut(NV * M::LANES)) {
        let a = machine.splat(a);
        for v in 0..NV {
            let c = &mut c[v * M::LANES..];
            machine.store(machine.multiply_add(a, factors[v], machine.load(c)), c);
        }
    }
}
