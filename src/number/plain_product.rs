//! Products of plain numbers and dual ones: data times parameters. Of a plain a, (a·b)′ = a·b′.

use crate::number::dual_blocks::{Blocks, Left, add_tangents, add_value, add_where_settled, are_settled};
use crate::number::dual_product::{BLOCK, FEW, Layout, MANY, Matrix, block_of, has_blocks, scaled, sum_of};
use crate::number::{Dual, Float};

/// c += a · b, with plain numbers on the left: a m×k, b k×n and c m×n.
#[inline(always)]
pub(super) fn plain_product<T: Float, const K: usize>(
    a: &[T::Base],
    b: &[Dual<T, K>],
    c: &mut [Dual<T, K>],
    [m, k, n]: [usize; 3],
) {
    let (a, b, c) = (&a[..m * k], &b[..k * n], &mut c[..m * n]);
    if const { has_blocks::<T, K>() } {
        match block_of::<K>([m, k, n]) {
            None => {}
            Some(FEW) => return in_blocks::<T, K, FEW>(a, b, c, [m, k, n]),
            Some(_) => return in_blocks::<T, K, MANY>(a, b, c, [m, k, n]),
        }
    }
    entry_by_entry(a, b, c, [k, n]);
}

/// Each entry of the result in registers while its sum runs.
#[inline(always)]
fn entry_by_entry<T: Float, const K: usize>(a: &[T::Base], b: &[Dual<T, K>], c: &mut [Dual<T, K>], [k, n]: [usize; 2]) {
    for (i, c) in c.chunks_exact_mut(n).enumerate() {
        for (j, c) in c.iter_mut().enumerate() {
            for from in (0..k).step_by(BLOCK) {
                let (mut value, mut tangents) = (T::ZERO, [T::ZERO; K]);
                let to = k.min(from + BLOCK);
                for p in from..to {
                    let (a, b) = (T::from_base(a[i * k + p]), &b[p * n + j]);
                    value = a.times_plus(b.value, value);
                    tangents = scaled(b, a, tangents);
                }
                if value.is_settled() {
                    *c += Dual::new(value, tangents);
                } else {
                    let tangents = carefully(&a[i * k + from..i * k + to], &b[from * n + j..], n);
                    *c += Dual::new(value, tangents);
                }
            }
        }
    }
}

/// The tangents of the sum of some aᵢ·bᵢ, where the bᵢ stand so many steps apart. What is zero stays zero even
/// beside an infinite factor.
#[cold]
#[inline(never)]
fn carefully<T: Float, const K: usize>(a: &[T::Base], b: &[Dual<T, K>], step: usize) -> [T; K] {
    sum_of(a.len(), |p, sum| {
        for (sum, tangent) in sum.iter_mut().zip(b[p * step].tangents) {
            *sum = *sum + tangent.times_base(a[p]);
        }
    })
}

/// In products of plain numbers, block by block: a · b and a · b′.
#[inline(never)]
fn in_blocks<T: Float, const K: usize, const N: usize>(
    a: &[T::Base],
    b: &[Dual<T, K>],
    c: &mut [Dual<T, K>],
    [m, k, n]: [usize; 3],
) {
    let rows = Layout { down: n, across: 1 };
    let b = Matrix { entries: b, layout: rows };
    let mut blocks = Blocks { left: [T::ZERO; N], right: [[T::ZERO; N]; 2], result: [T::ZERO; N] };
    let left = Plain { entries: a, columns: k };
    blocks.multiply(left, b, c, rows, [m, k, n], (|x| [x.value], add_value));
    let all = are_settled(c);
    blocks.multiply(left, b, c, rows, [m, k, n], (|x| x.tangents, add_where_settled(all)));
    if !all {
        add_carefully(a, b.entries, c, [k, n]);
    }
}

/// The tangents of a plain a · b where its value is not finite.
#[cold]
#[inline(never)]
fn add_carefully<T: Float, const K: usize>(a: &[T::Base], b: &[Dual<T, K>], c: &mut [Dual<T, K>], [k, n]: [usize; 2]) {
    for at in 0..c.len() {
        if !c[at].value.is_settled() {
            let (a, b) = (&a[at / n * k..][..k], &b[at % n..]);
            add_tangents(&mut c[at], carefully(a, b, n));
        }
    }
}

/// A factor of plain numbers, in rows of so many columns.
#[derive(Clone, Copy)]
struct Plain<'a, B> {
    entries: &'a [B],
    columns: usize,
}

impl<T: Float> Left<T> for Plain<'_, T::Base> {
    #[inline(always)]
    fn values(self, [i, j]: [usize; 2], [rows, columns]: [usize; 2], to: &mut [T]) {
        let from = self.entries[i * self.columns..].chunks_exact(self.columns);
        for (from, to) in from.zip(to.chunks_exact_mut(columns)).take(rows) {
            to.iter_mut().zip(&from[j..]).for_each(|(to, &from)| *to = T::from_base(from));
        }
    }
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::*;
    use crate::kernel::Semiring;
    use crate::number::dual_product::product;
    use std::vec::Vec;

    /// Plain numbers on the left are as constants, whatever stands beside them.
    fn plain_numbers_are_constants<const K: usize>([m, k, n]: [usize; 3]) {
        for unusual in [1.0, f64::INFINITY, f64::NAN] {
            let a: Vec<_> = (0..m * k).map(|i| if i % 7 == 3 { unusual } else { (i % 5) as f64 - 2.0 }).collect();
            let constants: Vec<_> = a.iter().map(|&a| Dual::constant(a)).collect();
            let b: Vec<_> = (0..k * n)
                .map(|i| Dual::<f64, K>::new((i % 11) as f64, core::array::from_fn(|lane| ((i + lane) % 3) as f64)))
                .collect();
            let (mut c, mut expected) = (std::vec![Dual::ONE; m * n], std::vec![Dual::ONE; m * n]);
            Dual::plain_product(&a, &b, &mut c, [m, k, n]);
            product(&constants, &b, &mut expected, [m, k, n]);
            for (c, expected) in c.iter().zip(&expected) {
                let same = |x: f64, y: f64| x == y || (x.is_nan() && y.is_nan());
                assert!(same(c.value, expected.value));
                assert!(c.tangents.iter().zip(&expected.tangents).all(|(&x, &y)| same(x, y)), "{c:?} {expected:?}");
            }
        }
    }

    #[test]
    fn plain_numbers_on_the_left() {
        plain_numbers_are_constants::<1>([2, 3, 2]);
        plain_numbers_are_constants::<3>([5, 70, 4]);
        plain_numbers_are_constants::<4>([40, 100, 33]);
        plain_numbers_are_constants::<33>([3, 5, 4]);
    }

    #[test]
    fn what_lies_behind_the_result_stays() {
        let (a, b) = ([1.0; 64], [Dual::<f64, 4>::new(2.0, [3.0; 4]); 256]);
        let mut c = [Dual::<f64, 4>::constant(f64::INFINITY); 67];
        c[..64].fill(Dual::ZERO);
        Dual::plain_product(&a, &b, &mut c, [4, 16, 16]);
        assert!(c[..64].iter().all(|c| (c.value, c.tangents) == (32.0, [48.0; 4])));
        assert!(c[64..].iter().all(|c| (c.value, c.tangents) == (f64::INFINITY, [0.0; 4])));
    }
}
