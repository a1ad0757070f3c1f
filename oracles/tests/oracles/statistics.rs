//! Every other reduction over everything, over each axis and keeping it, and the scans, against ndarray lane by lane.

use super::*;

/// A reduction in its three forms against a function of one lane, up to so many rounding errors of each result.
macro_rules! reduction {
    ($x:ident, $i:ident: $($all:ident $axis:ident $keep:ident $roundings:expr, $lane:expr;)*) => { $(
        let name = stringify!($all);
        let theirs = array(&$x);
        let lane: fn(ArrayView1<'_, f64>) -> f64 = $lane;
        let along = theirs.map_axis(Axis($i), lane);
        nearly(name, &$x.$axis::<$i>(), &along, $roundings);
        nearly(name, &$x.$keep::<$i>(), &along.insert_axis(Axis($i)), $roundings);
        let whole = ArrayD::from_elem(&[][..], lane(ArrayView1::from($x.as_slice())));
        nearly(name, &$x.$all(), &whole, $roundings);
    )* };
}

/// The place of the first element that none of the others is better than.
fn first(lane: &ArrayView1<'_, f64>, better: fn(f64, f64) -> bool) -> usize {
    (0..lane.len()).fold(0, |best, i| if better(lane[i], lane[best]) { i } else { best })
}

fn power_sum(lane: &ArrayView1<'_, f64>, p: f64) -> f64 {
    lane.mapv(|x| x.abs().powf(p)).sum().powf(p.recip())
}

fn axis<const I: usize, S: HasAxis<I>>(numbers: &[f64]) {
    let x = filled::<f64, S>(numbers, 0);
    // Sums of up to 72 terms without cancellation, and as many factors.
    reduction! { x, I:
        prod prod_axis prod_keepdim 256.0, |lane| lane.product();
        min min_axis min_keepdim 0.0, |lane| lane.fold(f64::INFINITY, |m, x| m.min(*x));
        logsumexp logsumexp_axis logsumexp_keepdim 64.0, |lane| {
            // The formula as it stands cancels where the result is near 0; these numbers keep it away.
            lane.mapv(f64::exp).sum().ln()
        };
        norm norm_axis norm_keepdim 64.0, |lane| lane.dot(&lane).sqrt();
        norm_l1 norm_l1_axis norm_l1_keepdim 64.0, |lane| lane.mapv(f64::abs).sum();
        norm_inf norm_inf_axis norm_inf_keepdim 0.0, |lane| lane.fold(0.0, |m: f64, x| m.max(x.abs()));
    }
    let theirs = array(&x);
    for p in [0.5, 1.0, 3.0] {
        let along = theirs.map_axis(Axis(I), |lane| power_sum(&lane, p));
        nearly("norm_p", &x.norm_p_axis::<I>(p), &along, 256.0);
        nearly("norm_p", &x.norm_p_keepdim::<I>(p), &along.insert_axis(Axis(I)), 256.0);
        close(x.norm_p(p).item(), power_sum(&ArrayView1::from(x.as_slice()), p), 256, x.norm_p(p).item());
    }
}

/// Deviations cancel, so the error is one of the numbers' squares.
fn spread<const I: usize, S: HasAxis<I>>(numbers: &[f64]) {
    let x = filled::<f64, S>(numbers, 0);
    let theirs = array(&x);
    let (var, std) = (theirs.var_axis(Axis(I), 1.0), theirs.std_axis(Axis(I), 1.0));
    for (ours, theirs) in x.var_axis::<I>().as_slice().iter().zip(&var) {
        close(*ours, *theirs, 64, 100.0);
    }
    for (ours, theirs) in x.std_axis::<I>().as_slice().iter().zip(&std) {
        close(*ours * *ours, theirs * theirs, 64, 100.0);
    }
    assert_eq!(x.var_keepdim::<I>().as_slice(), x.var_axis::<I>().as_slice());
    assert_eq!(x.std_keepdim::<I>().as_slice(), x.std_axis::<I>().as_slice());
    close(x.var().item(), theirs.var(1.0), 64, 100.0);
    close(x.std().item() * x.std().item(), theirs.std(1.0) * theirs.std(1.0), 64, 100.0);
}

fn places<const I: usize, S: HasAxis<I>>(numbers: &[f64]) {
    let x = filled::<f64, S>(numbers, 0);
    let theirs = array(&x);
    equal(&x.argmax_axis::<I>(), &theirs.map_axis(Axis(I), |lane| first(&lane, |a, b| a > b)));
    equal(&x.argmin_axis::<I>(), &theirs.map_axis(Axis(I), |lane| first(&lane, |a, b| a < b)));
    assert_eq!(x.argmax(), first(&ArrayView1::from(x.as_slice()), |a, b| a > b));
    assert_eq!(x.argmin(), first(&ArrayView1::from(x.as_slice()), |a, b| a < b));
}

/// Both scan from the left, so that the bits are the same.
fn scans<const I: usize, S: HasAxis<I>>(numbers: &[f64]) {
    let x = filled::<f64, S>(numbers, 0);
    let mut sums = array(&x);
    let mut products = sums.clone();
    sums.accumulate_axis_inplace(Axis(I), |before, x| *x += before);
    products.accumulate_axis_inplace(Axis(I), |before, x| *x *= before);
    identical(&x.cumsum_axis::<I>(), &sums);
    identical(&x.cumprod_axis::<I>(), &products);

    let flat = array(&x).flatten().to_owned();
    let (mut sums, mut products) = (flat.clone(), flat);
    sums.accumulate_axis_inplace(Axis(0), |before, x| *x += before);
    products.accumulate_axis_inplace(Axis(0), |before, x| *x *= before);
    assert_eq!(x.cumsum().as_slice(), sums.as_slice().expect("in one piece"));
    assert_eq!(x.cumprod().as_slice(), products.as_slice().expect("in one piece"));
}

/// Reductions and scans of integers are exact.
fn integers<const I: usize, S: HasAxis<I>>(numbers: &[f64]) {
    let x = filled::<f64, S>(numbers, 0).cast::<i64>();
    let theirs = elements(&x);
    equal(&x.sum_axis::<I>(), &theirs.sum_axis(Axis(I)));
    equal(&x.prod_axis::<I>(), &theirs.product_axis(Axis(I)));
    equal(&x.max_axis::<I>(), &theirs.map_axis(Axis(I), |lane| *lane.iter().max().expect("not empty")));
    equal(&x.min_axis::<I>(), &theirs.map_axis(Axis(I), |lane| *lane.iter().min().expect("not empty")));
    let mut sums = theirs.clone();
    sums.accumulate_axis_inplace(Axis(I), |before, x| *x += before);
    equal(&x.cumsum_axis::<I>(), &sums);
    let (sum, max, min) = (x.sum().into_repr(), x.max().into_repr(), x.min().into_repr());
    assert_eq!((Some(&max), Some(&min)), (theirs.iter().max(), theirs.iter().min()));
    assert_eq!(sum, theirs.sum());
}

type S1 = (Const<11>,);
type S2 = (Const<5>, Const<9>);
type S3 = (Const<2>, Const<1>, Const<7>);
type S4 = (Const<2>, Const<3>, One, Const<4>);
type S6 = (Const<2>, Const<3>, Const<2>, Const<1>, Const<3>, Const<2>);

/// Calls a check for the given axes of the given shapes.
macro_rules! axes {
    ($check:ident($numbers:expr): $($s:ident $($i:literal)*;)*) => { $( $($check::<$i, $s>($numbers);)* )* };
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn products_minima_logsumexp_and_norms_are_those_of_every_lane(numbers in numbers(0.5..2.0), sign in 0..2) {
        // Of one sign at a time, so that no sum cancels; logsumexp is then well above or below 0.
        let numbers: Vec<f64> = numbers.iter().map(|x| if sign == 0 { *x } else { x - 30.0 }).collect();
        axes!(axis(&numbers): S1 0; S2 0 1; S3 0 1 2; S4 0 1 2 3; S6 0 2 3 5;);
    }

    #[test]
    fn variances_and_standard_deviations_are_those_of_ndarray(numbers in numbers(-10.0..10.0)) {
        axes!(spread(&numbers): S1 0; S2 0 1; S3 0 2; S4 0 1 3; S6 0 1 2 4 5;);
    }

    #[test]
    fn places_of_extremes_are_the_first_ones(numbers in prop::collection::vec((-3..3).prop_map(f64::from), 97)) {
        axes!(places(&numbers): S1 0; S2 0 1; S3 0 1 2; S4 0 1 2 3; S6 0 1 2 3 4 5;);
    }

    #[test]
    fn scans_are_those_of_ndarray_to_the_last_bit(numbers in numbers(-2.0..2.0)) {
        axes!(scans(&numbers): S1 0; S2 0 1; S3 0 1 2; S4 0 1 2 3; S6 0 1 2 3 4 5;);
    }

    #[test]
    fn reductions_of_integers_are_exact(numbers in numbers(-20.0..20.0)) {
        axes!(integers(&numbers): S1 0; S2 0 1; S3 0 1 2; S4 0 1 2 3; S6 0 1 2 3 4 5;);
    }
}
