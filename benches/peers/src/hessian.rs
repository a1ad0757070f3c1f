//! The Hessian of a quadratic form plus a log-sum-exp, ½·xᵀ·A·x + ln Σ exp xᵢ, of 32 numbers.

use crate::case::{Case, Expected, Sample, US, candidate};
use crate::report::Report;
use wengert::{Dual, LANES, Matrix, Real, Scalar, Tape, Vector, hessian};

const N: usize = 32;

fn function<E: Real>(x: &Vector<E, N>, a: &Matrix<E::Base, N, N>) -> Scalar<E> {
    0.5 * x.dot(&x.lift(a).mv(x)) + x.logsumexp()
}

/// ½·(A + Aᵀ) + diag p − p·pᵀ, where p is the softmax of x.
fn by_hand(x: &[f64; N], a: &[[f64; N]; N], hessian: &mut [[f64; N]; N]) {
    let largest = x.iter().fold(f64::NEG_INFINITY, |largest, x| largest.max(*x));
    let exponentials = x.map(|x| (x - largest).exp());
    let sum: f64 = exponentials.iter().sum();
    let p = exponentials.map(|e| e / sum);
    for i in 0..N {
        for j in 0..N {
            hessian[i][j] = 0.5 * (a[i][j] + a[j][i]) - p[i] * p[j];
        }
        hessian[i][i] += p[i];
    }
}

pub(crate) fn run(report: &mut Report) {
    let mut sample = Sample::new(5);
    let x = Vector::<f64, N>::from_fn(|_| sample.next());
    let a = Matrix::<f64, N, N>::from_fn(|_| sample.next());
    let (x_array, a_array) = (x.into_repr(), a.into_repr());
    let mut expected = [[0.0; N]; N];
    by_hand(&x_array, &a_array, &mut expected);
    let expected = Expected::within(1e-12, expected.into_iter().flatten());

    let mut tape = Tape::<Dual<f64, LANES>>::new();
    let zeros = Matrix::<f64, N, N>::zeros();
    let case = Case::new("Hessian", N)
        .with(
            &expected,
            candidate(
                US,
                (x, a, zeros),
                move |(x, a, h)| *h = tape.hessian(|x| function(&x, a), x),
                |(_, _, h)| h.as_slice().to_vec(),
            ),
        )
        .with(
            &expected,
            candidate(
                "with a new tape",
                (x, a, zeros),
                |(x, a, h)| *h = hessian(|x| function(&x, a), x),
                |(_, _, h)| h.as_slice().to_vec(),
            ),
        )
        .with(
            &expected,
            candidate(
                "by hand",
                (x_array, a_array, [[0.0; N]; N]),
                |(x, a, h)| by_hand(x, a, h),
                |(_, _, h)| h.as_flattened().to_vec(),
            ),
        );
    report.measure(case);
}
