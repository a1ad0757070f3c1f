//! Products with a small square matrix, of a size known here: nothing is left to be found out on the way.

use super::machine::{Machine, Work};
use crate::kernel::Semiring;

/// c += a · b with a square b of `N` rows.
pub(super) struct Square<'a, T, const N: usize> {
    a: &'a [[T; N]],
    b: &'a [[T; N]; N],
    c: &'a mut [[T; N]],
}

impl<'a, T, const N: usize> Square<'a, T, N> {
    pub(super) fn new(a: &'a [T], b: &'a [T], c: &'a mut [T]) -> Self {
        let b = b.as_chunks().0.first_chunk().expect("b is a square");
        Square { a: a.as_chunks().0, b, c: c.as_chunks_mut().0 }
    }
}

impl<T: Semiring, const N: usize> Work<T> for Square<'_, T, N> {
    #[inline(always)]
    fn run<M: Machine<T>>(self, machine: M) {
        if N.is_multiple_of(M::LANES) { self.by_registers(machine) } else { self.by_numbers(machine) }
    }
}

impl<T: Semiring, const N: usize> Square<'_, T, N> {
    /// A row is some whole registers, at most four.
    #[inline(always)]
    fn by_registers<M: Machine<T>>(self, machine: M) {
        for (a, c) in self.a.iter().zip(self.c) {
            let mut sums = [machine.splat(T::ZERO); 4];
            for (&a, b) in a.iter().zip(self.b) {
                let a = machine.splat(a);
                for v in 0..N / M::LANES {
                    sums[v] = machine.multiply_add(a, machine.load(&b[v * M::LANES..]), sums[v]);
                }
            }
            for v in 0..N / M::LANES {
                let c = &mut c[v * M::LANES..];
                machine.store(machine.add(machine.load(c), sums[v]), c);
            }
        }
    }

    /// A row is no whole number of registers: the compiler finds the parts.
    #[inline(always)]
    fn by_numbers<M: Machine<T>>(self, machine: M) {
        for (a, c) in self.a.iter().zip(self.c) {
            let mut sums = [T::ZERO; N];
            for (&a, b) in a.iter().zip(self.b) {
                for (sum, &b) in sums.iter_mut().zip(b) {
                    *sum = machine.fused(a, b, *sum);
                }
            }
            for (c, &sum) in c.iter_mut().zip(&sums) {
                *c = *c + sum;
            }
        }
    }
}
