//! Products of matrices of dual numbers.
//!
//! The value of a product is a product of values, and the tangents are two more: with the tangents of each operand side by
//! side, (a·b)′ = a·b′ + a′·b is a product of an m×k matrix with a k×(n·K) one, and of an n×k matrix with a k×(m·K) one.
//! So larger products of duals run on the kernels of the numbers that they are made of, block by block. An operand of
//! which all tangents are exactly zero, such as data, takes no part in the second sum: a plain times a dual matrix costs
//! 1 + K plain products, a dual times a dual one 1 + 2·K.

use crate::kernel::Semiring;
use crate::number::dual_blocks::in_blocks;
use crate::number::{Dual, Float};

/// How a matrix lies in a slice: the distance between neighbours down and across.
#[derive(Clone, Copy)]
pub(super) struct Layout {
    pub(super) down: usize,
    pub(super) across: usize,
}

impl Layout {
    /// Where an entry stands.
    #[inline(always)]
    pub(super) fn at(self, i: usize, j: usize) -> usize {
        i * self.down + j * self.across
    }

    /// The same numbers as the matrix transposed.
    #[inline(always)]
    pub(super) fn transposed(self) -> Self {
        Layout { down: self.across, across: self.down }
    }
}

/// A factor.
#[derive(Clone, Copy)]
pub(super) struct Matrix<'a, T, const K: usize> {
    pub(super) entries: &'a [Dual<T, K>],
    pub(super) layout: Layout,
}

impl<'a, T: Float, const K: usize> Matrix<'a, T, K> {
    /// The matrix of `rows` by `columns` in a slice, or its transpose.
    #[inline(always)]
    fn new(entries: &'a [Dual<T, K>], [rows, columns]: [usize; 2], transposed: bool) -> Self {
        let entries = &entries[..rows * columns];
        let layout = Layout { down: columns, across: 1 };
        let layout = if transposed { layout.transposed() } else { layout };
        Matrix { entries, layout }
    }

    #[inline(always)]
    pub(super) fn transposed(self) -> Self {
        Matrix { layout: self.layout.transposed(), ..self }
    }

    /// Writes a block row by row, `W` numbers of each entry.
    #[inline(always)]
    pub(super) fn pack<const W: usize>(
        &self,
        [i, j]: [usize; 2],
        [rows, columns]: [usize; 2],
        to: &mut [T],
        part: impl Fn(&Dual<T, K>) -> [T; W],
    ) {
        let across = self.layout.across;
        for (i, to) in (i..i + rows).zip(to.chunks_exact_mut(columns * W)) {
            let (row, to) = (&self.entries[self.layout.at(i, j)..], to.as_chunks_mut::<W>().0);
            if across == 1 {
                to.iter_mut().zip(row).for_each(|(to, x)| *to = part(x));
            } else {
                to.iter_mut().enumerate().for_each(|(j, to)| *to = part(&row[j * across]));
            }
        }
    }
}

/// Whether any tangent of some numbers is not exactly zero.
#[inline(always)]
fn moves<T: Float, const K: usize>(numbers: &[Dual<T, K>]) -> bool {
    if const { T::ORDER > 0 } {
        return (0..numbers.len()).any(|i| numbers[i].tangents.iter().any(|tangent| !tangent.vanishes()));
    }
    // In blocks, each without a branch: of floats a sum of absolute values tells, lane by lane. (It is zero, or is not even a
    // number, as they are. Of duals it would not: |x| has no slope at 0.)
    (0..numbers.len()).step_by(32).any(|from| {
        let mut any = [T::ZERO; K];
        (from..numbers.len().min(from + 32)).for_each(|i| {
            for (any, &tangent) in any.iter_mut().zip(&numbers[i].tangents) {
                *any = *any + tangent.abs();
            }
        });
        any.iter().any(|any| !any.vanishes())
    })
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
    let (c, layouts, moves) = (&mut c[..m * n], [a.layout, b.layout], [moves(a.entries), moves(b.entries)]);
    if const { has_blocks::<T, K>() } {
        match block_of::<K>([m, k, n]) {
            None => {}
            Some(FEW) => return in_blocks::<T, K, FEW>(a.entries, b.entries, c, layouts, moves, [m, k, n]),
            Some(_) => return in_blocks::<T, K, MANY>(a.entries, b.entries, c, layouts, moves, [m, k, n]),
        }
    }
    match moves {
        [false, false] => entry_by_entry::<T, K, false, false>(a.entries, b.entries, c, layouts, [m, k, n]),
        [false, true] => entry_by_entry::<T, K, false, true>(a.entries, b.entries, c, layouts, [m, k, n]),
        [true, false] => entry_by_entry::<T, K, true, false>(a.entries, b.entries, c, layouts, [m, k, n]),
        [true, true] => entry_by_entry::<T, K, true, true>(a.entries, b.entries, c, layouts, [m, k, n]),
    }
}

/// Whether there are blocks at all. Numbers that are duals themselves would need larger ones than a stack should hold, and more
/// lanes than this fill them with too few entries. (Asked before code is generated: there would be much of it.)
pub(super) const fn has_blocks<T: Float, const K: usize>() -> bool {
    const LANES: usize = 32;
    cfg!(feature = "alloc") && T::ORDER == 0 && K > 0 && K <= LANES
}

/// How large a block is, if a product runs in blocks: one of few tangents, or with a vector, is done entry by entry.
#[inline(always)]
pub(super) fn block_of<const K: usize>([m, k, n]: [usize; 3]) -> Option<usize> {
    match m.saturating_mul(k).saturating_mul(n).saturating_mul(K) {
        ..2048 => None,
        _ if m == 1 || n == 1 => None,
        2048..32768 => Some(FEW),
        _ => Some(MANY),
    }
}
pub(super) const FEW: usize = 512;
pub(super) const MANY: usize = 2048;

/// Tangents times a value, plus other tangents.
#[inline(always)]
pub(super) fn scaled<T: Float, const K: usize>(x: &Dual<T, K>, by: T, plus: [T; K]) -> [T; K] {
    let mut sum = plus;
    for (sum, &x) in sum.iter_mut().zip(&x.tangents) {
        *sum = x.times_plus(by, *sum);
    }
    sum
}

/// How many terms are added one after another.
pub(super) const BLOCK: usize = 64;

/// Each entry of the result in registers while its sum runs.
#[inline(always)]
fn entry_by_entry<T: Float, const K: usize, const LEFT: bool, const RIGHT: bool>(
    a: &[Dual<T, K>],
    b: &[Dual<T, K>],
    c: &mut [Dual<T, K>],
    [left, right]: [Layout; 2],
    [m, k, n]: [usize; 3],
) {
    for i in 0..m {
        for j in 0..n {
            let c = &mut c[i * n + j];
            for from in (0..k).step_by(BLOCK) {
                let (mut value, mut tangents) = (T::ZERO, [T::ZERO; K]);
                let terms = BLOCK.min(k - from);
                for p in from..from + terms {
                    let (a, b) = (&a[left.at(i, p)], &b[right.at(p, j)]);
                    value = a.value.times_plus(b.value, value);
                    if RIGHT {
                        tangents = scaled(b, a.value, tangents);
                    }
                    if LEFT {
                        tangents = scaled(a, b.value, tangents);
                    }
                }
                if value.is_settled() {
                    *c += Dual::new(value, tangents);
                } else {
                    // (By itself: what a call returns is in memory, and the tangents must not be.)
                    let (a, b) = (&a[left.at(i, from)..], &b[right.at(from, j)..]);
                    *c += Dual::new(value, carefully(a, b, [left.across, right.down], terms));
                }
            }
        }
    }
}

/// The tangents of the sum of a few aᵢ·bᵢ, which stand so many steps apart. What is zero stays zero even if the value beside
/// it is infinite, as with `*`.
#[cold]
#[inline(never)]
pub(super) fn carefully<T: Float, const K: usize>(
    a: &[Dual<T, K>],
    b: &[Dual<T, K>],
    [left, right]: [usize; 2],
    terms: usize,
) -> [T; K] {
    sum_of(terms, |p, sum| {
        let (a, b) = (&a[p * left], &b[p * right]);
        for ((sum, &x), &y) in sum.iter_mut().zip(&a.tangents).zip(&b.tangents) {
            *sum = *sum + x.times_slope(b.value) + y.times_slope(a.value);
        }
    })
}

/// The sum of so many terms, each of which is added to K numbers: block by block, so that a long sum does not lose its last ones.
#[inline(always)]
pub(super) fn sum_of<T: Float, const K: usize>(terms: usize, add: impl Fn(usize, &mut [T; K])) -> [T; K] {
    let mut total = [T::ZERO; K];
    for from in (0..terms).step_by(BLOCK) {
        let mut sum = [T::ZERO; K];
        (from..terms.min(from + BLOCK)).for_each(|p| add(p, &mut sum));
        total.iter_mut().zip(sum).for_each(|(total, sum)| *total = *total + sum);
    }
    total
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

    /// Of a nested dual a tangent may be 0 and move: x² at 0 has the second derivative 2.
    #[test]
    fn second_derivatives_where_the_first_are_zero() {
        type Second = Dual<Dual<f64, 1>, 1>;
        let x = Second::new(Dual::new(0.0, [1.0]), [Dual::new(1.0, [0.0])]);
        for a in [[x * x, Dual::ZERO], [x * x, -(x * x)], [Dual::ZERO, x * x]] {
            let b = [1.0, 2.0].map(|b| Dual::constant(Dual::constant(b)));
            let mut c = [Second::ZERO; 3];
            product(&a, &b, &mut c[..1], [1, 2, 1]);
            product_nt(&b, &a, &mut c[1..2], [1, 2, 1]);
            product_tn(&a, &b, &mut c[2..], [1, 2, 1]);
            let by_rule = a[0] * b[0] + a[1] * b[1];
            for c in c {
                assert_eq!(c.tangents[0].tangents, by_rule.tangents[0].tangents);
            }
        }
    }

    /// An infinite value in one row leaves the other rows alone: they are added in blocks, as they are without it.
    #[test]
    fn an_infinite_value_beside_a_long_sum() {
        const K: usize = 20_000;
        let b: Vec<_> = (0..2 * K).map(|_| Dual::<f32, 1>::new(1.0, [0.1])).collect();
        let mut a: Vec<_> = (0..2 * K).map(|_| 1.0).collect();
        a[0] = f32::INFINITY;
        let constants: Vec<_> = a.iter().map(|&a| Dual::constant(a)).collect();
        let mut c = [[Dual::ZERO; 4]; 2];
        product(&constants, &b, &mut c[0], [2, K, 2]);
        Dual::plain_product(&a, &b, &mut c[1], [2, K, 2]);
        for c in c {
            let [.., x, y] = c.map(|c| (c.value, c.tangents[0]));
            for (value, tangent) in [x, y] {
                assert_eq!(value, K as f32);
                assert!((tangent - 2000.0).abs() < 0.02, "{tangent}");
            }
            assert_eq!(c[0].tangents, [f32::INFINITY]);
        }
    }

    /// Sums of whole numbers are exact, in whatever blocks they run.
    fn blocks_leave_nothing_out<const K: usize>([m, k, n]: [usize; 3]) {
        let number = |i: usize| {
            Dual::<f64, K>::new((i % 7) as f64 - 3.0, core::array::from_fn(|lane| ((i * (lane + 2)) % 5) as f64 - 2.0))
        };
        let (a, b): (Vec<_>, Vec<_>) = ((0..m * k).map(number).collect(), (3..k * n + 3).map(number).collect());
        let transposed = |x: &[Dual<f64, K>], [rows, columns]: [usize; 2]| -> Vec<_> {
            (0..rows * columns).map(|at| x[at % rows * columns + at / rows]).collect()
        };
        let mut results = [(); 3].map(|()| std::vec![Dual::ONE; m * n]);
        product(&a, &b, &mut results[0], [m, k, n]);
        product_nt(&a, &transposed(&b, [k, n]), &mut results[1], [m, k, n]);
        product_tn(&transposed(&a, [m, k]), &b, &mut results[2], [m, k, n]);
        for c in results {
            for (at, c) in c.iter().enumerate() {
                let by_rule = (0..k).fold(Dual::ONE, |sum, p| sum + a[at / n * k + p] * b[p * n + at % n]);
                assert_eq!((c.value, c.tangents), (by_rule.value, by_rule.tangents));
            }
        }
    }

    #[test]
    fn products_in_blocks() {
        blocks_leave_nothing_out::<1>([50, 130, 70]);
        blocks_leave_nothing_out::<4>([33, 65, 21]);
        blocks_leave_nothing_out::<5>([9, 10, 11]);
        blocks_leave_nothing_out::<16>([34, 3, 19]);
    }

    #[test]
    fn infinite_values_of_what_does_not_move() {
        what_does_not_move_has_no_influence::<1>([2, 3, 2]);
        what_does_not_move_has_no_influence::<4>([3, 5, 1]);
        what_does_not_move_has_no_influence::<4>([20, 30, 10]);
        what_does_not_move_has_no_influence::<33>([3, 5, 4]);
    }
}
