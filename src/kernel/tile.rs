//! Products of matrices by register tiles.
//!
//! A tile is `MR` rows by `NR` columns of the result, held in an array that fits the vector registers while the inner
//! dimension runs. Where the last tile of a row or a column would stick out, it is moved back until it fits, computes
//! some entries again and adds only the new ones: no second kernel for the edges, and no padding.

use crate::kernel::{BLOCK, Semiring, naive};

/// Where the tiles of length `tile` begin that cover `0..size`, each with how much of it is already covered.
#[inline(always)]
fn steps(size: usize, tile: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..size.div_ceil(tile)).map(move |step| {
        let at = (step * tile).min(size - tile);
        (at, step * tile - at)
    })
}

/// Adds a finished tile to the result, without its first `rows` rows and `columns` columns, which are there already.
#[inline(always)]
fn store<T: Semiring, const MR: usize, const NR: usize>(
    acc: &[[T; NR]; MR],
    c: &mut [T],
    [n, i, j]: [usize; 3],
    [rows, columns]: [usize; 2],
) {
    for (r, acc) in acc.iter().enumerate().skip(rows) {
        let c = &mut c[(i + r) * n + j..][..NR];
        if columns == 0 {
            for (c, &acc) in c.iter_mut().zip(acc) {
                *c = *c + acc;
            }
        } else {
            for (c, &acc) in c.iter_mut().zip(acc).skip(columns) {
                *c = *c + acc;
            }
        }
    }
}

/// The `W` numbers from a place on.
#[inline(always)]
fn columns_at<T, const W: usize>(row: &[T], at: usize) -> &[T; W] {
    row[at..].first_chunk().expect("a tile is inside the row")
}

/// The heart: the tile's rows of `a`, one entry each at a time, against `NR` entries of a row of `b`.
#[inline(always)]
fn accumulate<T: Semiring, const MR: usize, const NR: usize>(acc: &mut [[T; NR]; MR], a: [T; MR], b: &[T; NR]) {
    for r in 0..MR {
        for l in 0..NR {
            acc[r][l] = a[r].times_plus(b[l], acc[r][l]);
        }
    }
}

/// c += a · b, in tiles `MR`×`NR`; where the result has fewer columns, in tiles of four rows by `HALF` or `LOW` columns.
pub(super) fn product<T: Semiring, const MR: usize, const NR: usize, const HALF: usize, const LOW: usize>(
    a: &[T],
    b: &[T],
    c: &mut [T],
    sizes: [usize; 3],
) {
    match sizes {
        [_, k, 1] => {
            for (a, c) in a.chunks_exact(k).zip(c) {
                *c = *c + T::dot(a, b);
            }
        }
        [m, k, 2] if k <= BLOCK => product_narrow::<T, 2>(a, b, c, [m, k]),
        [m, k, 3] if k <= BLOCK => product_narrow::<T, 3>(a, b, c, [m, k]),
        [m, _, n] if m >= MR && n >= NR => product_tiles::<T, MR, NR>(a, b, c, sizes),
        [m, _, n] if m >= 4 && n >= HALF => product_tiles::<T, 4, HALF>(a, b, c, sizes),
        [m, _, n] if m >= 4 && n >= LOW => product_tiles::<T, 4, LOW>(a, b, c, sizes),
        _ => naive::product(a, b, c, sizes),
    }
}

/// c += a · b with `N` columns, which no vector register holds: some rows at a time, since a sum has its next term some cycles
/// later.
fn product_narrow<T: Semiring, const N: usize>(a: &[T], b: &[T], c: &mut [T], [m, k]: [usize; 2]) {
    const ROWS: usize = 4;
    let (a, b, c) = (&a[..m * k], &b.as_chunks::<N>().0[..k], &mut c.as_chunks_mut::<N>().0[..m]);
    for (a, c) in a.chunks(ROWS * k).zip(c.chunks_mut(ROWS)) {
        // Where there are fewer rows, the last one is computed again.
        let rows: [&[T]; ROWS] = core::array::from_fn(|r| &a[r.min(c.len() - 1) * k..][..k]);
        let mut sums = [[T::ZERO; N]; ROWS];
        for (p, b) in b.iter().enumerate() {
            accumulate(&mut sums, core::array::from_fn(|r| rows[r][p]), b);
        }
        for (c, sums) in c.iter_mut().zip(&sums) {
            for (c, &sum) in c.iter_mut().zip(sums) {
                *c = *c + sum;
            }
        }
    }
}

fn product_tiles<T: Semiring, const MR: usize, const NR: usize>(a: &[T], b: &[T], c: &mut [T], [m, k, n]: [usize; 3]) {
    let (a, b, c) = (&a[..m * k], &b[..k * n], &mut c[..m * n]);
    let mut panel = [[T::ZERO; MR]; PANEL];
    for (i, rows) in steps(m, MR) {
        for from in (0..k).step_by(PANEL) {
            let panel = &mut panel[..PANEL.min(k - from)];
            transpose(&a[i * k + from..], k, panel);
            for (j, columns) in steps(n, NR) {
                let mut acc = [[T::ZERO; NR]; MR];
                for (a, b) in panel.iter().zip(b[from * n..].chunks_exact(n)) {
                    accumulate(&mut acc, *a, columns_at(b, j));
                }
                store(&acc, c, [n, i, j], [rows, columns]);
            }
        }
    }
}

/// How much of the inner dimension is transposed at a time: with 16 lanes of `f32`, 2 KiB of stack.
const PANEL: usize = 32;

/// Transposes the beginnings of `W` rows, `stride` apart, into a panel, so that a tile finds what it needs side by side.
#[inline(always)]
fn transpose<T: Semiring, const W: usize>(rows: &[T], stride: usize, panel: &mut [[T; W]]) {
    for l in 0..W {
        for (panel, &x) in panel.iter_mut().zip(&rows[l * stride..]) {
            panel[l] = x;
        }
    }
}

/// c += aᵀ · b, in the same tiles: only `a` is read down its columns.
pub(super) fn product_tn<T: Semiring, const MR: usize, const NR: usize, const HALF: usize, const LOW: usize>(
    a: &[T],
    b: &[T],
    c: &mut [T],
    sizes: [usize; 3],
) {
    match sizes {
        [m, k, 1] => T::product(b, a, c, [1, k, m]),
        [m, _, n] if m >= MR && n >= NR => product_tn_tiles::<T, MR, NR>(a, b, c, sizes),
        [m, _, n] if m >= 4 && n >= HALF => product_tn_tiles::<T, 4, HALF>(a, b, c, sizes),
        [m, _, n] if m >= 4 && n >= LOW => product_tn_tiles::<T, 4, LOW>(a, b, c, sizes),
        _ => naive::product_tn(a, b, c, sizes),
    }
}

fn product_tn_tiles<T: Semiring, const MR: usize, const NR: usize>(
    a: &[T],
    b: &[T],
    c: &mut [T],
    [m, k, n]: [usize; 3],
) {
    let (a, b, c) = (&a[..k * m], &b[..k * n], &mut c[..m * n]);
    for (j, columns) in steps(n, NR) {
        for (i, rows) in steps(m, MR) {
            // In blocks, so that a long sum does not lose its last terms.
            for (a, b) in a.chunks(BLOCK * m).zip(b.chunks(BLOCK * n)) {
                let mut acc = [[T::ZERO; NR]; MR];
                for (a, b) in a.chunks_exact(m).zip(b.chunks_exact(n)) {
                    accumulate(&mut acc, *columns_at(a, i), columns_at(b, j));
                }
                store(&acc, c, [n, i, j], [rows, columns]);
            }
        }
    }
}

/// c += a · bᵀ: `NR` rows of `b` at a time are transposed into a panel, which then serves all rows of `a`.
pub(super) fn product_nt<T: Semiring, const MR: usize, const NR: usize>(
    a: &[T],
    b: &[T],
    c: &mut [T],
    sizes: [usize; 3],
) {
    let [m, k, n] = sizes;
    if m < MR || n < NR {
        return naive::product_nt(a, b, c, sizes);
    }
    let (a, b, c) = (&a[..m * k], &b[..n * k], &mut c[..m * n]);
    let mut panel = [[T::ZERO; NR]; PANEL];
    for (j, columns) in steps(n, NR) {
        for from in (0..k).step_by(PANEL) {
            let panel = &mut panel[..PANEL.min(k - from)];
            transpose(&b[j * k + from..], k, panel);
            for (i, rows) in steps(m, MR) {
                let mut acc = [[T::ZERO; NR]; MR];
                for (p, b) in panel.iter().enumerate() {
                    let a = core::array::from_fn(|r| a[(i + r) * k + from + p]);
                    accumulate(&mut acc, a, b);
                }
                store(&acc, c, [n, i, j], [rows, columns]);
            }
        }
    }
}
