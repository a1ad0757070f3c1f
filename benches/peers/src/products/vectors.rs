//! Matrices times vectors, vectors times vectors, and batches of products.

use super::{Number, Operands, bound, by_hand, faer_matrix, numbers, rows, tensor};
use crate::case::{Candidate, Case, Expected, OnALine, Sample, US, candidate};
use crate::report::Report;
use faer::linalg::matmul::matmul;
use faer::{Accum, Mat, Par};
use nalgebra::{DMatrix, DVector};
use wengert::{Const, Matrix, Tensor, Vector};

pub(super) fn vectors<T: Number, const N: usize>(report: &mut Report) {
    let operands = Operands::<T, N>::new();
    let (a, x, y) = (&operands.a, &operands.b[..N], &operands.b[N..2 * N]);
    let at = |i: usize, j: usize| -> f64 { a[i * N + j].into() };
    let [x_at, y_at] = [x, y].map(|x| move |i: usize| -> f64 { x[i].into() });
    let expected =
        |sum: &dyn Fn(usize) -> f64, count| Expected::within(bound::<T>(N), (0..count).map(sum).collect::<Vec<f64>>());
    let vector = |x: &[T]| OnALine(Vector::<T, N>::from_slice(x).expect("there are N numbers"));
    let (matrix, zeros) = (tensor::<T, N>(a), OnALine(Vector::<T, N>::zeros()));
    let (dynamic, [dynamic_x, dynamic_y]) = (DMatrix::from_row_slice(N, N, a), [x, y].map(DVector::from_column_slice));

    let mv = expected(&|i| (0..N).map(|j| at(i, j) * x_at(j)).sum(), N);
    let case = Case::new(format!("matrix · vector {}", T::NAME), N)
        .with(
            &mv,
            candidate(
                US,
                (matrix, vector(x), zeros),
                |(a, x, y)| a.0.mv_into(&x.0, &mut y.0),
                |(_, _, y)| numbers(y.0.as_slice()),
            ),
        )
        .with(
            &mv,
            candidate(
                "nalgebra DMatrix",
                (dynamic.clone(), dynamic_x.clone(), DVector::zeros(N)),
                |(a, x, y)| a.mul_to(x, y),
                |(_, _, y)| numbers(y.as_slice()),
            ),
        )
        .with(&mv, faer_vector(&operands, false));
    report.measure(case);

    let vm = expected(&|j| (0..N).map(|i| x_at(i) * at(i, j)).sum(), N);
    let case = Case::new(format!("vector · matrix {}", T::NAME), N)
        .with(
            &vm,
            candidate(
                US,
                (matrix, vector(x), zeros),
                |(a, x, y)| x.0.vm_into(&a.0, &mut y.0),
                |(_, _, y)| numbers(y.0.as_slice()),
            ),
        )
        .with(
            &vm,
            candidate(
                "nalgebra DMatrix",
                (dynamic, dynamic_x.clone(), DVector::zeros(N)),
                |(a, x, y)| a.tr_mul_to(x, y),
                |(_, _, y)| numbers(y.as_slice()),
            ),
        )
        .with(&vm, faer_vector(&operands, true));
    report.measure(case);

    let outer = expected(&|place| x_at(place / N) * y_at(place % N), N * N);
    let case = Case::new(format!("vector · vectorᵀ {}", T::NAME), N)
        .with(
            &outer,
            candidate(
                US,
                (vector(x), vector(y), OnALine(Matrix::<T, N, N>::zeros())),
                |(x, y, c)| x.0.binary_into(wengert::op::Outer, &y.0, &mut c.0),
                |(_, _, c)| numbers(c.0.as_slice()),
            ),
        )
        .with(
            &outer,
            candidate(
                "nalgebra DMatrix",
                (dynamic_x, dynamic_y, DMatrix::zeros(N, N)),
                |(x, y, c)| c.ger(T::ONE, x, y, T::ZERO),
                |(_, _, c)| rows(N, |i, j| c[(i, j)]),
            ),
        );
    report.measure(case);
}

fn faer_vector<T: Number, const N: usize>(operands: &Operands<T, N>, transposed: bool) -> Candidate<'static> {
    let x = Mat::from_fn(N, 1, |i, _| operands.b[i]);
    candidate(
        "faer",
        (faer_matrix::<T, N>(&operands.a), x, Mat::<T>::zeros(N, 1)),
        move |(a, x, y)| {
            let a = if transposed { a.transpose() } else { a.as_ref() };
            matmul(y.as_mut(), Accum::Replace, a, x.as_ref(), T::ONE, Par::Seq);
        },
        |(_, _, y)| (0..N).map(|i| y[(i, 0)].into()).collect(),
    )
}

/// How many matrices a batch has.
const BATCH: usize = 8;

/// So many matrices.
type Batch<T, const N: usize> = Tensor<T, (Const<BATCH>, Const<N>, Const<N>)>;

/// Eight products of n×n matrices.
pub(super) fn batch<T: Number, const N: usize>(report: &mut Report) {
    let mut sample = Sample::new(2);
    let [a, b] = [0; 2].map(|_| (0..BATCH * N * N).map(|_| T::of(sample.next())).collect::<Vec<T>>());
    let products = a
        .chunks(N * N)
        .zip(b.chunks(N * N))
        .flat_map(|(a, b)| by_hand::<N>(|i, j| a[i * N + j].into(), |i, j| b[i * N + j].into()));
    let expected = Expected::within(bound::<T>(N), products.collect::<Vec<f64>>());
    let [ta, tb] = [&a, &b].map(|x| OnALine(Batch::<T, N>::from_slice(x).expect("there are 8·N·N numbers")));
    let state = (ta, tb, OnALine(Batch::<T, N>::zeros()));
    let [fa, fb] = [&a, &b].map(|x| x.chunks(N * N).map(faer_matrix::<T, N>).collect::<Vec<_>>());
    let zeros = vec![Mat::<T>::zeros(N, N); BATCH];
    let case = Case::new(format!("8 products {}", T::NAME), N)
        .with(
            &expected,
            candidate(US, state, |(a, b, c)| a.0.bmm_into(&b.0, &mut c.0), |(_, _, c)| numbers(c.0.as_slice())),
        )
        .with(
            &expected,
            candidate(
                "faer",
                (fa, fb, zeros),
                |(a, b, c)| {
                    for ((a, b), c) in a.iter().zip(b).zip(c) {
                        matmul(c.as_mut(), Accum::Replace, a.as_ref(), b.as_ref(), T::ONE, Par::Seq);
                    }
                },
                |(_, _, c)| c.iter().flat_map(|c| rows(N, |i, j| c[(i, j)])).collect(),
            ),
        );
    report.measure(case);
}
