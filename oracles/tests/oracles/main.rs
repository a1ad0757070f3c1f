//! Values and derivatives against other people's crates: ndarray, nalgebra and num-dual, at random points.

/// Calls a check on pairs of shapes that broadcast.
macro_rules! broadcasting {
    ($check:ident($numbers:expr)) => {
        $check::<(), ()>($numbers);
        $check::<(Const<5>,), ()>($numbers);
        $check::<(), (Const<2>, Const<3>)>($numbers);
        $check::<(Const<4>, Const<7>), (Const<4>, Const<7>)>($numbers);
        $check::<(Const<4>, Const<1>), (Const<7>,)>($numbers);
        $check::<(Const<2>, One, Const<3>, Const<1>), (Const<4>, One, Const<5>)>($numbers);
    };
}

mod broadcasting;
mod comparisons;
mod contractions;
mod dual_numbers;
mod elementwise;
mod losses;
mod probabilities;
mod products;
mod reductions;
mod statistics;
mod structure;

use ndarray::{ArrayD, ArrayView1, Axis, Zip};
use proptest::prelude::{Just, ProptestConfig, Strategy, prop, prop_assert, prop_oneof, proptest};
use wengert::{
    Broadcast, Broadcasted, Const, HasAxis, Matrix, One, Primitive, Semiring, Shape, Stored, Tape, Tensor, Vector,
    select, stack, tensor,
};

/// 256 cases, or as many as `PROPTEST_CASES` says; what failed is printed and not kept.
fn cases() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

/// Numbers from which tensors of any length are filled; their count is prime, so that rows do not repeat.
fn numbers(range: core::ops::Range<f64>) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(range, 97)
}

/// The same with everything a float can be.
fn wild_numbers() -> impl Strategy<Value = Vec<f64>> {
    const SPECIAL: [f64; 10] =
        [0.0, -0.0, 1.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, f64::MIN_POSITIVE, 5e-324, f64::MAX, -1e300];
    prop::collection::vec(prop_oneof![4 => -10.0..10.0, 1 => prop::sample::select(&SPECIAL)], 97)
}

/// A tensor filled with some of the numbers.
fn filled<T: Primitive, S: Shape>(numbers: &[f64], from: usize) -> Tensor<T, S> {
    let mut numbers = numbers.iter().cycle().skip(from);
    Tensor::from_fn(|_| T::from_f64(*numbers.next().expect("a cycle never ends")))
}

/// The same elements in ndarray.
fn array<T: Primitive, S: Shape>(x: &Tensor<T, S>) -> ArrayD<f64> {
    let numbers = x.as_slice().iter().map(|x| x.to_f64().expect("a float")).collect();
    ArrayD::from_shape_vec(S::DIMS, numbers).expect("as many elements as the shape holds")
}

/// Equal to the last bit, but for what NaN a NaN is.
fn identical<S: Shape>(ours: &Tensor<f64, S>, theirs: &ArrayD<f64>) {
    assert_eq!(S::DIMS, theirs.shape());
    for (ours, theirs) in ours.as_slice().iter().zip(theirs) {
        assert!(ours.to_bits() == theirs.to_bits() || (ours.is_nan() && theirs.is_nan()), "{ours:e} {theirs:e}");
    }
}

/// Equal up to so many rounding errors of `scale`, the largest number that was added on the way.
fn close<T: Primitive>(ours: T, theirs: f64, roundings: usize, scale: f64) {
    let (ours, epsilon) = (ours.to_f64().expect("a float"), T::epsilon().to_f64().expect("a float"));
    let tolerance = roundings as f64 * epsilon * scale;
    assert!((ours - theirs).abs() <= tolerance, "{ours:e}, should be {theirs:e} up to {tolerance:e}");
}

/// Elements of any type in ndarray.
fn elements<T: Stored, S: Shape>(x: &Tensor<T, S>) -> ArrayD<T> {
    ArrayD::from_shape_vec(S::DIMS, x.as_slice().to_vec()).expect("as many elements as the shape holds")
}

/// Equal in shape and in every element.
fn equal<T: Stored + PartialEq + core::fmt::Debug, S: Shape>(ours: &Tensor<T, S>, theirs: &ArrayD<T>) {
    assert_eq!(elements(ours), *theirs);
}

/// Equal in shape, and in every element up to so many rounding errors of that element. NaN and infinities are themselves.
fn nearly<S: Shape>(name: &str, ours: &Tensor<f64, S>, theirs: &ArrayD<f64>, roundings: f64) {
    assert_eq!(S::DIMS, theirs.shape(), "{name}");
    for (&ours, &theirs) in ours.as_slice().iter().zip(theirs) {
        let same = ours == theirs || (ours.is_nan() && theirs.is_nan());
        let near = (ours - theirs).abs() <= roundings * (f64::EPSILON * theirs.abs()).max(5e-324);
        assert!(same || near, "{name}: {ours:e}, should be {theirs:e}");
    }
}

/// A function of two elements each, broadcast by ndarray to the given shape.
fn zipped<T: Clone, U: Clone, V>(x: &ArrayD<T>, y: &ArrayD<U>, shape: &[usize], f: impl Fn(&T, &U) -> V) -> ArrayD<V> {
    let (x, y) = (x.broadcast(shape).expect("it broadcasts"), y.broadcast(shape).expect("it broadcasts"));
    Zip::from(x).and(y).map_collect(f)
}
