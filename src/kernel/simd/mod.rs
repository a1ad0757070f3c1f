//! Products on the vector registers that the processor turns out to have when the program runs.
//!
//! `pulp` asks the processor, and its types are the proof of the answer, so that no `unsafe` code is needed. Each function
//! here says whether it has done the work; where the processor has no registers that are worth it, somebody else must.

mod elementary;
mod machine;
mod product;
mod shuffle;
mod square;
mod tile;
mod vector;

use crate::kernel::{Semiring, VectorFunction};
use elementary::{Each, Exp, Ln1p, Sigmoid, Tanh};
use machine::{Machine, Only, Plan, Work};
use product::{Form, Product};
use pulp::x86::{V3, V4};
use square::Square;

/// Runs a closure that is compiled for each kind of registers. What is not inlined into it is not.
#[inline(always)]
pub(crate) fn wide<R>(f: impl FnOnce() -> R) -> R {
    pulp::Arch::new().dispatch(f)
}

/// Whether the processor has the widest registers, those of AVX-512.
pub(super) fn is_widest() -> bool {
    V4::try_new().is_some()
}

/// Carries out a plan on the best registers, or says that there are none. Where `few` numbers or less lie side by side, it
/// uses the narrower ones.
#[inline(always)]
fn run<T: Semiring>(side_by_side: usize, few: usize, plan: impl Plan<T>) -> bool
where
    V3: Machine<T>,
    V4: Machine<T>,
{
    if let Some(machine) = V4::try_new() {
        let narrow: V3 = *machine;
        if side_by_side <= few { plan.on(narrow) } else { plan.on(machine) }
    } else if let Some(machine) = V3::try_new() {
        plan.on(machine);
    } else {
        return false;
    }
    true
}

/// Carries out work on vectors: on the widest registers if they can be filled once.
#[inline(always)]
fn with_vectors<T: Semiring>(length: usize, work: impl Work<T>) -> bool
where
    V3: Machine<T>,
    V4: Machine<T>,
{
    run(length, <V4 as Machine<T>>::LANES - 1, Only(work))
}

/// Carries out a product in tiles of `columns`: on the widest registers if the narrower ones hold less than a row.
#[inline(always)]
fn with_tiles<T: Semiring>(columns: usize, plan: impl Plan<T>) -> bool
where
    V3: Machine<T>,
    V4: Machine<T>,
{
    run(columns, <V3 as Machine<T>>::LANES, plan)
}

/// Of shorter rows a register would hold too little for a product with a vector.
const SHORTEST: usize = 4;

/// A factor of two or three columns is copied into whole registers where sums are as long as this.
const SHORT: usize = 32;

/// Rows of so many numbers are multiplied with few others as they are, where transposing these takes longer: of few rows, and
/// of any.
const LONG: [usize; 2] = [16, 64];

/// Fewer numbers are done one by one, by the functions of the platform.
const FEW: usize = 8;

/// A function of each number of a slice.
pub(super) fn each<T: Semiring>(function: VectorFunction, x: &mut [T]) -> bool
where
    V3: Machine<T>,
    V4: Machine<T>,
    for<'a> Each<'a, T, Exp>: Work<T>,
    for<'a> Each<'a, T, Ln1p>: Work<T>,
    for<'a> Each<'a, T, Sigmoid>: Work<T>,
    for<'a> Each<'a, T, Tanh>: Work<T>,
{
    x.len() >= FEW
        && match function {
            VectorFunction::Exp => with_vectors(usize::MAX, Each::new(Exp, x)),
            VectorFunction::Ln1p => with_vectors(usize::MAX, Each::new(Ln1p, x)),
            VectorFunction::Sigmoid => with_vectors(usize::MAX, Each::new(Sigmoid, x)),
            VectorFunction::Tanh => with_vectors(usize::MAX, Each::new(Tanh, x)),
        }
}

/// c += a · b.
#[inline(always)]
pub(super) fn product<T: Semiring>(a: &[T], b: &[T], c: &mut [T], sizes: [usize; 3]) -> bool
where
    V3: Machine<T>,
    V4: Machine<T>,
{
    let [_, k, n] = sizes;
    match sizes {
        [_, ..SHORTEST, 1] | [_, ..SHORT, 2 | 3] => false,
        [_, _, 1] => with_vectors(k, vector::MatVec { a, b, c }),
        [1, ..] => with_vectors(n, vector::VecMat { a, b, c }),
        [_, 1, _] => with_vectors(n, vector::Outer { a, b, c }),
        [_, 6, 6] => with_tiles(n, Square::<T, 6> { a, b, c }),
        [_, 8, 8] => with_tiles(n, Square::<T, 8> { a, b, c }),
        [_, 12, 12] => with_tiles(n, Square::<T, 12> { a, b, c }),
        [_, 16, 16] => with_tiles(n, Square::<T, 16> { a, b, c }),
        _ => with_tiles(n, Product { form: Form::Neither, a, b, c, sizes }),
    }
}

/// c += a · bᵀ.
#[inline(always)]
pub(super) fn product_nt<T: Semiring>(a: &[T], b: &[T], c: &mut [T], sizes: [usize; 3]) -> bool
where
    V3: Machine<T>,
    V4: Machine<T>,
{
    let [m, k, n] = sizes;
    match sizes {
        [1, ..SHORTEST, _] | [_, ..SHORTEST, 1] => false,
        [1, ..] => with_vectors(k, vector::MatVec { a: b, b: a, c }),
        [_, _, 1] => with_vectors(k, vector::MatVec { a, b, c }),
        [_, 1, _] => with_vectors(n, vector::Outer { a, b, c }),
        _ if n < FEW && k >= LONG[usize::from(m >= FEW)] => {
            run(k, <V4 as Machine<T>>::LANES - 1, vector::Dots { a, b, c, k, n })
        }
        _ => with_tiles(n, Product { form: Form::Right, a, b, c, sizes }),
    }
}

/// c += aᵀ · b.
#[inline(always)]
pub(super) fn product_tn<T: Semiring>(a: &[T], b: &[T], c: &mut [T], sizes: [usize; 3]) -> bool
where
    V3: Machine<T>,
    V4: Machine<T>,
{
    let [m, _, n] = sizes;
    match sizes {
        [_, _, 1] => with_vectors(m, vector::VecMat { a: b, b: a, c }),
        [1, ..] => with_vectors(n, vector::VecMat { a, b, c }),
        [_, 1, _] => with_vectors(n, vector::Outer { a, b, c }),
        _ => with_tiles(n, Product { form: Form::Left, a, b, c, sizes }),
    }
}

#[cfg(test)]
mod tests {
    use super::machine::{Machine, Plan};
    use super::product::{Form, Product};
    use pulp::x86::{V3, V4};
    use std::vec::Vec;

    /// Small integers, whose sums are exact.
    fn numbers(length: usize) -> Vec<f64> {
        (0..length).map(|i| ((i * 7919) % 9) as f64 - 4.0).collect()
    }

    /// All three products on one machine, against the definition.
    fn check<M: Machine<f64>>(machine: M, sizes: [usize; 3]) {
        fn on<M: Machine<f64>>(machine: M, length: usize, plan: impl FnOnce(M, &mut [f64])) -> Vec<f64> {
            let mut c = std::vec![1.0; length];
            plan(machine, &mut c);
            c
        }
        let [m, k, n] = sizes;
        let (a, b) = (numbers(m * k), numbers(k * n));
        let right = |left: &dyn Fn(usize, usize) -> f64, right: &dyn Fn(usize, usize) -> f64| -> Vec<f64> {
            (0..m * n).map(|at| (0..k).fold(1.0, |sum, p| sum + left(at / n, p) * right(p, at % n))).collect()
        };
        let plain =
            on(machine, m * n, |machine, c| Product { form: Form::Neither, a: &a, b: &b, c, sizes }.on(machine));
        assert_eq!(plain, right(&|i, p| a[i * k + p], &|p, j| b[p * n + j]), "{sizes:?}");
        let nt = on(machine, m * n, |machine, c| Product { form: Form::Right, a: &a, b: &b, c, sizes }.on(machine));
        assert_eq!(nt, right(&|i, p| a[i * k + p], &|p, j| b[j * k + p]), "{sizes:?} nt");
        let tn = on(machine, m * n, |machine, c| Product { form: Form::Left, a: &a, b: &b, c, sizes }.on(machine));
        assert_eq!(tn, right(&|i, p| a[p * m + i], &|p, j| b[p * n + j]), "{sizes:?} tn");
    }

    /// The widest registers are not the only ones: what a processor with AVX2 does is tested on one with more too.
    #[test]
    fn every_machine_multiplies() {
        for sizes in [[1, 1, 4], [3, 5, 7], [8, 16, 12], [9, 33, 25], [40, 300, 130], [17, 64, 48]] {
            if let Some(machine) = V3::try_new() {
                check(machine, sizes);
            }
            if let Some(machine) = V4::try_new() {
                check(machine, sizes);
            }
        }
    }
}
