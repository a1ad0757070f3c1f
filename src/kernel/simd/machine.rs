//! What a processor's vector registers do, for each number and each set of instructions.

use core::arch::x86_64::{__m256, __m256d, __m512, __m512d};
extern crate std;

use core::marker::PhantomData;
use pulp::x86::{V3, V4};

/// What is done on the registers of some machine.
pub(in crate::kernel) trait Work<T> {
    /// Does it. All that is called must be inlined, since only this function may use the instructions.
    fn run<M: Machine<T>>(self, machine: M);
}

/// What is planned on some machine, and made of pieces of work.
pub(in crate::kernel) trait Plan<T> {
    /// Does all pieces, by [`Machine::run`].
    fn on<M: Machine<T>>(self, machine: M);
}

/// One piece of work is a plan.
pub(super) struct Only<W>(pub(super) W);

impl<T, W: Work<T>> Plan<T> for Only<W> {
    #[inline(always)]
    fn on<M: Machine<T>>(self, machine: M) {
        machine.run(self.0);
    }
}

/// Work on a machine: what `pulp` calls where the instructions are allowed.
struct On<T, M, W>(M, W, PhantomData<T>);

impl<T, M: Machine<T>, W: Work<T>> pulp::NullaryFnOnce for On<T, M, W> {
    type Output = ();
    #[inline(always)]
    fn call(self) {
        self.1.run(self.0);
    }
}

/// Vector registers of numbers `T`. A value of this type is the proof that the processor has the instructions.
pub(in crate::kernel) trait Machine<T>: Copy {
    /// The numbers of one register.
    type Vector: Copy;
    /// Which lanes of a register count.
    type Mask: Copy;
    /// How many numbers a register holds.
    const LANES: usize;
    /// How many registers there are.
    const REGISTERS: usize;

    /// Does some work, in a function that may use the instructions.
    fn run(self, work: impl Work<T>);
    /// The first numbers of a slice.
    fn load(self, from: &[T]) -> Self::Vector;
    /// Writes the first numbers of a slice.
    fn store(self, vector: Self::Vector, to: &mut [T]);
    /// The same number everywhere.
    fn splat(self, number: T) -> Self::Vector;
    /// a · b + c, rounded once.
    fn multiply_add(self, a: Self::Vector, b: Self::Vector, c: Self::Vector) -> Self::Vector;
    /// a · b + c for one number, rounded once.
    fn fused(self, a: T, b: T, c: T) -> T;
    /// a + b.
    fn add(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;
    /// The first `count` lanes.
    fn first(self, count: usize) -> Self::Mask;
    /// a + b in the lanes of the mask, a elsewhere.
    fn add_where(self, mask: Self::Mask, a: Self::Vector, b: Self::Vector) -> Self::Vector;
    /// The sum of all lanes, half by half.
    fn sum(self, vector: Self::Vector) -> T;
    /// Transposes a square of `LANES` numbers each way, with rows `stride` apart, into rows `width` apart.
    fn transpose(self, from: &[T], stride: usize, to: &mut [T], width: usize);
}

/// The registers of AVX-512 for one number. The expansion for `f32` begins:
///
/// ```ignore
/// impl Machine<f32> for V4 {
///     type Vector = __m512;
///     type Mask = u16;
///     const LANES: usize = 16;
///     const REGISTERS: usize = 32;
///     fn multiply_add(self, a: __m512, b: __m512, c: __m512) -> __m512 { self.avx512f._mm512_fmadd_ps(a, b, c) }
///     // …
/// }
/// ```
macro_rules! avx512 {
    ($t:ty, $vector:ty, $mask:ty, $lanes:literal, $splat:ident $fmadd:ident $add:ident $mask_add:ident, $transpose:ident) => {
        impl Machine<$t> for V4 {
            type Vector = $vector;
            type Mask = $mask;
            const LANES: usize = $lanes;
            const REGISTERS: usize = 32;
            machine!($t, $lanes);
            #[inline(always)]
            fn splat(self, number: $t) -> $vector {
                self.avx512f.$splat(number)
            }
            #[inline(always)]
            fn multiply_add(self, a: $vector, b: $vector, c: $vector) -> $vector {
                self.avx512f.$fmadd(a, b, c)
            }
            #[inline(always)]
            fn add(self, a: $vector, b: $vector) -> $vector {
                self.avx512f.$add(a, b)
            }
            #[inline(always)]
            fn first(self, count: usize) -> $mask {
                if count >= $lanes { <$mask>::MAX } else { (1 << count) - 1 }
            }
            #[inline(always)]
            fn add_where(self, mask: $mask, a: $vector, b: $vector) -> $vector {
                self.avx512f.$mask_add(a, mask, a, b)
            }
            #[inline(always)]
            fn transpose(self, from: &[$t], stride: usize, to: &mut [$t], width: usize) {
                $transpose(self, from, stride, to, width);
            }
        }
    };
}

/// The registers of AVX2 for one number, as in [`avx512`].
macro_rules! avx2 {
    ($t:ty, $vector:ty, $lanes:literal, $splat:ident $fmadd:ident $add:ident $blend:ident, $transpose:ident) => {
        impl Machine<$t> for V3 {
            type Vector = $vector;
            type Mask = $vector;
            const LANES: usize = $lanes;
            const REGISTERS: usize = 16;
            machine!($t, $lanes);
            #[inline(always)]
            fn splat(self, number: $t) -> $vector {
                self.avx.$splat(number)
            }
            #[inline(always)]
            fn multiply_add(self, a: $vector, b: $vector, c: $vector) -> $vector {
                self.fma.$fmadd(a, b, c)
            }
            #[inline(always)]
            fn add(self, a: $vector, b: $vector) -> $vector {
                self.avx.$add(a, b)
            }
            #[inline(always)]
            fn first(self, count: usize) -> $vector {
                // A lane counts by its sign.
                let lanes: [$t; $lanes] = core::array::from_fn(|lane| if lane < count { -1.0 } else { 1.0 });
                pulp::cast(lanes)
            }
            #[inline(always)]
            fn add_where(self, mask: $vector, a: $vector, b: $vector) -> $vector {
                self.avx.$blend(a, self.avx.$add(a, b), mask)
            }
            #[inline(always)]
            fn transpose(self, from: &[$t], stride: usize, to: &mut [$t], width: usize) {
                $transpose(self, from, stride, to, width);
            }
        }
    };
}

/// What is the same for all machines.
macro_rules! machine {
    ($t:ty, $lanes:literal) => {
        #[inline(always)]
        fn run(self, work: impl Work<$t>) {
            self.vectorize(On(self, work, PhantomData));
        }
        #[inline(always)]
        fn load(self, from: &[$t]) -> Self::Vector {
            pulp::cast(*from.first_chunk::<$lanes>().expect("a register fits"))
        }
        #[inline(always)]
        fn store(self, vector: Self::Vector, to: &mut [$t]) {
            *to.first_chunk_mut::<$lanes>().expect("a register fits") = pulp::cast(vector);
        }
        #[inline(always)]
        fn fused(self, a: $t, b: $t, c: $t) -> $t {
            a.mul_add(b, c)
        }
        #[inline(always)]
        fn sum(self, vector: Self::Vector) -> $t {
            let mut lanes: [$t; $lanes] = pulp::cast(vector);
            let mut half = $lanes / 2;
            while half > 0 {
                for lane in 0..half {
                    lanes[lane] += lanes[lane + half];
                }
                half /= 2;
            }
            lanes[0]
        }
    };
}

avx512!(f32, __m512, u16, 16, _mm512_set1_ps _mm512_fmadd_ps _mm512_add_ps _mm512_mask_add_ps, transpose_f32x16);
avx512!(f64, __m512d, u8, 8, _mm512_set1_pd _mm512_fmadd_pd _mm512_add_pd _mm512_mask_add_pd, transpose_f64x8);
avx2!(f32, __m256, 8, _mm256_set1_ps _mm256_fmadd_ps _mm256_add_ps _mm256_blendv_ps, transpose_f32x8);
avx2!(f64, __m256d, 4, _mm256_set1_pd _mm256_fmadd_pd _mm256_add_pd _mm256_blendv_pd, transpose_f64x4);

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
fn transpose_f32x16(v: V4, from: &[f32], stride: usize, to: &mut [f32], width: usize) {
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
fn transpose_f64x8(v: V4, from: &[f64], stride: usize, to: &mut [f64], width: usize) {
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
fn transpose_f32x8(v: V3, from: &[f32], stride: usize, to: &mut [f32], width: usize) {
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
fn transpose_f64x4(v: V3, from: &[f64], stride: usize, to: &mut [f64], width: usize) {
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
