//! What a processor's vector registers do, for each number and each set of instructions.

use super::shuffle::*;
use core::arch::x86_64::{__m256, __m256d, __m512, __m512d};
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
    /// a in the lanes of the mask, b elsewhere.
    fn select(self, mask: Self::Mask, a: Self::Vector, b: Self::Vector) -> Self::Vector;
    /// The first lanes of a and behind them those of b, so many of each, without those in front that are more than a register
    /// holds.
    fn joined(self, a: Self::Vector, b: Self::Vector, lanes: [usize; 2]) -> Self::Vector;
    /// The sum of all lanes, half by half.
    fn sum(self, vector: Self::Vector) -> T;
    /// The sums of all lanes of eight registers.
    fn sums(self, vectors: [Self::Vector; 8]) -> [T; 8];
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
    ($t:ty, $vector:ty, $mask:ty, $index:ty, $lanes:literal, $splat:ident $fmadd:ident $add:ident $blend:ident $permute:ident, $transpose:ident $sums:ident) => {
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
            fn select(self, mask: $mask, a: $vector, b: $vector) -> $vector {
                self.avx512f.$blend(mask, b, a)
            }
            #[inline(always)]
            fn joined(self, a: $vector, b: $vector, [first, second]: [usize; 2]) -> $vector {
                let mut places = [0; $lanes];
                for lane in 0..$lanes {
                    let at = lane + first + second - $lanes;
                    let place = if at < first { at } else { at - first + $lanes };
                    places[lane] = <$index>::try_from(place).expect("two registers hold fewer numbers");
                }
                self.avx512f.$permute(a, pulp::cast(places), b)
            }
            #[inline(always)]
            fn transpose(self, from: &[$t], stride: usize, to: &mut [$t], width: usize) {
                $transpose(self, from, stride, to, width);
            }
            #[inline(always)]
            fn sums(self, vectors: [$vector; 8]) -> [$t; 8] {
                $sums(self, vectors)
            }
        }
    };
}

/// The registers of AVX2 for one number, as in [`avx512`].
macro_rules! avx2 {
    ($t:ty, $vector:ty, $lanes:literal, $splat:ident $fmadd:ident $add:ident $blend:ident, $transpose:ident $sums:ident) => {
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
            fn select(self, mask: $vector, a: $vector, b: $vector) -> $vector {
                self.avx.$blend(b, a, mask)
            }
            #[inline(always)]
            fn joined(self, a: $vector, b: $vector, [first, second]: [usize; 2]) -> $vector {
                let (a, b): ([$t; $lanes], [$t; $lanes]) = (pulp::cast(a), pulp::cast(b));
                let mut lanes = a;
                for lane in 0..$lanes {
                    let at = lane + first + second - $lanes;
                    lanes[lane] = if at < first { a[at] } else { b[at - first] };
                }
                pulp::cast(lanes)
            }
            #[inline(always)]
            fn transpose(self, from: &[$t], stride: usize, to: &mut [$t], width: usize) {
                $transpose(self, from, stride, to, width);
            }
            #[inline(always)]
            fn sums(self, vectors: [$vector; 8]) -> [$t; 8] {
                $sums(self, vectors)
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

avx512!(f32, __m512, u16, u32, 16, _mm512_set1_ps _mm512_fmadd_ps _mm512_add_ps _mm512_mask_blend_ps _mm512_permutex2var_ps, transpose_f32x16 sums_f32x16);
avx512!(f64, __m512d, u8, u64, 8, _mm512_set1_pd _mm512_fmadd_pd _mm512_add_pd _mm512_mask_blend_pd _mm512_permutex2var_pd, transpose_f64x8 sums_f64x8);
avx2!(f32, __m256, 8, _mm256_set1_ps _mm256_fmadd_ps _mm256_add_ps _mm256_blendv_ps, transpose_f32x8 sums_f32x8);
avx2!(f64, __m256d, 4, _mm256_set1_pd _mm256_fmadd_pd _mm256_add_pd _mm256_blendv_pd, transpose_f64x4 sums_f64x4);
