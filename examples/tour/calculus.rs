//! Calculus: difference quotients and the derivative.

use crate::{beside, title};
use wengert::*;

pub(crate) fn run() {
    slopes();
}

/// 3x² − 4x, in any mode.
fn parabola<E: Real>(x: Scalar<E>) -> Scalar<E> {
    3.0 * x * x - 4.0 * x
}

fn slopes() {
    title("Difference quotients and the derivative");
    let at = |x: f64| parabola(tensor(x)).item();
    for (step, expected) in
        [(0.1, "2.30000"), (0.01, "2.03000"), (0.001, "2.00300"), (1e-4, "2.00030"), (1e-5, "2.00003")]
    {
        let quotient = format!("{:.5}", (at(1.0 + step) - at(1.0)) / step);
        assert_eq!(quotient, expected);
        beside(&format!("(f(1 + {step}) - f(1)) / {step}"), &quotient);
    }
    // No step, no truncation.
    show!(derivative(parabola, 1.0) => 2.0);
}
