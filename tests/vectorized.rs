//! Functions of whole tensors on vector registers, against those of the standard library.

use wengert::{Tape, Vector, VectorFunction, Vectorized};

/// The largest difference in units in the last place.
fn worst(x: &[f64], ours: &[f64], theirs: impl Fn(f64) -> f64) -> f64 {
    x.iter().zip(ours).fold(0.0, |worst, (&x, &y)| {
        let right = theirs(x);
        if right == y || (right.is_nan() && y.is_nan()) {
            return worst;
        }
        let unit = f64::from_bits(right.abs().to_bits() + 1) - right.abs();
        f64::max(worst, (y - right).abs() / unit)
    })
}

/// Numbers of all magnitudes, and the corners.
fn numbers() -> Vec<f64> {
    let corners = [0.0, -0.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e300, 5e-324, 709.7, -745.1];
    let near = (-400_000..400_000).map(|i| f64::from(i) * 1.9e-3);
    let small = (0..4000).map(|i| if i % 2 == 0 { 1.0 } else { -1.0 } * 1.01_f64.powi(-i));
    corners.into_iter().chain(near).chain(small).collect()
}

fn sigmoid(x: f64) -> f64 {
    if x > 0.0 { 1.0 / (1.0 + (-x).exp()) } else { x.exp() / (1.0 + x.exp()) }
}

/// Each with the standard library's.
fn functions() -> [(VectorFunction, fn(f64) -> f64); 4] {
    [
        (VectorFunction::Exp, f64::exp),
        (VectorFunction::Ln1p, f64::ln_1p),
        (VectorFunction::Tanh, f64::tanh),
        (VectorFunction::Sigmoid, sigmoid),
    ]
}

#[test]
fn double_precision_is_within_two_units() {
    let x = numbers();
    for (function, theirs) in functions() {
        let limit = match function {
            VectorFunction::Exp | VectorFunction::Ln1p => 1.0,
            VectorFunction::Tanh => 2.0,
            _ => 3.0,
        };
        let mut y = x.clone();
        if !f64::each(function, &mut y) {
            return; // no registers, nothing to test
        }
        let worst = worst(&x, &y, theirs);
        assert!(worst <= limit, "{function:?}: {worst}");
    }
}

#[test]
#[expect(clippy::cast_possible_truncation, reason = "rounding is what is tested")]
fn single_precision_is_rounded_once() {
    let x: Vec<f32> = numbers().into_iter().map(|x| x as f32).collect();
    for (function, theirs) in functions() {
        let mut y = x.clone();
        if !f32::each(function, &mut y) {
            return;
        }
        for (&x, y) in x.iter().zip(y) {
            let right = theirs(f64::from(x));
            let rounded = right as f32;
            let unit = f64::from(f32::from_bits(rounded.abs().to_bits() + 1)) - f64::from(rounded.abs());
            let near = y == rounded || (f64::from(y) - right).abs() <= 0.51 * unit;
            assert!(near || (right.is_nan() && y.is_nan()), "{function:?} of {x}: {y} and {right}");
        }
    }
}

#[test]
fn a_number_has_the_same_result_wherever_it_stands() {
    let x: Vec<f64> = (0..100).map(|i| f64::from(i) * 0.1 - 5.0).collect();
    let mut whole = x.clone();
    if f64::each(VectorFunction::Tanh, &mut whole) {
        for length in 8..=100 {
            let mut part = x[..length].to_vec();
            assert!(f64::each(VectorFunction::Tanh, &mut part));
            assert_eq!(part, whole[..length]);
        }
    }
}

/// A function of two numbers, of many pairs and of one at a time: values and gradients are the same bits.
macro_rules! as_one_by_one {
    ($($name:literal |$a:ident, $b:ident| $y:expr;)+) => { $({
        let corners = [0.0, -0.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, 5e-324, -3.5];
        let (many_a, many_b) = (
            Vector::<f64, 83>::from_fn(|[i]| if i < 64 { corners[i / 8] } else { (i as f64 * 0.7).sin() }),
            Vector::<f64, 83>::from_fn(|[i]| if i < 64 { corners[i % 8] } else { (i as f64 * 1.3).cos() }),
        );
        let many = {
            let mut tape = Tape::new();
            let value = { let ($a, $b) = (many_a, many_b); $y };
            (value, tape.grad(|($a, $b)| ($y).sum(), &(many_a, many_b)))
        };
        for i in 0..83 {
            let (one_a, one_b) = (Vector::<f64, 1>::full(many_a[[i]]), Vector::<f64, 1>::full(many_b[[i]]));
            let value = { let ($a, $b) = (one_a, one_b); $y };
            let slopes = Tape::new().grad(|($a, $b)| ($y).sum(), &(one_a, one_b));
            let many = [many.0[[i]], many.1.0[[i]], many.1.1[[i]]];
            let one = [value[[0]], slopes.0[[0]], slopes.1[[0]]];
            for (many, one) in many.into_iter().zip(one) {
                let same = many.to_bits() == one.to_bits() || (many.is_nan() && one.is_nan());
                assert!(same, "{} of {} and {}: {many} and {one}", $name, one_a[[0]], one_b[[0]]);
            }
        }
    })+ };
}

#[test]
fn arithmetic_on_many_numbers_is_that_on_one() {
    as_one_by_one! {
        "+" |a, b| a + b;
        "-" |a, b| a - b;
        "*" |a, b| a * b;
        "/" |a, b| a / b;
        "maximum" |a, b| a.maximum(&b);
        "minimum" |a, b| a.minimum(&b);
        "scaled" |a, b| 3.0 * a - b / 2.0;
        "leaky_relu" |a, b| a.leaky_relu(0.1) + b.relu();
        "square, abs" |a, b| a.square() * b.abs();
        "sqrt, recip" |a, b| a.sqrt() + b.recip();
        "floor, ceil" |a, b| (3.0 * a).floor() * (3.0 * b).ceil();
        "round, trunc" |a, b| (3.0 * a).round() * (3.0 * b).trunc();
        "fract, signum" |a, b| (3.0 * a).fract() + b.signum();
        "copysign" |a, b| a.copysign(&b);
    }
}
