//! Products of matrices and vectors.

#![expect(unsafe_code, reason = "two of the peers are called by pointers")]

mod transposed;
mod vectors;

use crate::case::{Candidate, Case, Expected, OnALine, Sample, US, candidate};
use crate::measure::digits;
use crate::peak::FusedMultiplyAdds;
use crate::report::Report;
use faer::linalg::matmul::matmul;
use faer::{Accum, Mat, Par};
use nalgebra::{DMatrix, SMatrix};
use std::fmt::Write as _;
use wengert::{Matrix, Primitive, Tensor};

/// The floats, and what two peers need to be told for each.
trait Number: Primitive + Into<f64> + nalgebra::RealField + faer::traits::ComplexField {
    const NAME: &'static str;
    /// The distance of 1 to the next number.
    const ULP: f64;
    fn of(x: f64) -> Self;
    /// So many fused multiply-adds.
    fn fused_multiply_adds(count: usize) -> Self;
    /// c = a·b with matrices whose rows and columns are so far apart.
    fn matrixmultiply(n: usize, a: (&[Self], [isize; 2]), b: (&[Self], [isize; 2]), c: &mut [Self]);
    fn nano_gemm_plan(n: usize) -> nano_gemm::Plan<Self>;
}

/// The expansion of `number!(f32: sgemm, new_colmajor_lhs_and_dst_f32)` is what stands here with these names put in.
macro_rules! number {
    ($t:ident: $gemm:ident, $plan:ident) => {
        impl Number for $t {
            const NAME: &'static str = stringify!($t);
            const ULP: f64 = $t::EPSILON as f64;
            #[expect(clippy::allow_attributes, reason = "one of the two is needed for f32 only")]
            #[allow(clippy::cast_possible_truncation, reason = "samples")]
            fn of(x: f64) -> Self {
                x as $t
            }
            fn fused_multiply_adds(count: usize) -> Self {
                FusedMultiplyAdds::<$t>::run(count)
            }
            #[inline]
            fn matrixmultiply(
                n: usize,
                (a, [ra, ca]): (&[$t], [isize; 2]),
                (b, [rb, cb]): (&[$t], [isize; 2]),
                c: &mut [$t],
            ) {
                assert!(a.len() == n * n && b.len() == n * n && c.len() == n * n);
                let row = n.cast_signed();
                // SAFETY: the slices hold n×n numbers, and the strides are n and 1 in either order.
                unsafe {
                    matrixmultiply::$gemm(
                        n,
                        n,
                        n,
                        1.0,
                        a.as_ptr(),
                        ra,
                        ca,
                        b.as_ptr(),
                        rb,
                        cb,
                        0.0,
                        c.as_mut_ptr(),
                        row,
                        1,
                    );
                }
            }
            fn nano_gemm_plan(n: usize) -> nano_gemm::Plan<$t> {
                nano_gemm::Plan::$plan(n, n, n)
            }
        }
    };
}
number!(f32: sgemm, new_colmajor_lhs_and_dst_f32);
number!(f64: dgemm, new_colmajor_lhs_and_dst_f64);

pub(crate) fn run(report: &mut Report) {
    of::<f32>(report);
    of::<f64>(report);
}

fn of<T: Number>(report: &mut Report) {
    square::<T, 2>(report);
    square::<T, 3>(report);
    square::<T, 4>(report);
    square::<T, 6>(report);
    square::<T, 8>(report);
    square::<T, 12>(report);
    square::<T, 16>(report);
    square::<T, 24>(report);
    square::<T, 32>(report);
    square::<T, 48>(report);
    square::<T, 64>(report);
    square::<T, 96>(report);
    square::<T, 128>(report);
    square::<T, 256>(report);
    transposed::transposed::<T, 16>(report);
    transposed::transposed::<T, 24>(report);
    transposed::transposed::<T, 32>(report);
    transposed::transposed::<T, 48>(report);
    transposed::transposed::<T, 64>(report);
    transposed::transposed::<T, 96>(report);
    transposed::transposed::<T, 128>(report);
    transposed::transposed::<T, 256>(report);
    vectors::vectors::<T, 16>(report);
    vectors::vectors::<T, 64>(report);
    vectors::vectors::<T, 256>(report);
    vectors::batch::<T, 4>(report);
    vectors::batch::<T, 16>(report);
    vectors::batch::<T, 32>(report);
}

// --- n×n times n×n ---------------------------------------------------------------------------------------------------

/// Two operands, row by row, and what is expected of their product, summed in `f64`.
struct Operands<T, const N: usize> {
    a: Vec<T>,
    b: Vec<T>,
    expected: [Expected; 3],
}

/// How far a sum of so many products may be off, as a share of the largest.
fn bound<T: Number>(terms: usize) -> f64 {
    4.0 * (terms as f64) * T::ULP
}

/// a·b, a·bᵀ and aᵀ·b, as one would write them first.
fn by_hand<const N: usize>(a: impl Fn(usize, usize) -> f64, b: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    let sum = |i, j| (0..N).map(|k| a(i, k) * b(k, j)).sum();
    (0..N * N).map(|place| sum(place / N, place % N)).collect()
}

impl<T: Number, const N: usize> Operands<T, N> {
    fn new() -> Self {
        let mut sample = Sample::new(1);
        let [a, b] = [0; 2].map(|_| (0..N * N).map(|_| T::of(sample.next())).collect::<Vec<T>>());
        let a_at = |i: usize, j: usize| -> f64 { a[i * N + j].into() };
        let b_at = |i: usize, j: usize| -> f64 { b[i * N + j].into() };
        let expected =
            [by_hand::<N>(a_at, b_at), by_hand::<N>(a_at, |i, j| b_at(j, i)), by_hand::<N>(|i, j| a_at(j, i), b_at)];
        let expected = expected.map(|numbers| Expected::within(bound::<T>(N), numbers));
        Operands { a, b, expected }
    }
}

/// In the order of rows.
fn numbers<T: Number>(c: &[T]) -> Vec<f64> {
    c.iter().map(|&x| x.into()).collect()
}

/// In the order of rows.
fn rows<T: Number>(n: usize, at: impl Fn(usize, usize) -> T) -> Vec<f64> {
    (0..n * n).map(|place| at(place / n, place % n).into()).collect()
}

fn square<T: Number, const N: usize>(report: &mut Report) {
    let operands = Operands::<T, N>::new();
    let [expected, ..] = &operands.expected;
    let mut case = Case::new(format!("product {}", T::NAME), N)
        .with(expected, wengert(&operands))
        .with(expected, loops(&operands))
        .with(expected, nalgebra_static(&operands));
    if N > 4 {
        case = case.with(expected, nalgebra_dynamic(&operands));
    }
    case = case
        .with(expected, faer(&operands))
        .with(expected, nano_gemm(&operands))
        .with(expected, matrixmultiply(&operands));
    if N >= 32 && N.is_multiple_of(16) {
        case = case.beside(candidate("FMA peak", (), |()| _ = T::fused_multiply_adds(N * N * N), |()| Vec::new()));
    }
    report.measure(case);
}

fn tensor<T: Number, const N: usize>(numbers: &[T]) -> OnALine<Matrix<T, N, N>> {
    OnALine(Tensor::from_slice(numbers).expect("there are N·N numbers"))
}

fn wengert<T: Number, const N: usize>(operands: &Operands<T, N>) -> Candidate<'static> {
    let state = (tensor::<T, N>(&operands.a), tensor::<T, N>(&operands.b), OnALine(Matrix::<T, N, N>::zeros()));
    candidate(US, state, |(a, b, c)| a.0.mm_into(&b.0, &mut c.0), |(_, _, c)| numbers(c.0.as_slice()))
}

/// Three loops, with rows innermost so that the compiler can vectorise them; the length is known to it.
fn loops<T: Number, const N: usize>(operands: &Operands<T, N>) -> Candidate<'static> {
    let arrays = |numbers: &[T]| -> OnALine<[[T; N]; N]> {
        OnALine(std::array::from_fn(|i| std::array::from_fn(|j| numbers[i * N + j])))
    };
    let zeros = OnALine([[T::ZERO; N]; N]);
    candidate(
        "loops",
        (arrays(&operands.a), arrays(&operands.b), zeros),
        |(OnALine(a), OnALine(b), OnALine(c))| {
            for (a, c) in a.iter().zip(c) {
                *c = [T::ZERO; N];
                for (&a, b) in a.iter().zip(&*b) {
                    for (c, &b) in c.iter_mut().zip(b) {
                        *c += a * b;
                    }
                }
            }
        },
        |(_, _, OnALine(c))| numbers(c.as_flattened()),
    )
}

fn nalgebra_static<T: Number, const N: usize>(operands: &Operands<T, N>) -> Candidate<'static> {
    let matrix = |numbers| OnALine(SMatrix::<T, N, N>::from_row_slice(numbers));
    let zeros = OnALine(SMatrix::<T, N, N>::zeros());
    candidate(
        "nalgebra SMatrix",
        (matrix(&operands.a), matrix(&operands.b), zeros),
        |(a, b, c)| a.0.mul_to(&b.0, &mut c.0),
        |(_, _, c)| rows(N, |i, j| c.0[(i, j)]),
    )
}

fn nalgebra_dynamic<T: Number, const N: usize>(operands: &Operands<T, N>) -> Candidate<'static> {
    let matrix = |numbers| DMatrix::<T>::from_row_slice(N, N, numbers);
    candidate(
        "nalgebra DMatrix",
        (matrix(&operands.a), matrix(&operands.b), DMatrix::zeros(N, N)),
        |(a, b, c)| a.mul_to(b, c),
        |(_, _, c)| rows(N, |i, j| c[(i, j)]),
    )
}

fn faer<T: Number, const N: usize>(operands: &Operands<T, N>) -> Candidate<'static> {
    candidate(
        "faer",
        (faer_matrix::<T, N>(&operands.a), faer_matrix::<T, N>(&operands.b), Mat::<T>::zeros(N, N)),
        |(a, b, c)| matmul(c.as_mut(), Accum::Replace, a.as_ref(), b.as_ref(), T::ONE, Par::Seq),
        |(_, _, c)| rows(N, |i, j| c[(i, j)]),
    )
}

fn faer_matrix<T: Number, const N: usize>(numbers: &[T]) -> Mat<T> {
    Mat::from_fn(N, N, |i, j| numbers[i * N + j])
}

/// Column by column, so it computes cᵀ = bᵀ·aᵀ here. Its plan is made before the time begins.
fn nano_gemm<T: Number, const N: usize>(operands: &Operands<T, N>) -> Candidate<'static> {
    let plan = T::nano_gemm_plan(N);
    let state = (tensor::<T, N>(&operands.a), tensor::<T, N>(&operands.b), OnALine(Matrix::<T, N, N>::zeros()));
    candidate(
        "nano-gemm",
        state,
        move |(a, b, c)| {
            let (lhs, rhs, dst) = (b.0.as_slice(), a.0.as_slice(), c.0.as_mut_slice());
            let column = N.cast_signed();
            // SAFETY: the plan is for n×n matrices whose columns are n apart, which these are.
            unsafe {
                plan.execute_unchecked(
                    N,
                    N,
                    N,
                    dst.as_mut_ptr(),
                    1,
                    column,
                    lhs.as_ptr(),
                    1,
                    column,
                    rhs.as_ptr(),
                    1,
                    column,
                    T::ZERO,
                    T::ONE,
                    false,
                    false,
                );
            }
        },
        |(_, _, c)| numbers(c.0.as_slice()),
    )
}

fn matrixmultiply<T: Number, const N: usize>(operands: &Operands<T, N>) -> Candidate<'static> {
    let state = (tensor::<T, N>(&operands.a), tensor::<T, N>(&operands.b), OnALine(Matrix::<T, N, N>::zeros()));
    let row = [N.cast_signed(), 1];
    candidate(
        "matrixmultiply",
        state,
        move |(a, b, c)| T::matrixmultiply(N, (a.0.as_slice(), row), (b.0.as_slice(), row), c.0.as_mut_slice()),
        |(_, _, c)| numbers(c.0.as_slice()),
    )
}

/// The speed of our products against that of the machine, where it was measured.
pub(crate) fn speeds(report: &Report) -> String {
    let mut text = String::new();
    for outcome in &report.outcomes {
        let (Some(us), Some(peak)) = (outcome.nanoseconds(US), outcome.nanoseconds("FMA peak")) else { continue };
        let Ok(n) = outcome.size.parse::<f64>() else { continue };
        if text.is_empty() {
            text += "\n### Billions of multiplications and additions in a second\n\n";
            text += "| | n | wengert | FMA peak |\n|---|--:|--:|--:|\n";
        }
        let operations = 2.0 * n * n * n;
        let _ =
            writeln!(text, "| {} | {n} | {} | {} |", outcome.case, digits(operations / us), digits(operations / peak));
    }
    text
}
