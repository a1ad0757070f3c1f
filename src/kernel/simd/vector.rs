//! A matrix times a vector, from either side, and vector times vector.

use super::machine::{Machine, Work};
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

/// So many sums run at a time: a register has its result some cycles later.
const SUMS: usize = 4;

impl<T: Semiring> Work<T> for MatVec<'_, T> {
    /// Rows are multiplied by b register by register, four rows at a time.
    #[inline(always)]
    fn run<M: Machine<T>>(self, machine: M) {
        let MatVec { a, b, c } = self;
        let k = b.len();
        let mut fours = a.chunks_exact(SUMS * k);
        let (wholes, rest) = c.as_chunks_mut::<SUMS>();
        for (a, c) in (&mut fours).zip(wholes) {
            let rows: [&[T]; SUMS] = core::array::from_fn(|r| &a[r * k..][..k]);
            for (c, sum) in c.iter_mut().zip(dots(machine, rows, b)) {
                *c = *c + sum;
            }
        }
        for (a, c) in fours.remainder().chunks_exact(k).zip(rest) {
            let [sum] = dots(machine, [a], b);
            *c = *c + sum;
        }
    }
}

/// Σ aᵢ · bᵢ for some rows a. Long sums are sums of blocks.
#[inline(always)]
fn dots<T: Semiring, M: Machine<T>, const N: usize>(machine: M, rows: [&[T]; N], b: &[T]) -> [T; N] {
    let block = M::LANES * BLOCK;
    let mut sums = [T::ZERO; N];
    for from in (0..b.len()).step_by(block) {
        let b = &b[from..b.len().min(from + block)];
        let rows = rows.map(|row| &row[from..][..b.len()]);
        let whole = b.len() - b.len() % M::LANES;
        let mut acc = [machine.splat(T::ZERO); N];
        for p in (0..whole).step_by(M::LANES) {
            let b = machine.load(&b[p..]);
            for r in 0..N {
                acc[r] = machine.multiply_add(machine.load(&rows[r][p..]), b, acc[r]);
            }
        }
        for r in 0..N {
            let rest = rows[r][whole..].iter().zip(&b[whole..]);
            let sum = rest.fold(machine.sum(acc[r]), |sum, (&a, &b)| a.times_plus(b, sum));
            sums[r] = sums[r] + sum;
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
                j += match (n - j) / M::LANES {
                    4.. => columns::<T, M, 4, 2>(machine, a, b, c, j),
                    2 | 3 => columns::<T, M, 2, 4>(machine, a, b, c, j),
                    1 => columns::<T, M, 1, 8>(machine, a, b, c, j),
                    _ => {
                        rest(a, b, c, j);
                        n
                    }
                };
            }
        }
    }
}

/// `NV` registers of columns, each with `SPLIT` sums that run at the same time. Gives their number.
#[inline(always)]
fn columns<T: Semiring, M: Machine<T>, const NV: usize, const SPLIT: usize>(
    machine: M,
    a: &[T],
    b: &[T],
    c: &mut [T],
    j: usize,
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
        machine.store(machine.add(machine.load(c), sum), c);
    }
    NV * M::LANES
}

/// The columns for which there is no whole register: fewer than the widest has numbers.
#[inline(always)]
fn rest<T: Semiring>(a: &[T], b: &[T], c: &mut [T], j: usize) {
    let n = c.len();
    let mut sums = [T::ZERO; 16];
    for (&a, row) in a.iter().zip(b.chunks_exact(n)) {
        for (sum, &b) in sums.iter_mut().zip(&row[j..]) {
            *sum = a.times_plus(b, *sum);
        }
    }
    for (c, &sum) in c[j..].iter_mut().zip(&sums) {
        *c = *c + sum;
    }
}

impl<T: Semiring> Work<T> for Outer<'_, T> {
    #[inline(always)]
    fn run<M: Machine<T>>(self, machine: M) {
        let Outer { a, b, c } = self;
        let n = b.len();
        let whole = n - n % M::LANES;
        for (&a, c) in a.iter().zip(c.chunks_exact_mut(n)) {
            let factor = machine.splat(a);
            for j in (0..whole).step_by(M::LANES) {
                let c = &mut c[j..];
                machine.store(machine.multiply_add(factor, machine.load(&b[j..]), machine.load(c)), c);
            }
            for (c, &b) in c[whole..].iter_mut().zip(&b[whole..]) {
                *c = machine.fused(a, b, *c);
            }
        }
    }
}
