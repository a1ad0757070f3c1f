//! The softmax family and cross-entropy, against the naive formulas on shifted numbers.

use super::*;

/// Naively, but in f64, and on numbers shifted so that nothing overflows: ln softmax of one lane.
fn log_softmax(lane: &[f64]) -> Vec<f64> {
    let largest = lane.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // The largest itself counts as exactly 1, so that the logarithm of the others' sum keeps all its digits.
    let mut others: f64 = lane.iter().map(|x| (x - largest).exp()).sum::<f64>() - 1.0;
    if others < 1e-8 {
        let first = lane.iter().position(|&x| x == largest);
        others = lane.iter().enumerate().filter(|(i, _)| Some(*i) != first).map(|(_, x)| (x - largest).exp()).sum();
    }
    lane.iter().map(|x| x - largest - others.ln_1p()).collect()
}

/// All lanes along an axis, as ndarray finds them.
fn along<const I: usize>(x: &ArrayD<f64>) -> ArrayD<f64> {
    let mut y = x.clone();
    for mut lane in y.lanes_mut(Axis(I)) {
        let logs = log_softmax(&lane.to_vec());
        for (y, log) in lane.iter_mut().zip(logs) {
            *y = log;
        }
    }
    y
}

/// The values in `T`, at numbers around `shift`, against the oracle on the very same numbers.
fn check<T: Primitive, const I: usize, S: HasAxis<I>>(numbers: &[f64], shift: f64) {
    let x: Tensor<T, S> = filled::<T, S>(numbers, 0) + shift;
    let logs = along::<I>(&array(&x));
    for (ours, theirs) in x.log_softmax::<I>().as_slice().iter().zip(&logs) {
        close(*ours, *theirs, 16, 1.0 + theirs.abs());
    }
    for (ours, theirs) in x.softmax::<I>().as_slice().iter().zip(&logs) {
        let scale = theirs.exp() * (1.0 + theirs.abs());
        close(*ours, theirs.exp(), 16, scale.max(1e-30));
    }
    // The gradient of a weighted sum of ln p is w − p·Σw along each lane.
    let w = filled::<T, S>(numbers, 5);
    let tape = Tape::new();
    let v = tape.var(&x);
    (v.log_softmax::<I>() * v.lift(w)).sum().backward();
    let p = logs.mapv(f64::exp);
    let weights = array(&w);
    let largest = weights.fold(0.0, |m: f64, w| m.max(w.abs()));
    let theirs = &weights - &(&p * &weights.sum_axis(Axis(I)).insert_axis(Axis(I)));
    for (ours, theirs) in v.grad().as_slice().iter().zip(&theirs) {
        close(*ours, *theirs, 32, largest * S::DIMS[I] as f64);
    }
}

/// The mean of −ln p at the labels, and its gradient (p − 1 at the label)/rows.
fn cross_entropy<T: Primitive, const R: usize, const C: usize>(numbers: &[f64], shift: f64, labels: &[usize]) {
    let x: Matrix<T, R, C> = filled::<T, _>(numbers, 0) + shift;
    let labels = Vector::<usize, R>::from_fn(|[i]| labels[i] % C);
    let logs = along::<1>(&array(&x));
    let each: Vec<f64> = (0..R).map(|i| -logs[[i, labels[[i]]]]).collect();
    let (mean, scale) = (each.iter().sum::<f64>() / R as f64, each.iter().fold(1.0, |m: f64, x| m.max(x.abs())));
    close(x.cross_entropy(&labels).item(), mean, 16 + R, scale);

    let gradient = wengert::grad(|x| x.cross_entropy(&labels), &x);
    for i in 0..R {
        for j in 0..C {
            let theirs = (logs[[i, j]].exp() - f64::from(j == labels[[i]])) / R as f64;
            close(gradient[[i, j]], theirs, 16, 1.0);
        }
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn softmax_is_the_naive_one_for_moderate_scores(numbers in numbers(-10.0..10.0)) {
        check::<f64, 0, (Const<1>,)>(&numbers, 0.0);
        check::<f64, 0, (Const<7>,)>(&numbers, 0.0);
        check::<f64, 0, (Const<4>, Const<5>)>(&numbers, 0.0);
        check::<f64, 1, (Const<4>, Const<5>)>(&numbers, 0.0);
        check::<f64, 1, (Const<2>, Const<3>, Const<4>)>(&numbers, 0.0);
        check::<f32, 2, (Const<2>, Const<3>, Const<4>)>(&numbers, 0.0);
        check::<f32, 0, (Const<2>, Const<3>, Const<4>)>(&numbers, 0.0);
    }

    #[test]
    fn softmax_of_large_scores_neither_overflows_nor_loses_digits(
        numbers in numbers(-10.0..10.0), shift in prop_oneof![Just(1e4), Just(-1e4), -1e4..1e4]
    ) {
        check::<f64, 1, (Const<4>, Const<5>)>(&numbers, shift);
        check::<f64, 0, (Const<4>, Const<5>)>(&numbers, shift);
        check::<f32, 1, (Const<2>, Const<3>, Const<4>)>(&numbers, shift);
    }

    #[test]
    fn softmax_of_scores_far_apart_is_the_naive_one(numbers in numbers(-1e4..1e4)) {
        check::<f64, 1, (Const<4>, Const<5>)>(&numbers, 0.0);
    }

    #[test]
    fn cross_entropy_is_the_naive_one(
        numbers in numbers(-10.0..10.0), labels in prop::collection::vec(0usize..100, 5)
    ) {
        cross_entropy::<f64, 1, 1>(&numbers, 0.0, &labels);
        cross_entropy::<f64, 5, 4>(&numbers, 0.0, &labels);
        cross_entropy::<f32, 3, 10>(&numbers, 0.0, &labels);
    }

    #[test]
    fn cross_entropy_of_large_scores_neither_overflows_nor_loses_digits(
        numbers in numbers(-1.0..1.0), labels in prop::collection::vec(0usize..100, 5),
        shift in prop_oneof![Just(1e4), Just(-1e4), -1e4..1e4]
    ) {
        cross_entropy::<f64, 5, 4>(&numbers, shift, &labels);
        cross_entropy::<f32, 5, 4>(&numbers, shift, &labels);
    }

    #[test]
    fn probabilities_add_up_to_one(numbers in numbers(-1e4..1e4)) {
        let p = filled::<f64, (Const<4>, Const<5>)>(&numbers, 0).softmax::<1>();
        prop_assert!(p.as_slice().iter().all(|p| (0.0..=1.0).contains(p)));
        for sum in p.sum_axis::<1>().as_slice() {
            close(*sum, 1.0, 8, 1.0);
        }
    }
}
