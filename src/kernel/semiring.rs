//! What a number must offer to be summed and multiplied, and the hooks by which it does so fast.

use crate::kernel::{naive, simd, tile, unrolled::floats_are_calls, vector};
use core::ops::{Add, Mul};

/// A number with `+`, `×`, 0 and 1, and with products of matrices made of it.
///
/// The products are hooks: each has a plain default, which integers and dual numbers use; `f32` and `f64` override
/// them with register tiles. All matrices are flat, last axis fastest, and every hook *adds* to its result. No size is 0, as no
/// axis of a tensor is.
///
/// ```
/// use wengert::Semiring;
///
/// let mut c = [100, 100];
/// i32::product(&[1, 2, 3, 4], &[5, 6], &mut c, [2, 2, 1]);
/// assert_eq!(c, [117, 139]);
/// ```
pub trait Semiring: Copy + 'static + Add<Output = Self> + Mul<Output = Self> {
    /// The neutral element of `+`.
    const ZERO: Self;
    /// The neutral element of `×`.
    const ONE: Self;

    /// self · b + c, the step of every product: one instruction where the target has it, never a call to a library.
    #[inline(always)]
    #[must_use]
    fn times_plus(self, b: Self, c: Self) -> Self {
        self * b + c
    }
    /// c += a · b, with a m×k, b k×n and c m×n.
    fn product(a: &[Self], b: &[Self], c: &mut [Self], [m, k, n]: [usize; 3]) {
        naive::product(a, b, c, [m, k, n]);
    }
    /// c += a · bᵀ, with a m×k, b n×k and c m×n.
    fn product_nt(a: &[Self], b: &[Self], c: &mut [Self], [m, k, n]: [usize; 3]) {
        naive::product_nt(a, b, c, [m, k, n]);
    }
    /// c += aᵀ · b, with a k×m, b k×n and c m×n.
    fn product_tn(a: &[Self], b: &[Self], c: &mut [Self], [m, k, n]: [usize; 3]) {
        naive::product_tn(a, b, c, [m, k, n]);
    }
    /// Σ aᵢ · bᵢ.
    fn dot(a: &[Self], b: &[Self]) -> Self {
        naive::dot(a, b)
    }
    /// Σ aᵢ.
    fn sum(a: &[Self]) -> Self {
        naive::sum(a)
    }
}

/// Integers keep the plain defaults. The expansion of `integers!(i32)`:
///
/// ```ignore
/// impl Semiring for i32 { const ZERO: i32 = 0; const ONE: i32 = 1; }
/// ```
macro_rules! integers {
    ($($t:ty)*) => { $(
        impl Semiring for $t {
            const ZERO: $t = 0;
            const ONE: $t = 1;
        }
    )* };
}
integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

/// p + c without the addition where c is 0, as it is for the first term of each sum: bit by bit the same. A macro, since no
/// trait of both floats has their bits. The expansion of `skip_zero!(1.5, c)`:
///
/// ```ignore
/// { let (p, c) = (1.5, c); if c.to_bits() != 0 { p + c } else if p.to_bits() == (-c).to_bits() { c } else { p } }
/// ```
macro_rules! skip_zero {
    ($p:expr, $c:expr) => {{
        let (p, c) = ($p, $c);
        if c.to_bits() != 0 {
            p + c
        } else if p.to_bits() == (-c).to_bits() {
            c // −0 + 0 is 0
        } else {
            p
        }
    }};
}

/// Floats take tiles: `MR` rows by `NR` columns of the result at a time, as many as the registers hold.
/// The expansion of `floats!(f32: 4)` in a build without AVX:
///
/// ```ignore
/// impl Semiring for f32 {
///     const ZERO: f32 = 0.0;
///     const ONE: f32 = 1.0;
///     fn times_plus(self, b: f32, c: f32) -> f32 { self * b + c }
///     fn product(a: &[f32], b: &[f32], c: &mut [f32], sizes: [usize; 3]) {
///         fn large(a: &[f32], b: &[f32], c: &mut [f32], sizes: [usize; 3]) {
///             let (a, b, c) = exact(a, b, c, sizes);
///             if !simd::product(a, b, c, sizes) {
///                 tile::product::<f32, 2, 16, 8, 4>(a, b, c, sizes);
///             }
///         }
///         if is_small(sizes) { naive::short_product(a, b, c, sizes) } else { large(a, b, c, sizes) }
///     }
///     // …
/// }
/// ```
macro_rules! floats {
    ($($t:ty: $lanes:literal)*) => { $(
        impl Semiring for $t {
            const ZERO: $t = 0.0;
            const ONE: $t = 1.0;
            #[inline(always)]
            fn times_plus(self, b: $t, c: $t) -> $t {
                #[cfg(all(feature = "std", target_feature = "fma"))]
                return num_traits::Float::mul_add(self, b, c);
                #[cfg(not(all(feature = "std", target_feature = "fma")))]
                return if const { floats_are_calls::<$t>() } { skip_zero!(self * b, c) } else { self * b + c };
            }
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn product(a: &[$t], b: &[$t], c: &mut [$t], sizes: [usize; 3]) {
                #[inline(never)]
                fn large(a: &[$t], b: &[$t], c: &mut [$t], sizes: [usize; 3]) {
                    let (a, b, c) = exact(a, b, c, sizes);
                    if is_square_of_six::<$t>(sizes) && !simd::is_widest() {
                        naive::short_product(a, b, c, [sizes[0], 6, 6]);
                    } else if !simd::product(a, b, c, sizes) {
                        tile::product::<$t, ROWS, { $lanes * WIDTH * ACROSS }, { $lanes * 2 }, $lanes>(a, b, c, sizes);
                    }
                }
                if is_small(sizes) && !is_square_of_six::<$t>(sizes) {
                    naive::short_product(a, b, c, sizes)
                } else {
                    large(a, b, c, sizes)
                }
            }
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn product_nt(a: &[$t], b: &[$t], c: &mut [$t], sizes: [usize; 3]) {
                #[inline(never)]
                fn large(a: &[$t], b: &[$t], c: &mut [$t], sizes: [usize; 3]) {
                    let (a, b, c) = exact(a, b, c, sizes);
                    if !simd::product_nt(a, b, c, sizes) {
                        tile::product_nt::<$t, ROWS, { $lanes * WIDTH * ACROSS }>(a, b, c, sizes);
                    }
                }
                match is_small(sizes) {
                    true if cfg!(feature = "std") => naive::short_product_nt(a, b, c, sizes),
                    // Where code is to be small, each sum is a call.
                    true => naive::product_nt(a, b, c, sizes),
                    false => large(a, b, c, sizes),
                }
            }
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn product_tn(a: &[$t], b: &[$t], c: &mut [$t], sizes: [usize; 3]) {
                #[inline(never)]
                fn large(a: &[$t], b: &[$t], c: &mut [$t], sizes: [usize; 3]) {
                    let (a, b, c) = exact(a, b, c, sizes);
                    if !simd::product_tn(a, b, c, sizes) {
                        tile::product_tn::<$t, ROWS, { $lanes * WIDTH * ACROSS }, { $lanes * 2 }, $lanes>(a, b, c, sizes);
                    }
                }
                if is_small(sizes) { naive::short_product_tn(a, b, c, sizes) } else { large(a, b, c, sizes) }
            }
            fn dot(a: &[$t], b: &[$t]) -> $t {
                vector::dot::<$t, { $lanes * WIDTH * ACROSS }>(a, b)
            }
            fn sum(a: &[$t]) -> $t {
                vector::sum::<$t, { $lanes * WIDTH * ACROSS }>(a)
            }
        }
    )* };
}
/// The numbers that matrices of these sizes have, however transposed, and no more.
#[inline(always)]
fn exact<'a, T>(a: &'a [T], b: &'a [T], c: &'a mut [T], [m, k, n]: [usize; 3]) -> (&'a [T], &'a [T], &'a mut [T]) {
    (&a[..m * k], &b[..k * n], &mut c[..m * n])
}

/// Whether a product is unrolled where it stands: sizes are constants of the program, so this is decided when it is compiled,
/// provided that it is inlined. A larger one is a call into this crate, where its loops are compiled once:
/// in every program anew, with its own sizes, they took the compiler minutes.
///
/// Rows of 5 to 10 numbers that fill no vector registers take less time in place than in tiles with loose ends.
#[inline(always)]
const fn is_small([m, k, n]: [usize; 3]) -> bool {
    let loose = cfg!(feature = "std") && n >= 5 && n <= 10 && n != 8 && m <= 10 && k <= 10;
    loose || m.saturating_mul(k).saturating_mul(n) <= 216
}

/// Whether a product takes half as long as a call of the kernel for squares of six: in place, rows of six `f64` in registers of two
/// leave too few for the rest.
#[inline(always)]
const fn is_square_of_six<T>([m, k, n]: [usize; 3]) -> bool {
    if cfg!(not(all(feature = "simd", target_arch = "x86_64"))) || m < 4 || m == 5 || k != 6 || n != 6 {
        return false;
    }
    // (Told of AVX-512, the compiler moves parts of rows between registers.)
    cfg!(target_feature = "avx512f") || (size_of::<T>() == 8 && cfg!(not(target_feature = "avx")))
}

/// How many 128-bit registers wide the machine's vector registers are.
const WIDTH: usize = if cfg!(target_feature = "avx512f") {
    4
} else if cfg!(target_feature = "avx") {
    2
} else {
    1
};
/// Rows of a tile, and vector registers across it. Without AVX a product overwrites one of its operands, and two long rows
/// with entries of `b` taken from memory beat four short ones (measured: 3.5 against 3.8 µs for 32×64 · 64×32 in `f32`).
const ROWS: usize = if cfg!(target_feature = "avx") { 6 } else { 2 };
const ACROSS: usize = if cfg!(target_feature = "avx") { 2 } else { 4 };
floats!(f32: 4 f64: 2);

#[cfg(test)]
mod tests {
    #[test]
    fn skipping_an_addition_changes_no_bit() {
        let numbers = [0.0, -0.0, 1.5, -1.5, 1e-45, f32::MAX, f32::INFINITY, f32::NEG_INFINITY];
        for p in numbers {
            for c in numbers {
                let (sum, skipped): (f32, f32) = (p + c, skip_zero!(p, c));
                assert!(sum.to_bits() == skipped.to_bits() || (sum.is_nan() && skipped.is_nan()), "{p} + {c}");
            }
            assert!(f32::is_nan(skip_zero!(f32::NAN, p)));
        }
    }
}
