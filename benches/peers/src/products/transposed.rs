//! Products with one operand transposed, as on the way back.

use super::{Number, Operands, faer_matrix, numbers, rows, tensor, wengert};
use crate::case::{Candidate, Case, OnALine, US, candidate};
use crate::report::Report;
use faer::linalg::matmul::matmul;
use faer::{Accum, Mat, Par};
use wengert::op::MatMul;
use wengert::{BinaryOp, Const, Matrix, einsum};

type Square<const N: usize> = (Const<N>, Const<N>);

pub(super) fn transposed<T: Number, const N: usize>(report: &mut Report) {
    let operands = Operands::<T, N>::new();
    let [nn, nt, tn] = &operands.expected;
    let strides = ([N.cast_signed(), 1], [1, N.cast_signed()]);
    let case = Case::new(format!("a·bᵀ {}", T::NAME), N)
        .with(
            nt,
            pullback(&operands, |a, b, c| {
                BinaryOp::<T, Square<N>, Square<N>>::pullback_lhs(&MatMul, &[], b, &[], &[], a, c);
            }),
        )
        .with(nn, wengert(&operands).called("a·b"))
        .with(nt, einsum_nt(&operands))
        .with(nt, faer_transposed(&operands, false, true))
        .with(nt, matrixmultiply_strided(&operands, strides.0, strides.1));
    report.measure(case);
    let case = Case::new(format!("aᵀ·b {}", T::NAME), N)
        .with(
            tn,
            pullback(&operands, |a, b, c| {
                BinaryOp::<T, Square<N>, Square<N>>::pullback_rhs(&MatMul, a, &[], &[], &[], b, c);
            }),
        )
        .with(nn, wengert(&operands).called("a·b"))
        .with(tn, einsum_tn(&operands))
        .with(tn, faer_transposed(&operands, true, false))
        .with(tn, matrixmultiply_strided(&operands, strides.1, strides.0));
    report.measure(case);
}

/// What the pullbacks of `mm` run. They add to what is there.
fn pullback<T: Number, const N: usize>(
    operands: &Operands<T, N>,
    run: impl Fn(&[T], &[T], &mut [T]) + 'static,
) -> Candidate<'static> {
    let state = (tensor::<T, N>(&operands.a), tensor::<T, N>(&operands.b), OnALine(Matrix::<T, N, N>::zeros()));
    candidate(
        US,
        state,
        move |(a, b, c)| run(a.0.as_slice(), b.0.as_slice(), c.0.as_mut_slice()),
        |(_, _, c)| numbers(c.0.as_slice()),
    )
}

fn einsum_nt<T: Number, const N: usize>(operands: &Operands<T, N>) -> Candidate<'static> {
    let state = (tensor::<T, N>(&operands.a), tensor::<T, N>(&operands.b), OnALine(Matrix::<T, N, N>::zeros()));
    candidate(
        "einsum!",
        state,
        |(a, b, c)| {
            let (a, b) = (&a.0, &b.0);
            c.0 = einsum!(a[i, k] * b[j, k] -> [i, j]);
        },
        |(_, _, c)| numbers(c.0.as_slice()),
    )
}

fn einsum_tn<T: Number, const N: usize>(operands: &Operands<T, N>) -> Candidate<'static> {
    let state = (tensor::<T, N>(&operands.a), tensor::<T, N>(&operands.b), OnALine(Matrix::<T, N, N>::zeros()));
    candidate(
        "einsum!",
        state,
        |(a, b, c)| {
            let (a, b) = (&a.0, &b.0);
            c.0 = einsum!(a[k, i] * b[k, j] -> [i, j]);
        },
        |(_, _, c)| numbers(c.0.as_slice()),
    )
}

fn faer_transposed<T: Number, const N: usize>(operands: &Operands<T, N>, a_is: bool, b_is: bool) -> Candidate<'static> {
    candidate(
        "faer",
        (faer_matrix::<T, N>(&operands.a), faer_matrix::<T, N>(&operands.b), Mat::<T>::zeros(N, N)),
        move |(a, b, c)| {
            let a = if a_is { a.transpose() } else { a.as_ref() };
            let b = if b_is { b.transpose() } else { b.as_ref() };
            matmul(c.as_mut(), Accum::Replace, a, b, T::ONE, Par::Seq);
        },
        |(_, _, c)| rows(N, |i, j| c[(i, j)]),
    )
}

fn matrixmultiply_strided<T: Number, const N: usize>(
    operands: &Operands<T, N>,
    a_strides: [isize; 2],
    b_strides: [isize; 2],
) -> Candidate<'static> {
    let state = (tensor::<T, N>(&operands.a), tensor::<T, N>(&operands.b), OnALine(Matrix::<T, N, N>::zeros()));
    candidate(
        "matrixmultiply",
        state,
        move |(a, b, c)| {
            T::matrixmultiply(N, (a.0.as_slice(), a_strides), (b.0.as_slice(), b_strides), c.0.as_mut_slice());
        },
        |(_, _, c)| numbers(c.0.as_slice()),
    )
}
