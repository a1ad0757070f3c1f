//! Sorting, joining, padding and reductions over several axes, against the standard library and ndarray.

use ndarray::{ArrayD, Axis, concatenate, stack as stacked};
use proptest::prelude::{ProptestConfig, Strategy, prop, prop_oneof, proptest};
use std::cmp::Ordering;
use wengert::{Along, Const, HasAxis, Keep, Lanes, Shape, Tape, Tensor, stack_axis};

/// 256 cases, or as many as `PROPTEST_CASES` says; what failed is printed and not kept.
fn cases() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

/// Numbers from which tensors of any length are filled; their count is prime, so that rows do not repeat.
fn numbers() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(-10.0..10.0, 97)
}

/// The same with many equal ones, both zeros, infinities and NaN.
fn ties() -> impl Strategy<Value = Vec<f64>> {
    const SPECIAL: [f64; 6] = [0.0, -0.0, 1.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN];
    prop::collection::vec(prop_oneof![(-3i8..3).prop_map(f64::from), prop::sample::select(&SPECIAL)], 97)
}

/// A tensor filled with some of the numbers.
fn filled<S: Shape>(numbers: &[f64], from: usize) -> Tensor<f64, S> {
    let mut numbers = numbers.iter().cycle().skip(from);
    Tensor::from_fn(|_| *numbers.next().expect("a cycle never ends"))
}

/// The same elements in ndarray.
fn array<T: wengert::Stored, S: Shape>(x: &Tensor<T, S>) -> ArrayD<T> {
    ArrayD::from_shape_vec(S::DIMS, x.as_slice().to_vec()).expect("as many elements as the shape holds")
}

/// Equal to the last bit, but for what NaN a NaN is.
fn identical<S: Shape>(ours: &Tensor<f64, S>, theirs: &ArrayD<f64>) {
    assert_eq!(S::DIMS, theirs.shape());
    for (ours, theirs) in ours.as_slice().iter().zip(theirs) {
        assert!(ours.to_bits() == theirs.to_bits() || (ours.is_nan() && theirs.is_nan()), "{ours:e} {theirs:e}");
    }
}

/// Equal up to 1000 rounding errors of numbers of the given size.
fn close<S: Shape>(ours: &Tensor<f64, S>, theirs: &ArrayD<f64>, scale: f64) {
    assert_eq!(S::DIMS, theirs.shape());
    for (ours, theirs) in ours.as_slice().iter().zip(theirs) {
        assert!((ours - theirs).abs() <= 1000.0 * f64::EPSILON * scale, "{ours:e} {theirs:e}");
    }
}

type C1 = Const<1>;
type C2 = Const<2>;
type C3 = Const<3>;
type C5 = Const<5>;

mod sorting {
    use super::*;

    /// Small to large, NaN above all.
    fn order(a: f64, b: f64) -> Ordering {
        match (a.is_nan(), b.is_nan()) {
            (false, false) => a.partial_cmp(&b).expect("numbers compare"),
            (a, b) => a.cmp(&b),
        }
    }

    /// The places along an axis in the order of the standard library's stable sort.
    fn places(x: &ArrayD<f64>, axis: usize, descending: bool) -> ArrayD<usize> {
        let mut y = ArrayD::zeros(x.shape());
        for (x, mut y) in x.lanes(Axis(axis)).into_iter().zip(y.lanes_mut(Axis(axis))) {
            let mut lane: Vec<usize> = (0..x.len()).collect();
            lane.sort_by(|&a, &b| if descending { order(x[b], x[a]) } else { order(x[a], x[b]) });
            y.iter_mut().zip(lane).for_each(|(y, place)| *y = place);
        }
        y
    }

    /// The elements at these places along an axis.
    fn taken(x: &ArrayD<f64>, places: &ArrayD<usize>, axis: usize) -> ArrayD<f64> {
        let mut y = ArrayD::zeros(places.shape());
        let lanes = x.lanes(Axis(axis)).into_iter().zip(places.lanes(Axis(axis)));
        for ((x, places), mut y) in lanes.zip(y.lanes_mut(Axis(axis))) {
            y.iter_mut().zip(places).for_each(|(y, &place)| *y = x[place]);
        }
        y
    }

    /// All forms along one axis; the gradient is the weights, carried back to where the elements came from.
    fn along<const I: usize, const K: usize, S: HasAxis<I>>(numbers: &[f64]) {
        let x = filled::<S>(numbers, 0);
        let theirs = array(&x);
        let (up, down) = (places(&theirs, I, false), places(&theirs, I, true));
        assert_eq!(array(&x.argsort::<I>()), up);
        assert_eq!(array(&x.argsort_descending::<I>()), down);
        identical(&x.sort::<I>(), &taken(&theirs, &up, I));
        identical(&x.sort_descending::<I>(), &taken(&theirs, &down, I));

        let (values, indices) = x.topk::<I, K>();
        let mut largest = down.clone();
        largest.slice_axis_inplace(Axis(I), (0..K).into());
        assert_eq!(array(&indices), largest);
        identical(&values, &taken(&theirs, &largest, I));

        let weights = Tensor::<f64, S>::from_fn({
            let mut next = 0.0;
            move |_| {
                next += 1.0;
                next
            }
        });
        let tape = Tape::new();
        let variable = tape.var(&x);
        variable.sort::<I>().backward_with(&weights);
        identical(&variable.grad().gather::<I, S>(&x.argsort::<I>()), &array(&weights));
    }

    proptest! {
        #![proptest_config(cases())]
        #[test]
        fn every_axis_is_as_the_standard_library_sorts_it(numbers in ties()) {
            along::<0, 1, (C1,)>(&numbers);
            along::<0, 20, (Const<83>,)>(&numbers);
            along::<0, 2, (C3, C5)>(&numbers);
            along::<1, 4, (C3, C5)>(&numbers);
            along::<1, 1, (C2, C1, C3)>(&numbers);
            along::<0, 2, (C2, C3, C1, C5)>(&numbers);
            along::<1, 2, (C2, C3, C1, C5)>(&numbers);
            along::<3, 5, (C2, C3, C1, C5)>(&numbers);
        }

        #[test]
        fn integers_are_sorted_too(numbers in prop::collection::vec(-3i32..3, 60)) {
            let x = Tensor::<i32, (Const<4>, Const<15>)>::from_slice(&numbers).expect("60 numbers");
            let y = x.sort::<1>();
            for (x, y) in numbers.chunks(15).zip(y.as_slice().chunks(15)) {
                let mut x = x.to_vec();
                x.sort_unstable();
                assert_eq!(x, y);
            }
        }
    }
}

mod joining {
    use super::*;

    fn stacks<const I: usize, S: Shape + wengert::shape::Insert<I, C3>>(numbers: &[f64]) {
        let parts = [0, 11, 23].map(|from| filled::<S>(numbers, from));
        let theirs = parts.map(|part| array(&part));
        let views: Vec<_> = theirs.iter().map(|part| part.view()).collect();
        identical(&stack_axis::<I, f64, S, 3>(parts), &stacked(Axis(I), &views).expect("equal shapes"));
    }

    proptest! {
        #![proptest_config(cases())]
        #[test]
        fn stacking_along_every_axis(numbers in ties()) {
            stacks::<0, ()>(&numbers);
            stacks::<1, (C5,)>(&numbers);
            stacks::<0, (C2, C3)>(&numbers);
            stacks::<1, (C2, C3)>(&numbers);
            stacks::<2, (C2, C3)>(&numbers);
            stacks::<3, (C2, C3, C1, C5)>(&numbers);
            stacks::<4, (C2, C3, C1, C5)>(&numbers);
        }

        #[test]
        fn padding_and_tiling(numbers in ties()) {
            let x = filled::<(C2, C3, C5)>(&numbers, 0);
            let theirs = array(&x);
            let around = |axis: usize, before: usize, after: usize, value: f64| {
                let of = |n: usize| {
                    let mut shape = theirs.shape().to_vec();
                    shape[axis] = n;
                    ArrayD::from_elem(shape, value)
                };
                concatenate(Axis(axis), &[of(before).view(), theirs.view(), of(after).view()]).expect("equal shapes")
            };
            let value = numbers[90];
            identical(&x.pad_with::<0, 1, 2>(&Tensor::full(value)), &around(0, 1, 2, value));
            identical(&x.pad_with::<1, 0, 3>(&Tensor::full(value)), &around(1, 0, 3, value));
            identical(&x.pad_with_to::<2, 4, Const<9>>(&Tensor::full(value)), &around(2, 4, 0, value));
            identical(&x.pad_to::<2, 1, Const<8>>(), &around(2, 1, 2, 0.0));

            let times = |axis: usize, n: usize, x: &ArrayD<f64>| concatenate(Axis(axis), &vec![x.view(); n]).expect("equal shapes");
            identical(&x.tile::<(C2, C1, C3)>(), &times(0, 2, &times(2, 3, &theirs)));
            identical(&x.tile_to::<(C2, Const<12>, C5)>(), &times(1, 4, &theirs));
            identical(&x.repeat_to::<1, Const<9>>(), &times(1, 3, &theirs));
        }

        #[test]
        fn the_kronecker_product(numbers in numbers()) {
            let (a, b) = (filled::<(C2, C3)>(&numbers, 0), filled::<(C5, C2)>(&numbers, 17));
            let ours: Tensor<f64, (Const<10>, Const<6>)> = a.kron_to(&b);
            let of = |x: ArrayD<f64>| x.into_dimensionality::<ndarray::Ix2>().expect("a matrix");
            identical(&ours, &ndarray::linalg::kron(&of(array(&a)), &of(array(&b))).into_dyn());
            identical(&a.kron(&b), &array(&ours));
        }
    }
}

mod reducing {
    use super::*;

    /// The same axes at the end of an array, as one.
    fn lanes(x: &ArrayD<f64>, axes: &[usize]) -> ArrayD<f64> {
        let others: Vec<usize> = (0..x.ndim()).filter(|axis| !axes.contains(axis)).collect();
        let order: Vec<usize> = others.iter().chain(axes).copied().collect();
        let mut shape: Vec<usize> = others.iter().map(|&axis| x.shape()[axis]).collect();
        shape.push(axes.iter().map(|&axis| x.shape()[axis]).product());
        let numbers = x.view().permuted_axes(order).iter().copied().collect();
        ArrayD::from_shape_vec(shape, numbers).expect("as many elements as before")
    }

    fn over<L: Lanes<S>, S: Shape>(numbers: &[f64], axes: &[usize]) {
        let x = filled::<S>(numbers, 0);
        let theirs = lanes(&array(&x), axes);
        let last = Axis(theirs.ndim() - 1);
        let (n, fold) = (theirs.len_of(last), |start: f64, f: fn(f64, f64) -> f64| {
            theirs.fold_axis(last, start, move |&a, &b| f(a, b))
        });
        close(&x.sum_over::<L>(), &theirs.sum_axis(last), 10.0 * n as f64);
        close(&x.mean_over::<L>(), &theirs.mean_axis(last).expect("there are elements"), 10.0);
        identical(&x.max_over::<L>(), &fold(f64::NEG_INFINITY, f64::max));
        identical(&x.min_over::<L>(), &fold(f64::INFINITY, f64::min));
        close(&x.norm_inf_over::<L>(), &fold(0.0, |m, x| m.max(x.abs())), 10.0);
        close(&x.norm_l1_over::<L>(), &fold(0.0, |sum, x| sum + x.abs()), 10.0 * n as f64);
        close(&x.norm_over::<L>(), &fold(0.0, f64::hypot), 10.0 * n as f64);
        close(&x.norm_p_over::<L>(3.0), &fold(0.0, |sum, x| sum + x.abs().powi(3)).mapv(f64::cbrt), 10.0 * n as f64);
        close(&(x / 10.0).prod_over::<L>(), &fold(1.0, |product, x| product * x / 10.0), 1.0);
        close(&x.var_over::<L>(), &theirs.var_axis(last, 1.0), 200.0);
        close(&x.std_over::<L>().square(), &theirs.var_axis(last, 1.0), 200.0);
        close(&x.logsumexp_over::<L>(), &theirs.mapv(f64::exp).sum_axis(last).mapv(f64::ln), 10.0);
        let first = |better: fn(f64, f64) -> bool| {
            theirs.map_axis(last, |lane| (0..n).fold(0, |at, i| if better(lane[i], lane[at]) { i } else { at }))
        };
        assert_eq!(array(&x.argmax_over::<L>()), first(|a, b| a > b));
        assert_eq!(array(&x.argmin_over::<L>()), first(|a, b| a < b));
    }

    /// What keeps the axes has the same numbers.
    fn kept<L: wengert::shape::Axes<S>, S: Shape>(numbers: &[f64]) {
        let x = filled::<S>(numbers, 0);
        assert_eq!(x.sum_over::<Keep<L>>().as_slice(), x.sum_over::<L>().as_slice());
        assert_eq!(x.var_over::<Keep<L>>().as_slice(), x.var_over::<L>().as_slice());
        assert_eq!(x.argmax_over::<Keep<L>>().as_slice(), x.argmax_over::<L>().as_slice());
    }

    proptest! {
        #![proptest_config(cases())]
        #[test]
        fn several_axes_at_once(numbers in numbers()) {
            type Four = (C2, C3, C1, C5);
            over::<Along<1>, (C2, C3)>(&numbers, &[1]);
            over::<(Along<0>, Along<1>), (C2, C3)>(&numbers, &[0, 1]);
            over::<(Along<0>, Along<1>), Four>(&numbers, &[0, 1]);
            over::<(Along<0>, Along<3>), Four>(&numbers, &[0, 3]);
            over::<(Along<1>, Along<2>), Four>(&numbers, &[1, 2]);
            over::<(Along<2>, Along<3>), Four>(&numbers, &[2, 3]);
            over::<(Along<0>, Along<2>, Along<3>), Four>(&numbers, &[0, 2, 3]);
            over::<(Along<0>, Along<1>, Along<3>), Four>(&numbers, &[0, 1, 3]);
            over::<(Along<0>, Along<1>, Along<2>, Along<3>), Four>(&numbers, &[0, 1, 2, 3]);
            over::<(Along<1>, Along<3>, Along<5>), (C2, C3, C2, C2, C1, C3)>(&numbers, &[1, 3, 5]);
            kept::<(Along<0>, Along<3>), Four>(&numbers);
            kept::<(Along<0>, Along<1>, Along<3>), Four>(&numbers);
        }
    }
}
