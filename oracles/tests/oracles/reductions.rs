//! Sums, means and maxima along every axis, against ndarray.

use super::*;

fn axis<const I: usize, S: HasAxis<I>>(numbers: &[f64]) {
    let x = filled::<f64, S>(numbers, 0);
    let theirs = array(&x);
    let n = S::DIMS[I];
    let scale = numbers.iter().fold(0.0, |m: f64, x| m.max(x.abs())) * n as f64;

    let (sums, means, largest) = (
        theirs.sum_axis(Axis(I)),
        theirs.mean_axis(Axis(I)).expect("not empty"),
        theirs.map_axis(Axis(I), |lane| lane.fold(f64::NEG_INFINITY, |m, &x| m.max(x))),
    );
    for (ours, theirs) in x.sum_axis::<I>().as_slice().iter().zip(&sums) {
        close(*ours, *theirs, n, scale);
    }
    for (ours, theirs) in x.mean_axis::<I>().as_slice().iter().zip(&means) {
        close(*ours, *theirs, n, scale);
    }
    identical(&x.max_axis::<I>(), &largest);

    let kept = [x.sum_keepdim::<I>(), x.mean_keepdim::<I>(), x.max_keepdim::<I>()];
    for (kept, removed) in kept.iter().zip([x.sum_axis::<I>(), x.mean_axis::<I>(), x.max_axis::<I>()]) {
        assert_eq!(kept.as_slice(), removed.as_slice());
        assert_eq!(array(kept).shape()[I], 1);
    }

    // The gradient of the largest goes to the first of equal ones, that of the sum to all.
    let w = filled::<f64, S::Removed>(numbers, 5);
    let tape = Tape::new();
    let v = tape.var(&x);
    v.max_axis::<I>().backward_with(&w);
    let mut expected = ArrayD::zeros(S::DIMS);
    for ((mut to, lane), weight) in expected.lanes_mut(Axis(I)).into_iter().zip(theirs.lanes(Axis(I))).zip(w.as_slice())
    {
        let best = lane.fold(f64::NEG_INFINITY, |m, &x| m.max(x));
        to[lane.iter().position(|&x| x == best).expect("it is there")] = *weight;
    }
    identical(&v.grad(), &(expected + 0.0));
    tape.zero_grad();
    v.sum_axis::<I>().backward_with(&w);
    let spread = array(&w).insert_axis(Axis(I)).broadcast(S::DIMS).expect("an axis of length 1").to_owned();
    identical(&v.grad(), &(spread + 0.0));
}

fn whole<S: Shape>(numbers: &[f64]) {
    let x = filled::<f64, S>(numbers, 0);
    let theirs = array(&x);
    let (n, scale) = (S::NUMEL, theirs.iter().map(|x| x.abs()).sum());
    close(x.sum().item(), theirs.sum(), n, scale);
    close(x.mean().item(), theirs.mean().expect("not empty"), n, scale);
    assert_eq!(x.max(), theirs.fold(f64::NEG_INFINITY, |m, &x| m.max(x)));
}

type S1 = (Const<11>,);
type S2 = (Const<5>, Const<9>);
type S3 = (Const<2>, Const<1>, Const<7>);
type S4 = (Const<2>, Const<3>, One, Const<4>);
type S5 = (Const<1>, Const<3>, Const<2>, Const<2>, Const<3>);
type S6 = (Const<2>, Const<3>, Const<2>, Const<1>, Const<3>, Const<2>);

/// Calls the check for all axes of all shapes.
macro_rules! axes {
    ($numbers:expr; $($s:ident: $($i:literal)*;)*) => { $(
        whole::<$s>($numbers);
        $(axis::<$i, $s>($numbers);)*
    )* };
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn sums_means_and_maxima_along_every_axis_are_those_of_ndarray(numbers in numbers(-10.0..10.0)) {
        axes!(&numbers; S1: 0; S2: 0 1; S3: 0 1 2; S4: 0 1 2 3; S5: 0 1 2 3 4; S6: 0 1 2 3 4 5;);
        whole::<()>(&numbers);
    }

    #[test]
    fn so_they_are_where_many_elements_are_equal(numbers in prop::collection::vec((-2..2).prop_map(f64::from), 97)) {
        axes!(&numbers; S1: 0; S2: 0 1; S3: 0 1 2; S4: 0 1 2 3; S5: 0 1 2 3 4; S6: 0 1 2 3 4 5;);
        whole::<()>(&numbers);
    }
}
