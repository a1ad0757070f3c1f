//! Products with a small square matrix, of a size known here: nothing is left to be found out on the way, and the matrix stays
//! in registers.

use super::machine::{Machine, Plan, Work};
use super::product::{Form, Product};
use crate::kernel::Semiring;

/// c += a · b with a square b of `N` rows.
pub(super) struct Square<'a, T, const N: usize> {
    pub(super) a: &'a [T],
    pub(super) b: &'a [T],
    pub(super) c: &'a mut [T],
}

impl<T: Semiring, const N: usize> Plan<T> for Square<'_, T, N> {
    /// As any other product where the registers are too few.
    #[inline(always)]
    fn on<M: Machine<T>>(self, machine: M) {
        if N.div_ceil(M::LANES) * (N + ROWS) <= M::REGISTERS {
            machine.run(self);
        } else {
            let Square { a, b, c } = self;
            Product { form: Form::Neither, a, b, c, sizes: [a.len() / N, N, N] }.on(machine);
        }
    }
}

/// No row takes more registers.
const MOST: usize = 2;

/// A row in registers. Those that it does not take are never looked at.
type Row<V> = [V; MOST];

/// So many rows are done at a time: a register has its result some cycles later.
const ROWS: usize = 4;

impl<T: Semiring, const N: usize> Work<T> for Square<'_, T, N> {
    #[inline(always)]
    fn run<M: Machine<T>>(self, machine: M) {
        let Square { a, b, mut c } = self;
        let (a, b): (&[[T; N]], &[[T; N]]) = (a.as_chunks().0, b.as_chunks().0);
        // A register may reach into the next row. The last row has none.
        let mut last = [T::ZERO; 16];
        last[..N].copy_from_slice(&b[N - 1]);
        let b: [Row<M::Vector>; N] =
            core::array::from_fn(|p| load::<T, M, N>(machine, if p < N - 1 { b[p..].as_flattened() } else { &last }));
        let (fours, rest) = a.as_chunks::<ROWS>();
        for a in fours {
            c = multiply(machine, a, &b, c);
        }
        if N.is_multiple_of(M::LANES) {
            for a in rest {
                c = multiply(machine, &[*a], &b, c);
            }
            return;
        }
        // (Together, since the last row ends in the one before.)
        match *rest {
            [x] => drop(multiply(machine, &[x], &b, c)),
            [x, y] => drop(multiply(machine, &[x, y], &b, c)),
            [x, y, z] => drop(multiply(machine, &[x, y, z], &b, c)),
            _ => {}
        }
    }
}

/// A row from the first numbers of a slice.
#[inline(always)]
fn load<T: Semiring, M: Machine<T>, const N: usize>(machine: M, from: &[T]) -> Row<M::Vector> {
    core::array::from_fn(
        |v| {
            if v * M::LANES < N { machine.load(&from[v * M::LANES..]) } else { machine.splat(T::ZERO) }
        },
    )
}

/// Adds some rows to the first ones of the result, and gives what is behind them. (Tiles are added in the same way, but with
/// places and sizes that are not known here: for small squares that takes half as long again.)
#[inline(always)]
fn multiply<'c, T: Semiring, M: Machine<T>, const R: usize, const N: usize>(
    machine: M,
    a: &[[T; N]; R],
    b: &[Row<M::Vector>; N],
    c: &'c mut [T],
) -> &'c mut [T] {
    let registers = N.div_ceil(M::LANES);
    let mut acc = [[machine.splat(T::ZERO); MOST]; R];
    for p in 0..N {
        for r in 0..R {
            let a = machine.splat(a[r][p]);
            for v in 0..registers {
                acc[r][v] = machine.multiply_add(a, b[p][v], acc[r][v]);
            }
        }
    }
    if c.len() < (R - 1) * N + registers * M::LANES {
        add_end(machine, acc, c, N);
    } else {
        let lanes = machine.first(N - (registers - 1) * M::LANES);
        // All is read before anything is written: what was written just now is slow to read.
        for r in 0..R {
            for v in 0..registers {
                let old = machine.load(&c[r * N + v * M::LANES..]);
                let last = v + 1 == registers && !N.is_multiple_of(M::LANES);
                let new = machine.add(old, acc[r][v]);
                acc[r][v] = if last { machine.select(lanes, new, old) } else { new };
            }
        }
        for r in 0..R {
            for v in 0..registers {
                machine.store(acc[r][v], &mut c[r * N + v * M::LANES..]);
            }
        }
    }
    &mut c[R * N..]
}

/// The end of the result, behind which no whole register fits: the last one reaches back, into the one before.
#[inline(always)]
fn add_end<T: Semiring, M: Machine<T>, const R: usize>(
    machine: M,
    mut acc: [Row<M::Vector>; R],
    c: &mut [T],
    n: usize,
) {
    let registers = n.div_ceil(M::LANES);
    if R + registers == 2 || registers * M::LANES > 2 * n || n.is_multiple_of(M::LANES) {
        return add_end_by_number(machine, &acc, c, n);
    }
    let (before, lanes) =
        if registers == 1 { (acc[R - 2][0], [n, n]) } else { (acc[R - 1][0], [M::LANES, n - M::LANES]) };
    let end = R * n - M::LANES;
    let last = machine.add(machine.load(&c[end..]), machine.joined(before, acc[R - 1][registers - 1], lanes));
    let lanes = machine.first(n - (registers - 1) * M::LANES);
    for r in 0..R {
        for v in 0..registers {
            if r + 1 < R || v + 1 < registers {
                let old = machine.load(&c[r * n + v * M::LANES..]);
                let new = machine.add(old, acc[r][v]);
                acc[r][v] = if v + 1 == registers { machine.select(lanes, new, old) } else { new };
            }
        }
    }
    for r in 0..R {
        for v in 0..registers {
            if r + 1 < R || v + 1 < registers {
                machine.store(acc[r][v], &mut c[r * n + v * M::LANES..]);
            }
        }
    }
    machine.store(last, &mut c[end..]);
}

/// The same number by number.
#[inline(always)]
fn add_end_by_number<T: Semiring, M: Machine<T>>(machine: M, acc: &[Row<M::Vector>], c: &mut [T], n: usize) {
    for (acc, c) in acc.iter().zip(c.chunks_exact_mut(n)) {
        let mut sums = [T::ZERO; 16];
        for (&vector, sums) in acc.iter().zip(sums.chunks_exact_mut(M::LANES)) {
            machine.store(vector, sums);
        }
        for (c, &sum) in c.iter_mut().zip(&sums) {
            *c = *c + sum;
        }
    }
}
