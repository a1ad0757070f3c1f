//! Products of matrices of dual numbers.
//!
//! The value of a product is a product of values, and the tangents are two more: with the tangents of each operand side by
//! side, (a·b)′ = a·b′ + a′·b is a product of an m×k matrix with a k×(n·K) one, and of an n×k matrix with a k×(m·K) one.
//! So larger products of duals run on the kernels of the numbers that they are made of, block by block. An operand of
//! which all tangents are exactly zero, such as data, takes no part in the second sum: a plain times a dual matrix costs
//! 1 + K plain products, a dual times a dual one 1 + 2·K.

use crate::kernel::Semiring;
use crate::number::{Dual, Float};

/// How a matrix lies in a slice: the distance between neighbours down and across.
#[derive(Clone, Copy)]
struct Matrix<'a, T, const K: usize> {
    entries: &'a [Dual<T, K>],
    down: usize,
    across: usize,
    /// Whether any tangent is not zero.
    moves: bool,
}

impl<'a, T: Float, const K: usize> Matrix<'a, T, K> {
    /// The matrix of `rows` by `columns` in a slice, or its transpose.
    #[inline(always)]
    fn new(entries: &'a [Dual<T, K>], [rows, columns]: [usize; 2], transposed: bool) -> Self {
        let entries = &entries[..rows * columns];
        let (down, across) = if transposed { (1, columns) } else { (columns, 1) };
        Matrix { entries, down, across, moves: moves(entries) }
    }

    #[inline(always)]
    fn at(&self, i: usize, j: usize) -> &'a Dual<T, K> {
        &self.entries[i * self.down + j * self.across]
    }

    /// Writes a block row by row, each entry as `width` numbers.
    #[inline(always)]
    fn pack(
        &self,
        [i, j]: [usize; 2],
        [rows, columns]: [usize; 2],
        to: &mut [T],
        width: usize,
        entry: impl Fn(&Dual<T, K>, &mut [T]),
    ) {
        for (i, to) in (i..i + rows).zip(to.chunks_exact_mut(columns * width)) {
            for (j, to) in (j..j + columns).zip(to.chunks_exact_mut(width)) {
                entry(self.at(i, j), to);
            }
        }
    }

    #[inline(always)]
    fn transposed(self) -> Self {
        Matrix { down: self.across, across: self.down, ..self }
    }
}

/// Whether any tangent of some numbers is not exactly zero.
#[inline(always)]
fn moves<T: Float, const K: usize>(numbers: &[Dual<T, K>]) -> bool {
    // In blocks, each without a branch.
    let block = |numbers: &[Dual<T, K>]| {
        numbers.iter().fold(false, |any, x| x.tangents.iter().fold(any, |any, tangent| any | !tangent.vanishes()))
    };
    numbers.chunks(16).any(block)
}

/// c += a · b, with a m×k, b k×n and c m×n.
pub(super) fn product<T: Float, const K: usize>(
    a: &[Dual<T, K>],
    b: &[Dual<T, K>],
    c: &mut [Dual<T, K>],
    [m, k, n]: [usize; 3],
) {
    multiply(Matrix::new(a, [m, k], false), Matrix::new(b, [k, n], false), c, [m, k, n]);
}

/// c += a · bᵀ, with a m×k, b n×k and c m×n.
pub(super) fn product_nt<T: Float, const K: usize>(
    a: &[Dual<T, K>],
    b: &[Dual<T, K>],
    c: &mut [Dual<T, K>],
    [m, k, n]: [usize; 3],
) {
    multiply(Matrix::new(a, [m, k], false), Matrix::new(b, [n, k], true), c, [m, k, n]);
}

/// c += aᵀ · b, with a k×m, b k×n and c m×n.
pub(super) fn product_tn<T: Float, const K: usize>(
    a: &[Dual<T, K>],
    b: &[Dual<T, K>],
    c: &mut [Dual<T, K>],
    [m, k, n]: [usize; 3],
) {
    multiply(Matrix::new(a, [k, m], true), Matrix::new(b, [k, n], false), c, [m, k, n]);
}

/// Σ aᵢ · bᵢ.
#[inline(always)]
pub(super) fn dot<T: Float, const K: usize>(a: &[Dual<T, K>], b: &[Dual<T, K>]) -> Dual<T, K> {
    let n = a.len().min(b.len());
    if n > BLOCK {
        return long_dot(&a[..n], &b[..n]);
    }
    let mut sum = Dual::ZERO;
    for (&a, &b) in a.iter().zip(b) {
        sum = a.times_plus(b, sum);
    }
    // Where a value is infinite, tangents that are zero need care.
    if sum.value.is_settled() { sum } else { long_dot(&a[..n], &b[..n]) }
}

#[inline(never)]
fn long_dot<T: Float, const K: usize>(a: &[Dual<T, K>], b: &[Dual<T, K>]) -> Dual<T, K> {
    let mut sum = [Dual::ZERO];
    product_nt(a, b, &mut sum, [1, a.len(), 1]);
    sum[0]
}

/// c += a · b.
fn multiply<T: Float, const K: usize>(
    a: Matrix<'_, T, K>,
    b: Matrix<'_, T, K>,
    c: &mut [Dual<T, K>],
    [m, k, n]: [usize; 3],
) {
    let c = &mut c[..m * n];
    // Numbers that are duals themselves would need larger blocks than a stack should hold.
    if const { cfg!(feature = "alloc") && T::ORDER == 0 && K > 0 && K <= LANES } {
        match m.saturating_mul(k).saturating_mul(n).saturating_mul(K) {
            0..SMALL => {}
            SMALL..LARGE => return in_blocks::<T, K, 1024>(a, b, c, [m, k, n]),
            _ => return in_blocks::<T, K, 4096>(a, b, c, [m, k, n]),
        }
    }
    match [a.moves, b.moves] {
        [false, false] => entry_by_entry(a, b, c, [m, k, n], |_, _, sum| sum),
        [false, true] => entry_by_entry(a, b, c, [m, k, n], |a, b, sum| scaled(b, a.value, sum)),
        [true, false] => entry_by_entry(a, b, c, [m, k, n], |a, b, sum| scaled(a, b.value, sum)),
        [true, true] => entry_by_entry(a, b, c, [m, k, n], |a, b, sum| scaled(a, b.value, scaled(b, a.value, sum))),
    }
}

/// From so many products of tangents on, blocks pay; and larger ones.
const SMALL: usize = 2048;
const LARGE: usize = 1 << 15;
/// More lanes than this fill the blocks with too few entries.
const LANES: usize = 32;

/// Tangents times a value, plus other tangents.
#[inline(always)]
fn scaled<T: Float, const K: usize>(x: &Dual<T, K>, by: T, plus: [T; K]) -> [T; K] {
    let mut sum = plus;
    for (sum, &x) in sum.iter_mut().zip(&x.tangents) {
        *sum = x.times_plus(by, *sum);
    }
    sum
}

/// How many terms are added one after another.
const BLOCK: usize = 64;

/// Each entry of the result in registers while its sum runs.
#[inline(always)]
fn entry_by_entry<T: Float, const K: usize>(
    a: Matrix<'_, T, K>,
    b: Matrix<'_, T, K>,
    c: &mut [Dual<T, K>],
    [m, k, n]: [usize; 3],
    add: impl Fn(&Dual<T, K>, &Dual<T, K>, [T; K]) -> [T; K],
) {
    for i in 0..m {
        for j in 0..n {
            let c = &mut c[i * n + j];
            for from in (0..k).step_by(BLOCK) {
                let (mut value, mut tangents) = (T::ZERO, [T::ZERO; K]);
                for p in from..k.min(from + BLOCK) {
                    let (a, b) = (a.at(i, p), b.at(p, j));
                    value = a.value.times_plus(b.value, value);
                    tangents = add(a, b, tangents);
                }
                if !value.is_settled() {
                    let terms = (from..k.min(from + BLOCK)).map(|p| (a.at(i, p), b.at(p, j)));
                    tangents = [T::ZERO; K];
                    add_carefully(terms.clone().map(|(a, b)| (a, b.value)), &mut tangents);
                    add_carefully(terms.map(|(a, b)| (b, a.value)), &mut tangents);
                }
                *c += Dual::new(value, tangents);
            }
        }
    }
}

/// In plain products of blocks of at most `N` numbers. With the tangents of an entry behind its value, a · b and a · b′ are
/// one product; with only the tangents, (a′ · b)ᵀ = bᵀ · a′ᵀ is another.
#[inline(never)]
fn in_blocks<T: Float, const K: usize, const N: usize>(
    a: Matrix<'_, T, K>,
    b: Matrix<'_, T, K>,
    c: &mut [Dual<T, K>],
    [m, k, n]: [usize; 3],
) {
    let mut blocks = Blocks::<T, N> { left: [T::ZERO; N], right: [T::ZERO; N], result: [T::ZERO; N] };
    if b.moves {
        let both = |x: &Dual<T, K>, to: &mut [T]| {
            to[0] = x.value;
            to[1..].copy_from_slice(&x.tangents);
        };
        blocks.multiply(a, b, [m, k, n], 1 + K, both, |y, i, j| {
            let c = &mut c[i * n + j];
            c.value = c.value + y[0];
            add(&y[1..], (0..k).map(|p| (b.at(p, j), a.at(i, p).value)), c);
        });
    } else {
        let value = |x: &Dual<T, K>, to: &mut [T]| to[0] = x.value;
        blocks.multiply(a, b, [m, k, n], 1, value, |y, i, j| c[i * n + j].value = c[i * n + j].value + y[0]);
    }
    if a.moves {
        let tangents = |x: &Dual<T, K>, to: &mut [T]| to.copy_from_slice(&x.tangents);
        blocks.multiply(b.transposed(), a.transposed(), [n, k, m], K, tangents, |y, j, i| {
            add(y, (0..k).map(|p| (a.at(i, p), b.at(p, j).value)), &mut c[i * n + j]);
        });
    }
}

/// Packed parts of the factors, and of the result.
struct Blocks<T, const N: usize> {
    left: [T; N],
    right: [T; N],
    result: [T; N],
}

impl<T: Float, const N: usize> Blocks<T, N> {
    /// The values of `a` times entries of `b` that are packed as `width` numbers each. Each entry of the result is added by
    /// a function that is told its row and column.
    #[inline(always)]
    fn multiply<const K: usize>(
        &mut self,
        a: Matrix<'_, T, K>,
        b: Matrix<'_, T, K>,
        [m, k, n]: [usize; 3],
        width: usize,
        pack: impl Fn(&Dual<T, K>, &mut [T]),
        mut add: impl FnMut(&[T], usize, usize),
    ) {
        // Rows of a block of the result are four times as long as its columns.
        let most = (N / 4).isqrt();
        let [rows, inner, columns] = [part(m, most), part(k, most), part(n, 4 * most / width)];
        for i in (0..m).step_by(rows) {
            let rows = rows.min(m - i);
            for j in (0..n).step_by(columns) {
                let columns = columns.min(n - j);
                let result = &mut self.result[..rows * columns * width];
                result.fill(T::ZERO);
                for p in (0..k).step_by(inner) {
                    let inner = inner.min(k - p);
                    a.pack([i, p], [rows, inner], &mut self.left, 1, |x, to| to[0] = x.value);
                    b.pack([p, j], [inner, columns], &mut self.right, width, &pack);
                    T::product(&self.left, &self.right, result, [rows, inner, columns * width]);
                }
                for (row, y) in result.chunks_exact(columns * width).enumerate() {
                    for (column, y) in y.chunks_exact(width).enumerate() {
                        add(y, i + row, j + column);
                    }
                }
            }
        }
    }
}

/// Cuts a length into equal parts, none longer than `most`: how long a part is.
fn part(length: usize, most: usize) -> usize {
    length.div_ceil(length.div_ceil(most.max(1)))
}

/// sum += the tangents of each term times a value, where what is zero stays zero even if the value is infinite, as with `*`.
#[cold]
#[inline(never)]
fn add_carefully<'a, T: Float, const K: usize>(terms: impl Iterator<Item = (&'a Dual<T, K>, T)>, sum: &mut [T; K]) {
    for (x, value) in terms {
        for (sum, tangent) in sum.iter_mut().zip(&x.tangents) {
            *sum = *sum + tangent.times_slope(value);
        }
    }
}

/// Adds to the tangents of c, whose value is there, what the tangents of some terms times a value have given. Where the value
/// is not finite they are computed again.
#[inline(always)]
fn add<'a, T: Float, const K: usize>(
    tangents: &[T],
    terms: impl Iterator<Item = (&'a Dual<T, K>, T)>,
    c: &mut Dual<T, K>,
) {
    if !c.value.is_settled() {
        return add_carefully(terms, &mut c.tangents);
    }
    for (sum, &x) in c.tangents.iter_mut().zip(tangents) {
        *sum = *sum + x;
    }
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::*;
    use std::vec::Vec;

    /// A column of `a` that does not move, beside a row of `b` with an infinite value: no tangent is NaN.
    fn what_does_not_move_has_no_influence<const K: usize>([m, k, n]: [usize; 3]) {
        let number = |i: usize, moves: bool, value: f64| {
            let tangents = core::array::from_fn(|lane| if moves { ((i + lane) % 7) as f64 - 3.0 } else { 0.0 });
            Dual::<f64, K> { value, tangents }
        };
        let a: Vec<_> = (0..m * k).map(|i| number(i, i % k != 1, (i % 5) as f64 + 1.0)).collect();
        let b: Vec<_> = (0..k * n).map(|i| number(i, false, if i / n == 1 { f64::INFINITY } else { 2.0 })).collect();
        let mut c = std::vec![Dual::ZERO; m * n];
        product(&a, &b, &mut c, [m, k, n]);
        for (at, c) in c.iter().enumerate() {
            let by_rule = (0..k).map(|p| a[at / n * k + p] * b[p * n + at % n]).fold(Dual::ZERO, |sum, x| sum + x);
            assert_eq!((c.value, c.tangents), (by_rule.value, by_rule.tangents));
        }
    }

    #[test]
    fn infinite_values_of_what_does_not_move() {
        what_does_not_move_has_no_influence::<1>([2, 3, 2]);
        what_does_not_move_has_no_influence::<4>([3, 5, 1]);
        what_does_not_move_has_no_influence::<4>([20, 30, 10]);
        what_does_not_move_has_no_influence::<33>([3, 5, 4]);
    }
}
