//! The loops around tiles: columns, blocks of the inner dimension, copies of the right factor.

use super::machine::{Machine, Plan, Work};
use super::tile::{Left, Plain, Right, Target, Transposed, tiles};
use crate::kernel::{BLOCK, Semiring};

/// Which factor is transposed.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// c += a · b.
    Neither,
    /// c += a · bᵀ.
    Right,
    /// c += aᵀ · b.
    Left,
}

/// A product of matrices in tiles.
pub(super) struct Product<'a, T> {
    pub(super) form: Form,
    pub(super) a: &'a [T],
    pub(super) b: &'a [T],
    pub(super) c: &'a mut [T],
    pub(super) sizes: [usize; 3],
}

impl<T: Semiring> Plan<T> for Product<'_, T> {
    #[inline(always)]
    fn on<M: Machine<T>>(self, machine: M) {
        let Product { form, a, b, c, sizes } = self;
        let [m, k, n] = sizes;
        let right = match form {
            Form::Right => Source { b, stride: k, transposed: true },
            Form::Neither | Form::Left => Source { b, stride: n, transposed: false },
        };
        match form {
            Form::Left => product(machine, Transposed { a, stride: m }, right, c, sizes),
            Form::Neither | Form::Right => product(machine, Plain { a, stride: k }, right, c, sizes),
        }
    }
}

/// The right factor, or what it is transposed from: rows of `stride` numbers.
#[derive(Clone, Copy)]
struct Source<'a, T> {
    b: &'a [T],
    stride: usize,
    transposed: bool,
}

/// Of narrower factors a register holds more than two rows.
const NARROW: usize = 4;

/// From so many columns on, the rows of a tile are so far apart that they displace each other from the cache.
const FAR: usize = 128;

/// c += a · b. Never inlined: it is the same for factors that are transposed or not.
#[inline(never)]
fn product<T: Semiring, M: Machine<T>>(machine: M, a: impl Left<T>, b: Source<'_, T>, c: &mut [T], sizes: [usize; 3]) {
    let [m, k, n] = sizes;
    if b.transposed || n < NARROW || (n >= FAR && m >= FAR / 4) {
        // The place is cleared first, so it is no larger than needed.
        let numbers = k * n.next_multiple_of(M::LANES).min(3 * M::LANES);
        return with_place(numbers, &mut |place| with_copies(machine, a, b, c, sizes, place));
    }
    for p in (0..k).step_by(BLOCK) {
        let a = a.from(p);
        for [j, width] in strips(n, M::LANES) {
            let b = Right { b: &b.b[p * n..], stride: n, j };
            machine.run(Strip { a, b, c: Target { c: &mut c[j..], stride: n, width, m }, k: BLOCK.min(k - p) });
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

/// Lends a place for so many numbers, or for as many as lie in the nearest cache.
fn with_place<T: Semiring>(numbers: usize, work: &mut dyn FnMut(&mut [T])) {
    /// Never inlined: a frame holds one place, and not one of each size.
    #[inline(never)]
    fn lend<T: Semiring, const PLACE: usize>(work: &mut dyn FnMut(&mut [T])) {
        work(&mut [T::ZERO; PLACE]);
    }
    match numbers {
        ..=256 => lend::<T, 256>(work),
        257..=1024 => lend::<T, 1024>(work),
        // Half of it: the left factor passes through as well.
        _ if numbers <= 3072 || size_of::<T>() > 4 => lend::<T, 3072>(work),
        _ => lend::<T, 6144>(work),
    }
}

/// c += a · b with copies of parts of b, whose rows lie side by side there, whole registers each.
fn with_copies<T: Semiring, M: Machine<T>>(
    machine: M,
    a: impl Left<T>,
    b: Source<'_, T>,
    c: &mut [T],
    [m, k, n]: [usize; 3],
    place: &mut [T],
) {
    let most = BLOCK.min(place.len() / n.next_multiple_of(M::LANES).min(3 * M::LANES));
    for p in (0..k).step_by(most) {
        let a = a.from(p);
        let depth = most.min(k - p);
        for [j, width] in strips(n, M::LANES) {
            let across = width.next_multiple_of(M::LANES);
            let from = if b.transposed { &b.b[j * b.stride + p..] } else { &b.b[p * b.stride + j..] };
            machine.run(Copied { from: Source { b: from, ..b }, to: place, across, sizes: [depth, width] });
            let b = Right { b: place, stride: across, j: 0 };
            machine.run(Strip { a, b, c: Target { c: &mut c[j..], stride: n, width, m }, k: depth });
        }
    }
}

/// Columns of some registers. A function of its own for each kind of left factor, which holds all tiles.
struct Strip<'a, T, A> {
    a: A,
    b: Right<'a, T>,
    c: Target<'a, T>,
    k: usize,
}

impl<T: Semiring, A: Left<T>> Work<T> for Strip<'_, T, A> {
    #[inline(always)]
    fn run<M: Machine<T>>(self, machine: M) {
        let Strip { a, b, mut c, k } = self;
        match c.width.div_ceil(M::LANES) {
            1 => tiles::<T, M, 1>(machine, a, b, &mut c, k),
            2 => tiles::<T, M, 2>(machine, a, b, &mut c, k),
            _ => tiles::<T, M, 3>(machine, a, b, &mut c, k),
        }
    }
}

/// Copies or transposes a part of so many rows and columns into rows of whole registers.
struct Copied<'a, T> {
    from: Source<'a, T>,
    to: &'a mut [T],
    across: usize,
    sizes: [usize; 2],
}

impl<T: Semiring> Work<T> for Copied<'_, T> {
    #[inline(always)]
    fn run<M: Machine<T>>(self, machine: M) {
        if self.from.transposed { self.transposed(machine) } else { self.copied(machine) }
    }
}

impl<T: Semiring> Copied<'_, T> {
    /// What is behind the end of a row is the next row; it is copied too, and not used.
    #[inline(always)]
    fn copied<M: Machine<T>>(self, machine: M) {
        let Copied { from, to, across, sizes: [depth, _] } = self;
        for (p, to) in to.chunks_exact_mut(across).enumerate().take(depth) {
            let from = &from.b[p * from.stride..];
            if from.len() >= across {
                for v in (0..across).step_by(M::LANES) {
                    machine.store(machine.load(&from[v..]), &mut to[v..]);
                }
            } else {
                to[..from.len()].copy_from_slice(from);
            }
        }
    }

    /// Squares of whole registers, and what is left number by number.
    #[inline(always)]
    fn transposed<M: Machine<T>>(self, machine: M) {
        let Copied { from: Source { b, stride, .. }, to, across, sizes: [depth, width] } = self;
        for row in (0..width).step_by(M::LANES) {
            let high = M::LANES.min(width - row);
            for p in (0..depth).step_by(M::LANES) {
                let from = &b[row * stride + p..];
                let to = &mut to[p * across + row..];
                // What is behind the last columns is read and written where there is room for it, and not used.
                let room = |stride: usize, length: usize| length >= (M::LANES - 1) * stride + M::LANES;
                if high == M::LANES && room(stride, from.len()) && room(across, to.len()) {
                    machine.transpose(from, stride, to, across);
                } else {
                    for (column, to) in to.chunks_mut(across).enumerate().take(M::LANES.min(depth - p)) {
                        for (r, to) in to[..high].iter_mut().enumerate() {
                            *to = from[r * stride + column];
                        }
                    }
                }
            }
        }
    }
}
