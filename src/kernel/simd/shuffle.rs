//! Numbers that change their places among registers: transposed squares, and sums of whole registers.

use super::machine::Machine;
use core::arch::x86_64::{__m256, __m256d, __m512, __m512d};
use pulp::x86::{V3, V4};

/// Rows of a square, each `stride` numbers behind the one before.
#[inline(always)]
fn rows<T, M: Machine<T>, const N: usize>(machine: M, from: &[T], stride: usize) -> [M::Vector; N] {
    core::array::from_fn(|row| machine.load(&from[row * stride..]))
}

/// Writes the rows of a square.
#[inline(always)]
fn store_rows<T, M: Machine<T>, const N: usize>(machine: M, rows: [M::Vector; N], to: &mut [T], width: usize) {
    for (row, vector) in rows.into_iter().enumerate() {
        machine.store(vector, &mut to[row * width..]);
    }
}

/// Squares of 2×2 first, then of those 4×4 and so on: within parts of 128 bits by `unpack`, then the parts themselves.
#[inline(always)]
pub(super) fn transpose_f32x16(v: V4, from: &[f32], stride: usize, to: &mut [f32], width: usize) {
    let x = v.avx512f;
    let mut r: [__m512; 16] = rows::<f32, V4, 16>(v, from, stride);
    for i in 0..8 {
        let (a, b) = (r[2 * i], r[2 * i + 1]);
        (r[2 * i], r[2 * i + 1]) = (x._mm512_unpacklo_ps(a, b), x._mm512_unpackhi_ps(a, b));
    }
    for i in 0..4 {
        let [a, b, c, d]: [__m512d; 4] = core::array::from_fn(|j| pulp::cast(r[4 * i + j]));
        r[4 * i] = pulp::cast(x._mm512_unpacklo_pd(a, c));
        r[4 * i + 1] = pulp::cast(x._mm512_unpackhi_pd(a, c));
        r[4 * i + 2] = pulp::cast(x._mm512_unpacklo_pd(b, d));
        r[4 * i + 3] = pulp::cast(x._mm512_unpackhi_pd(b, d));
    }
    // r[4i + j] has, in its part p, column 4p + j of rows 4i to 4i + 3.
    let mut y = r;
    for j in 0..4 {
        let [a, b, c, d] = [r[j], r[4 + j], r[8 + j], r[12 + j]];
        let (ab, cd) = (x._mm512_shuffle_f32x4::<0x88>(a, b), x._mm512_shuffle_f32x4::<0x88>(c, d));
        y[j] = x._mm512_shuffle_f32x4::<0x88>(ab, cd);
        y[8 + j] = x._mm512_shuffle_f32x4::<0xdd>(ab, cd);
        let (ab, cd) = (x._mm512_shuffle_f32x4::<0xdd>(a, b), x._mm512_shuffle_f32x4::<0xdd>(c, d));
        y[4 + j] = x._mm512_shuffle_f32x4::<0x88>(ab, cd);
        y[12 + j] = x._mm512_shuffle_f32x4::<0xdd>(ab, cd);
    }
    store_rows(v, y, to, width);
}

#[inline(always)]
pub(super) fn transpose_f64x8(v: V4, from: &[f64], stride: usize, to: &mut [f64], width: usize) {
    let x = v.avx512f;
    let mut r: [__m512d; 8] = rows::<f64, V4, 8>(v, from, stride);
    for i in 0..4 {
        let (a, b) = (r[2 * i], r[2 * i + 1]);
        (r[2 * i], r[2 * i + 1]) = (x._mm512_unpacklo_pd(a, b), x._mm512_unpackhi_pd(a, b));
    }
    // r[2i + j] has, in its part p, column 2p + j of rows 2i and 2i + 1.
    let mut y = r;
    for j in 0..2 {
        let [a, b, c, d] = [r[j], r[2 + j], r[4 + j], r[6 + j]];
        let (ab, cd) = (x._mm512_shuffle_f64x2::<0x88>(a, b), x._mm512_shuffle_f64x2::<0x88>(c, d));
        y[j] = x._mm512_shuffle_f64x2::<0x88>(ab, cd);
        y[4 + j] = x._mm512_shuffle_f64x2::<0xdd>(ab, cd);
        let (ab, cd) = (x._mm512_shuffle_f64x2::<0xdd>(a, b), x._mm512_shuffle_f64x2::<0xdd>(c, d));
        y[2 + j] = x._mm512_shuffle_f64x2::<0x88>(ab, cd);
        y[6 + j] = x._mm512_shuffle_f64x2::<0xdd>(ab, cd);
    }
    store_rows(v, y, to, width);
}

#[inline(always)]
pub(super) fn transpose_f32x8(v: V3, from: &[f32], stride: usize, to: &mut [f32], width: usize) {
    let x = v.avx;
    let mut r: [__m256; 8] = rows::<f32, V3, 8>(v, from, stride);
    for i in 0..4 {
        let (a, b) = (r[2 * i], r[2 * i + 1]);
        (r[2 * i], r[2 * i + 1]) = (x._mm256_unpacklo_ps(a, b), x._mm256_unpackhi_ps(a, b));
    }
    for i in 0..2 {
        let [a, b, c, d]: [__m256d; 4] = core::array::from_fn(|j| pulp::cast(r[4 * i + j]));
        r[4 * i] = pulp::cast(x._mm256_unpacklo_pd(a, c));
        r[4 * i + 1] = pulp::cast(x._mm256_unpackhi_pd(a, c));
        r[4 * i + 2] = pulp::cast(x._mm256_unpacklo_pd(b, d));
        r[4 * i + 3] = pulp::cast(x._mm256_unpackhi_pd(b, d));
    }
    let mut y = r;
    for j in 0..4 {
        y[j] = x._mm256_permute2f128_ps::<0x20>(r[j], r[4 + j]);
        y[4 + j] = x._mm256_permute2f128_ps::<0x31>(r[j], r[4 + j]);
    }
    store_rows(v, y, to, width);
}

#[inline(always)]
pub(super) fn transpose_f64x4(v: V3, from: &[f64], stride: usize, to: &mut [f64], width: usize) {
    let x = v.avx;
    let mut r: [__m256d; 4] = rows::<f64, V3, 4>(v, from, stride);
    for i in 0..2 {
        let (a, b) = (r[2 * i], r[2 * i + 1]);
        (r[2 * i], r[2 * i + 1]) = (x._mm256_unpacklo_pd(a, b), x._mm256_unpackhi_pd(a, b));
    }
    let mut y = r;
    for j in 0..2 {
        y[j] = x._mm256_permute2f128_pd::<0x20>(r[j], r[2 + j]);
        y[2 + j] = x._mm256_permute2f128_pd::<0x31>(r[j], r[2 + j]);
    }
    store_rows(v, y, to, width);
}

/// Two registers become one, whose lanes hold sums of one and of the other, until eight are one; each step shuffles and adds
/// once for all. Written here: whose lanes lie where. First parts of 256 bits are added, which leaves [0 4] in the first
/// register, then of 128 bits, [0 4 1 5], then within these, [0 2 4 6 1 3 5 7].
///
/// (In loops: a closure with two calls is compiled without the instructions of the machine.)
#[inline(always)]
pub(super) fn sums_f32x16(v: V4, r: [__m512; 8]) -> [f32; 8] {
    let x = v.avx512f;
    let (mut halves, mut quarters) = (r, r);
    for i in 0..4 {
        let (a, b) = (r[i], r[i + 4]);
        halves[i] = x._mm512_add_ps(x._mm512_shuffle_f32x4::<0x44>(a, b), x._mm512_shuffle_f32x4::<0xee>(a, b));
    }
    for i in 0..2 {
        let (a, b) = (halves[2 * i], halves[2 * i + 1]);
        quarters[i] = x._mm512_add_ps(x._mm512_shuffle_f32x4::<0x88>(a, b), x._mm512_shuffle_f32x4::<0xdd>(a, b));
    }
    let (a, b) = (quarters[0], quarters[1]);
    let a = x._mm512_add_ps(x._mm512_shuffle_ps::<0x44>(a, b), x._mm512_shuffle_ps::<0xee>(a, b));
    let a = x._mm512_add_ps(x._mm512_shuffle_ps::<0x88>(a, a), x._mm512_shuffle_ps::<0xdd>(a, a));
    let s: [f32; 16] = pulp::cast(a);
    [s[0], s[8], s[1], s[9], s[4], s[12], s[5], s[13]]
}

#[inline(always)]
pub(super) fn sums_f64x8(v: V4, r: [__m512d; 8]) -> [f64; 8] {
    let x = v.avx512f;
    let (mut halves, mut quarters) = (r, r);
    for i in 0..4 {
        let (a, b) = (r[i], r[i + 4]);
        halves[i] = x._mm512_add_pd(x._mm512_shuffle_f64x2::<0x44>(a, b), x._mm512_shuffle_f64x2::<0xee>(a, b));
    }
    for i in 0..2 {
        let (a, b) = (halves[2 * i], halves[2 * i + 1]);
        quarters[i] = x._mm512_add_pd(x._mm512_shuffle_f64x2::<0x88>(a, b), x._mm512_shuffle_f64x2::<0xdd>(a, b));
    }
    let (a, b) = (quarters[0], quarters[1]);
    let s: [f64; 8] = pulp::cast(x._mm512_add_pd(x._mm512_unpacklo_pd(a, b), x._mm512_unpackhi_pd(a, b)));
    [s[0], s[4], s[1], s[5], s[2], s[6], s[3], s[7]]
}

#[inline(always)]
pub(super) fn sums_f32x8(v: V3, r: [__m256; 8]) -> [f32; 8] {
    let x = v.avx;
    let (mut halves, mut pairs) = (r, r);
    for i in 0..4 {
        let (a, b) = (r[i], r[i + 4]);
        halves[i] = x._mm256_add_ps(x._mm256_permute2f128_ps::<0x20>(a, b), x._mm256_permute2f128_ps::<0x31>(a, b));
    }
    for i in 0..2 {
        let (a, b) = (halves[2 * i], halves[2 * i + 1]);
        pairs[i] = x._mm256_add_ps(x._mm256_shuffle_ps::<0x44>(a, b), x._mm256_shuffle_ps::<0xee>(a, b));
    }
    let (a, b) = (pairs[0], pairs[1]);
    pulp::cast(x._mm256_add_ps(x._mm256_shuffle_ps::<0x88>(a, b), x._mm256_shuffle_ps::<0xdd>(a, b)))
}

#[inline(always)]
pub(super) fn sums_f64x4(v: V3, r: [__m256d; 8]) -> [f64; 8] {
    let x = v.avx;
    let (mut halves, mut sums) = (r, [r[0]; 2]);
    for (i, half) in halves.iter_mut().take(4).enumerate() {
        let at = i / 2 * 4 + i % 2;
        let (a, b) = (r[at], r[at + 2]);
        *half = x._mm256_add_pd(x._mm256_permute2f128_pd::<0x20>(a, b), x._mm256_permute2f128_pd::<0x31>(a, b));
    }
    for i in 0..2 {
        let (a, b) = (halves[2 * i], halves[2 * i + 1]);
        sums[i] = x._mm256_add_pd(x._mm256_unpacklo_pd(a, b), x._mm256_unpackhi_pd(a, b));
    }
    pulp::cast(sums)
}
