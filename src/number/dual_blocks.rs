//! Products of dual numbers in blocks of the numbers that they are made of.

use crate::number::dual_product::{Layout, Matrix, carefully};
use crate::number::{Dual, Float};

/// In products of plain numbers, block by block: a · b and a · b′, and (a′ · b)ᵀ = bᵀ · a′ᵀ.
///
/// The slices stand by themselves: of one that is in a struct, the compiler does not know that it is not kept, and copies the
/// tensor that it belongs to.
#[inline(never)]
pub(super) fn in_blocks<T: Float, const K: usize, const N: usize>(
    a: &[Dual<T, K>],
    b: &[Dual<T, K>],
    c: &mut [Dual<T, K>],
    layouts: [Layout; 2],
    moves: [bool; 2],
    [m, k, n]: [usize; 3],
) {
    let [a, b] = [Matrix { entries: a, layout: layouts[0] }, Matrix { entries: b, layout: layouts[1] }];
    let mut blocks = Blocks { left: [T::ZERO; N], right: [[T::ZERO; N]; 2], result: [T::ZERO; N] };
    let rows = Layout { down: n, across: 1 };
    blocks.multiply(a, b, c, rows, [m, k, n], (|x| [x.value], add_value));
    // Where a value is infinite, tangents that are zero need care.
    let all = are_settled(c);
    if moves[1] {
        blocks.multiply(a, b, c, rows, [m, k, n], (|x| x.tangents, add_where_settled(all)));
    }
    if moves[0] {
        blocks.multiply(
            b.transposed(),
            a.transposed(),
            c,
            rows.transposed(),
            [n, k, m],
            (|x| x.tangents, add_where_settled(all)),
        );
    }
    if !all {
        add_carefully(a.entries, b.entries, c, layouts, [k, n]);
    }
}

#[inline(always)]
pub(super) fn add_value<T: Float, const K: usize>(y: &mut Dual<T, K>, [sum]: [T; 1]) {
    y.value = y.value + sum;
}

#[inline(always)]
pub(super) fn add_tangents<T: Float, const K: usize>(y: &mut Dual<T, K>, sums: [T; K]) {
    for (y, sum) in y.tangents.iter_mut().zip(sums) {
        *y = *y + sum;
    }
}

/// Adds tangents, where not all values are finite only to those that are.
#[inline(always)]
pub(super) fn add_where_settled<T: Float, const K: usize>(all: bool) -> impl Fn(&mut Dual<T, K>, [T; K]) {
    move |y, sums| {
        if all || y.value.is_settled() {
            add_tangents(y, sums);
        }
    }
}

/// Whether all values are finite. (In one go: a search would stop at each.)
#[inline(always)]
pub(super) fn are_settled<T: Float, const K: usize>(numbers: &[Dual<T, K>]) -> bool {
    (0..numbers.len()).fold(true, |all, i| all & numbers[i].value.is_settled())
}

/// The tangents of a · b where its value is not finite, each [`carefully`].
#[cold]
#[inline(never)]
fn add_carefully<T: Float, const K: usize>(
    a: &[Dual<T, K>],
    b: &[Dual<T, K>],
    c: &mut [Dual<T, K>],
    [left, right]: [Layout; 2],
    [k, n]: [usize; 2],
) {
    for at in 0..c.len() {
        if !c[at].value.is_settled() {
            let (a, b) = (&a[left.at(at / n, 0)..], &b[right.at(0, at % n)..]);
            add_tangents(&mut c[at], carefully(a, b, [left.across, right.down], k));
        }
    }
}

/// A left factor.
pub(super) trait Left<T>: Copy {
    /// Writes the values of a block row by row.
    fn values(self, at: [usize; 2], size: [usize; 2], to: &mut [T]);
}

impl<T: Float, const K: usize> Left<T> for Matrix<'_, T, K> {
    #[inline(always)]
    fn values(self, at: [usize; 2], size: [usize; 2], to: &mut [T]) {
        self.pack(at, size, to, |x| [x.value]);
    }
}

/// Parts of the factors, and of the result, as plain numbers. (No function takes or gives them by value: where memory is counted
/// in 16 bits there is no object of their size, and compilers look even at functions that are never called.)
pub(super) struct Blocks<T, const N: usize> {
    pub(super) left: [T; N],
    pub(super) right: [[T; N]; 2],
    pub(super) result: [T; N],
}

impl<T: Float, const N: usize> Blocks<T, N> {
    /// The values of the left factor times entries of `b` of which `part` gives `W` numbers each. To each entry of the result
    /// `add` is told as many sums.
    #[inline(always)]
    pub(super) fn multiply<const K: usize, const W: usize>(
        &mut self,
        left: impl Left<T>,
        b: Matrix<'_, T, K>,
        y: &mut [Dual<T, K>],
        layout: Layout,
        [m, k, n]: [usize; 3],
        (part, add): (impl Fn(&Dual<T, K>) -> [T; W], impl Fn(&mut Dual<T, K>, [T; W])),
    ) {
        // A block of the left factor is twice as wide as high, one of the right factor is a square of that width.
        let most = (N / 2).isqrt();
        let [rows, depth, columns] = [parts(m, most), parts(k, 2 * most), parts(n, 2 * most / W)];
        let right_is_one = depth >= k && columns >= n;
        for i in (0..m).step_by(rows) {
            let rows = rows.min(m - i);
            for j in (0..n).step_by(columns) {
                let columns = columns.min(n - j);
                let result = &mut self.result[..rows * columns * W];
                result.fill(T::ZERO);
                for p in (0..k).step_by(depth) {
                    let (inner, right) = (depth.min(k - p), self.right.as_flattened_mut());
                    // (Where the left factor is one block across, or the right one is one block, it is there already.)
                    if j == 0 || depth < k {
                        left.values([i, p], [rows, inner], &mut self.left);
                    }
                    if i == 0 || !right_is_one {
                        b.pack([p, j], [inner, columns], right, &part);
                    }
                    T::product(&self.left, right, result, [rows, inner, columns * W]);
                }
                unpack(result, columns, &mut y[layout.at(i, j)..], layout, &add);
            }
        }
    }
}

/// Adds rows of so many entries to another matrix, `W` numbers to each.
///
/// Never inlined: of a slice that is used in so many places the compiler gives up to see that it is not kept.
#[inline(never)]
fn unpack<T: Float, const K: usize, const W: usize>(
    from: &[T],
    columns: usize,
    y: &mut [Dual<T, K>],
    layout: Layout,
    add: &impl Fn(&mut Dual<T, K>, [T; W]),
) {
    for (i, sums) in from.chunks_exact(columns * W).enumerate() {
        let (y, sums) = (&mut y[i * layout.down..], sums.as_chunks::<W>().0);
        if layout.across == 1 {
            y.iter_mut().zip(sums).for_each(|(y, &sums)| add(y, sums));
        } else {
            sums.iter().enumerate().for_each(|(j, &sums)| add(&mut y[j * layout.across], sums));
        }
    }
}

/// Cuts a length into equal parts, none longer than `most`: how long a part is.
fn parts(length: usize, most: usize) -> usize {
    length.div_ceil(length.div_ceil(most.max(1)))
}
