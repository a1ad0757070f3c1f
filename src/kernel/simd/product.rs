//! The loops around tiles: columns, blocks of the inner dimension, copies of the right factor.

use super::machine::{Machine, Plan, Work};
use super::tile::{Left, Plain, Right, Target, Transposed, WIDEST, tiles};
use crate::kernel::{BLOCK, Semiring};

/// c += a · b.
pub(super) struct Neither<'a, T> {
    pub(super) a: &'a [T],
    pub(super) b: &'a [T],
    pub(super) c: &'a mut [T],
    pub(super) sizes: [usize; 3],
}

/// c += a · bᵀ.
pub(super) struct TransposedRight<'a, T> {
    pub(super) a: &'a [T],
    pub(super) b: &'a [T],
    pub(super) c: &'a mut [T],
    pub(super) sizes: [usize; 3],
}

/// c += aᵀ · b.
pub(super) struct TransposedLeft<'a, T> {
    pub(super) a: &'a [T],
    pub(super) b: &'a [T],
    pub(super) c: &'a mut [T],
    pub(super) sizes: [usize; 3],
}

impl<T: Semiring> Plan<T> for Neither<'_, T> {
    #[inline(always)]
    fn on<M: Machine<T>>(self, machine: M) {
        let k = self.sizes[1];
        columns(machine, |p| Plain { a: &self.a[p..], stride: k }, self.b, self.c, self.sizes);
    }
}

impl<T: Semiring> Plan<T> for TransposedLeft<'_, T> {
    #[inline(always)]
    fn on<M: Machine<T>>(self, machine: M) {
        let m = self.sizes[0];
        columns(machine, |p| Transposed { a: &self.a[p * m..], stride: m }, self.b, self.c, self.sizes);
    }
}

/// From so many columns on, the rows of a tile are so far apart that they displace each other from the cache.
const FAR: usize = 128;
/// So many inner indices are copied at a time: all that one tile needs of b fits into the fastest cache.
const DEPTH: usize = 128;

/// All columns of c, two registers at a time. `a` gives the left factor from an inner index on.
#[inline(always)]
fn columns<T: Semiring, M: Machine<T>, A: Left<T>>(
    machine: M,
    a: impl Fn(usize) -> A,
    b: &[T],
    c: &mut [T],
    [m, k, n]: [usize; 3],
) {
    if n >= FAR && m >= FAR / 4 {
        return copied_columns(machine, a, b, c, [m, k, n]);
    }
    for p in (0..k).step_by(BLOCK) {
        let a = a(p);
        for j in (0..n).step_by(2 * M::LANES) {
            let c = Target { c: &mut c[j..], stride: n, width: (n - j).min(2 * M::LANES) };
            machine.run(Strip { a, b: Right { b: &b[p * n + j..], stride: n }, c, m, k: BLOCK.min(k - p) });
        }
    }
}

/// The same with copies of b, whose rows lie side by side there.
#[inline(always)]
fn copied_columns<T: Semiring, M: Machine<T>, A: Left<T>>(
    machine: M,
    a: impl Fn(usize) -> A,
    b: &[T],
    c: &mut [T],
    [m, k, n]: [usize; 3],
) {
    let across = 2 * M::LANES;
    let mut copy = [[T::ZERO; WIDEST]; DEPTH];
    for p in (0..k).step_by(DEPTH) {
        let a = a(p);
        let depth = DEPTH.min(k - p);
        for j in (0..n).step_by(across) {
            let width = (n - j).min(across);
            let copy = copy.as_flattened_mut();
            for (copy, b) in copy.chunks_exact_mut(across).zip(b[p * n..].chunks_exact(n)).take(depth) {
                copy[..width].copy_from_slice(&b[j..j + width]);
            }
            let b = Right { b: &*copy, stride: across };
            machine.run(Strip { a, b, c: Target { c: &mut c[j..], stride: n, width }, m, k: depth });
        }
    }
}

/// Columns of one or two registers. A function of its own for each kind of left factor, which holds all tiles.
struct Strip<'a, T, A> {
    a: A,
    b: Right<'a, T>,
    c: Target<'a, T>,
    m: usize,
    k: usize,
}

impl<T: Semiring, A: Left<T>> Work<T> for Strip<'_, T, A> {
    #[inline(always)]
    fn run<M: Machine<T>>(self, machine: M) {
        let Strip { a, b, mut c, m, k } = self;
        if c.width > M::LANES {
            tiles::<T, M, 2>(machine, a, b, &mut c, [m, k]);
        } else {
            tiles::<T, M, 1>(machine, a, b, &mut c, [m, k]);
        }
    }
}

impl<T: Semiring> Plan<T> for TransposedRight<'_, T> {
    #[inline(always)]
    fn on<M: Machine<T>>(self, machine: M) {
        // The copy is cleared first, so it is no larger than needed.
        match self.sizes[1] {
            ..=16 => transposed_right::<T, M, 16>(machine, self),
            ..=32 => transposed_right::<T, M, 32>(machine, self),
            ..=64 => transposed_right::<T, M, 64>(machine, self),
            _ => transposed_right::<T, M, DEPTH>(machine, self),
        }
    }
}

#[inline(always)]
fn transposed_right<T: Semiring, M: Machine<T>, const DEPTH: usize>(machine: M, work: TransposedRight<'_, T>) {
    let TransposedRight { a, b, c, sizes: [m, k, n] } = work;
    let across = 2 * M::LANES;
    let mut copy = [[T::ZERO; WIDEST]; DEPTH];
    for p in (0..k).step_by(DEPTH) {
        let a = Plain { a: &a[p..], stride: k };
        let depth = DEPTH.min(k - p);
        for j in (0..n).step_by(across) {
            let width = (n - j).min(across);
            let copy = copy.as_flattened_mut();
            machine.run(Transposition { from: &b[j * k + p..], stride: k, to: &mut *copy, width, depth });
            let b = Right { b: &*copy, stride: across };
            machine.run(Strip { a, b, c: Target { c: &mut c[j..], stride: n, width }, m, k: depth });
        }
    }
}

/// Transposes `width` rows of `depth` numbers, `stride` apart, into rows of two registers each.
struct Transposition<'a, T> {
    from: &'a [T],
    stride: usize,
    to: &'a mut [T],
    width: usize,
    depth: usize,
}

impl<T: Semiring> Work<T> for Transposition<'_, T> {
    #[inline(always)]
    fn run<M: Machine<T>>(self, machine: M) {
        let Transposition { from, stride, to, width, depth } = self;
        let (lanes, across) = (M::LANES, 2 * M::LANES);
        for row in (0..width).step_by(lanes) {
            let high = lanes.min(width - row);
            for p in (0..depth).step_by(lanes) {
                let from = &from[row * stride + p..];
                let to = &mut to[p * across + row..];
                if high == lanes && depth - p >= lanes {
                    machine.transpose(from, stride, to, across);
                } else {
                    for (r, from) in from.chunks(stride).enumerate().take(high) {
                        for (to, &number) in to.chunks_mut(across).zip(from).take(depth - p) {
                            to[r] = number;
                        }
                    }
                }
            }
        }
    }
}
