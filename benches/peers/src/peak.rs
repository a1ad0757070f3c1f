//! The most multiplications and additions that the machine does in a second: fused ones, in registers, none of which
//! waits for another, on the widest vectors that it has.

use pulp::{Arch, Simd, WithSimd};
use std::hint::black_box;

/// How many sums run beside each other: more than it takes to fill the pipelines (latency 4, two units), and with the two
/// operands no more than the 16 registers of AVX.
const CHAINS: usize = 12;

/// As many fused multiply-adds as told, or a few more, up to one round of all chains.
pub(crate) struct FusedMultiplyAdds<T> {
    pub(crate) count: usize,
    pub(crate) x: T,
    pub(crate) y: T,
}

/// The expansion of `peak!(f32: f32s, splat_f32s, mul_add_f32s, add_f32s, reduce_sum_f32s)` is what stands here with these
/// names put in: `pulp` has a method for each kind of number.
macro_rules! peak {
    ($t:ty: $vector:ident, $splat:ident, $mul_add:ident, $add:ident, $sum:ident) => {
        impl WithSimd for FusedMultiplyAdds<$t> {
            type Output = $t;
            #[inline(always)]
            fn with_simd<S: Simd>(self, simd: S) -> $t {
                let (x, y) = (simd.$splat(self.x), simd.$splat(self.y));
                let mut sums = [y; CHAINS];
                let lanes = size_of::<S::$vector>() / size_of::<$t>();
                for _ in 0..self.count.div_ceil(CHAINS * lanes) {
                    for sum in &mut sums {
                        *sum = simd.$mul_add(*sum, x, y);
                    }
                }
                simd.$sum(sums.into_iter().fold(y, |a, b| simd.$add(a, b)))
            }
        }

        impl FusedMultiplyAdds<$t> {
            /// Does them. The result means nothing.
            pub(crate) fn run(count: usize) -> $t {
                Arch::new().dispatch(FusedMultiplyAdds::<$t> { count, x: black_box(0.5), y: black_box(1.0) })
            }
        }
    };
}
peak!(f32: f32s, splat_f32s, mul_add_f32s, add_f32s, reduce_sum_f32s);
peak!(f64: f64s, splat_f64s, mul_add_f64s, add_f64s, reduce_sum_f64s);
