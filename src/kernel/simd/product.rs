//! The loops around tiles: columns, blocks of the inner dimension, copies of the right factor.

use super::machine::{Machine, Plan, Work};
use super::tile::{Left, Plain, Right, Target, Transposed, tiles};
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
        product(machine, |p| Plain { a: &self.a[p..], stride: k }, self.b, self.c, self.sizes);
    }
}

impl<T: Semiring> Plan<T> for TransposedLeft<'_, T> {
    #[inline(always)]
    fn on<M: Machine<T>>(self, machine: M) {
        let m = self.sizes[0];
        product(machine, |p| Transposed { a: &self.a[p * m..], stride: m }, self.b, self.c, self.sizes);
    }
}

impl<T: Semiring> Plan<T> for TransposedRight<'_, T> {
    #[inline(always)]
    fn on<M: Machine<T>>(self, machine: M) {
        let TransposedRight { a, b, c, sizes } = self;
        let k = sizes[1];
        with_copies(
            machine,
            |p| Plain { a: &a[p..], stride: k },
            c,
            sizes,
            |to, across, [p, j], [depth, width]| {
                machine.run(Transposition { from: &b[j * k + p..], stride: k, to, across, sizes: [width, depth] });
            },
        );
    }
}

/// From so many columns on, the rows of a tile are so far apart that they displace each other from the cache.
const FAR: usize = 128;

/// c += a · b, where `a` gives the left factor from an inner index on.
#[inline(always)]
fn product<T: Semiring, M: Machine<T>, A: Left<T>>(
    machine: M,
    a: impl Fn(usize) -> A,
    b: &[T],
    c: &mut [T],
    sizes: [usize; 3],
) {
    let [m, k, n] = sizes;
    if !n.is_multiple_of(M::LANES) || (n >= FAR && m >= FAR / 4) {
        return with_copies(machine, a, c, sizes, |to, across, [p, j], [depth, _]| {
            machine.run(Copied { from: &b[p * n + j..], stride: n, to, across, depth });
        });
    }
    for p in (0..k).step_by(BLOCK) {
        let a = a(p);
        for [j, width] in strips(n, M::LANES) {
            let b = Right { b: &b[p * n..], stride: n, j };
            machine.run(Strip { a, b, c: Target { c: &mut c[j..], stride: n, width }, m, k: BLOCK.min(k - p) });
        }
    }
}

/// The columns that are done at a time: where they begin, and how many they are. Three registers, or two or one where
/// otherwise a single one would be left.
fn strips(n: usize, lanes: usize) -> impl Iterator<Item = [usize; 2]> {
    let mut j = 0;
    core::iter::from_fn(move || {
        let registers = match (n - j).div_ceil(lanes) {
            0 => return None,
            few @ ..=3 => few,
            4 => 2,
            _ => 3,
        };
        let width = (n - j).min(registers * lanes);
        j += width;
        Some([j - width, width])
    })
}

/// c += a · b with copies of parts of b, whose rows lie side by side there, whole registers each. `copy` makes one: it gets the
/// place, the length of a row there, where the part begins, and its numbers of rows and columns.
#[inline(always)]
fn with_copies<T: Semiring, M: Machine<T>, A: Left<T>>(
    machine: M,
    a: impl Fn(usize) -> A,
    c: &mut [T],
    sizes: [usize; 3],
    copy: impl Fn(&mut [T], usize, [usize; 2], [usize; 2]),
) {
    let [_, k, n] = sizes;
    // The place is cleared first, so it is no larger than needed.
    let numbers = k * n.next_multiple_of(M::LANES).min(3 * M::LANES);
    if numbers <= 256 {
        with_copies_in::<T, M, A, 256>(machine, a, c, sizes, copy);
    } else if numbers <= 1024 {
        with_copies_in::<T, M, A, 1024>(machine, a, c, sizes, copy);
    } else if numbers <= 3072 {
        with_copies_in::<T, M, A, 3072>(machine, a, c, sizes, copy);
    } else {
        with_copies_in::<T, M, A, 6144>(machine, a, c, sizes, copy);
    }
}

/// The same with a place of so many numbers. Never inlined: a frame holds one place, and not one for each size and machine.
#[inline(never)]
fn with_copies_in<T: Semiring, M: Machine<T>, A: Left<T>, const PLACE: usize>(
    machine: M,
    a: impl Fn(usize) -> A,
    c: &mut [T],
    [m, k, n]: [usize; 3],
    copy: impl Fn(&mut [T], usize, [usize; 2], [usize; 2]),
) {
    let mut place = [T::ZERO; PLACE];
    let most = PLACE / n.next_multiple_of(M::LANES).min(3 * M::LANES);
    for p in (0..k).step_by(most) {
        let a = a(p);
        let depth = most.min(k - p);
        for [j, width] in strips(n, M::LANES) {
            let across = width.next_multiple_of(M::LANES);
            copy(&mut place, across, [p, j], [depth, width]);
            let b = Right { b: &place, stride: across, j: 0 };
            machine.run(Strip { a, b, c: Target { c: &mut c[j..], stride: n, width }, m, k: depth });
        }
    }
}

/// Columns of some registers. A function of its own for each kind of left factor, which holds all tiles.
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
        match c.width.div_ceil(M::LANES) {
            1 => tiles::<T, M, 1>(machine, a, b, &mut c, [m, k]),
            2 => tiles::<T, M, 2>(machine, a, b, &mut c, [m, k]),
            _ => tiles::<T, M, 3>(machine, a, b, &mut c, [m, k]),
        }
    }
}

/// Copies `depth` rows, `stride` apart, whole registers of each. What is behind the end of a row is the next row; it is copied
/// too, and not used.
struct Copied<'a, T> {
    from: &'a [T],
    stride: usize,
    to: &'a mut [T],
    across: usize,
    depth: usize,
}

impl<T: Semiring> Work<T> for Copied<'_, T> {
    #[inline(always)]
    fn run<M: Machine<T>>(self, machine: M) {
        let Copied { from, stride, to, across, depth } = self;
        for (p, to) in to.chunks_exact_mut(across).enumerate().take(depth) {
            let from = &from[p * stride..];
            if from.len() >= across {
                for v in (0..across).step_by(M::LANES) {
                    machine.store(machine.load(&from[v..]), &mut to[v..]);
                }
            } else {
                to[..from.len()].copy_from_slice(from);
            }
        }
    }
}

/// Transposes some rows, `stride` apart, into rows of whole registers.
struct Transposition<'a, T> {
    from: &'a [T],
    stride: usize,
    to: &'a mut [T],
    across: usize,
    sizes: [usize; 2],
}

impl<T: Semiring> Work<T> for Transposition<'_, T> {
    #[inline(always)]
    fn run<M: Machine<T>>(self, machine: M) {
        let Transposition { from, stride, to, across, sizes: [width, depth] } = self;
        for row in (0..width).step_by(M::LANES) {
            let high = M::LANES.min(width - row);
            for p in (0..depth).step_by(M::LANES) {
                let from = &from[row * stride + p..];
                let to = &mut to[p * across + row..];
                if high == M::LANES && depth - p >= M::LANES {
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
