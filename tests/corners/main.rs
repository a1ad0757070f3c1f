//! Where functions have corners, poles and gaps, and numbers have no digits left: NaN, infinities, ties, zeros.

mod dual_numbers;
mod infinity;
mod integers;
mod labels;
mod long_sums;
mod magnitudes;
mod not_a_number;
mod powers_and_angles;
mod repetitions;
mod reviewed;
mod single_elements;
mod ties_and_kinks;

use wengert::{
    Const, Dual, Matrix, One, Real, Scalar, Shape, Tape, Tensor, Vector, derivative, grad, jvp, tensor, value_and_grad,
};

/// The gradient of a function of a vector by forward mode: one direction after another.
fn forward<const N: usize>(
    f: impl Fn(Vector<Dual<f64, 1>, N>) -> Scalar<Dual<f64, 1>>,
    x: &Vector<f64, N>,
) -> Vector<f64, N> {
    Vector::from_fn(|i| {
        let direction = Vector::from_fn(|j| f64::from(i == j));
        jvp(&f, x, &direction).1.item()
    })
}

/// Equal element by element, where NaN equals NaN.
fn same<S: Shape>(a: &Tensor<f64, S>, b: &Tensor<f64, S>) {
    for (x, y) in a.as_slice().iter().zip(b.as_slice()) {
        assert!(x == y || (x.is_nan() && y.is_nan()), "{a:?} {b:?}");
    }
}

/// Equal up to some rounding errors.
fn close(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-14 * b.abs(), "{a:e}, should be {b:e}");
}

const NAN: f64 = f64::NAN;
const INF: f64 = f64::INFINITY;
