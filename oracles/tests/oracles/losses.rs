//! Losses and normalisation by their formulas on ndarray.

use super::*;

/// The mean over a function of two arrays that broadcast.
fn mean(x: &ArrayD<f64>, y: &ArrayD<f64>, shape: &[usize], f: impl Fn(f64, f64) -> f64) -> f64 {
    zipped(x, y, shape, |x, y| f(*x, *y)).mean().expect("not empty")
}

fn pairs<A: Shape + Broadcast<B>, B: Shape>(numbers: &[f64]) {
    let (a, b) = (filled::<f64, A>(numbers, 0), filled::<f64, B>(numbers, 13));
    let (x, y) = (array(&a), array(&b));
    let shape = Broadcasted::<A, B>::DIMS;
    // Means of numbers of one sign, each up to some rounding errors of its terms.
    let same = |ours: f64, f: fn(f64, f64) -> f64| {
        let theirs = mean(&x, &y, shape, f);
        close(ours, theirs, 8 + shape.iter().product::<usize>(), theirs);
    };
    same(a.mse(&b).item(), |x, y| (x - y) * (x - y));
    same(a.mae(&b).item(), |x, y| (x - y).abs());
    same(a.huber(&b, 1.5).item(), |x, y| {
        let distance = (x - y).abs();
        if distance <= 1.5 { distance * distance / 2.0 } else { 1.5 * (distance - 0.75) }
    });
    let targets = b.sigmoid();
    let theirs = mean(&x, &array(&targets), shape, |x, t| {
        let p = 1.0 / (1.0 + (-x).exp());
        let q = 1.0 / (1.0 + x.exp());
        -(t * p.ln() + (1.0 - t) * q.ln())
    });
    close(a.bce_with_logits(&targets).item(), theirs, 64, theirs.max(1.0));
}

fn nll<const R: usize, const C: usize>(numbers: &[f64], labels: &[usize]) {
    let x = filled::<f64, (Const<R>, Const<C>)>(numbers, 0);
    let labels = Vector::<usize, R>::from_fn(|[i]| labels[i] % C);
    let theirs = array(&x);
    let mean = -(0..R).map(|i| theirs[[i, labels[[i]]]]).sum::<f64>() / R as f64;
    close(x.nll(&labels).item(), mean, R + 2, 10.0);
    let expected = ArrayD::from_shape_fn(&[R, C][..], |i| if labels[[i[0]]] == i[1] { -1.0 / R as f64 } else { 0.0 });
    nearly("nll", &wengert::grad(|x| x.nll(&labels), &x), &expected, 1.0);
}

fn layer_norm<const I: usize, S: HasAxis<I>>(numbers: &[f64]) {
    let x = filled::<f64, S>(numbers, 0);
    let mut theirs = array(&x);
    for mut lane in theirs.lanes_mut(Axis(I)) {
        let (mean, variance) = (lane.mean().expect("not empty"), lane.var(0.0));
        lane.mapv_inplace(|x| (x - mean) / (variance + 0.5).sqrt());
    }
    for (ours, theirs) in x.layer_norm::<I>(0.5).as_slice().iter().zip(&theirs) {
        close(*ours, *theirs, 64, 10.0);
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn means_over_pairs_are_their_formulas(numbers in numbers(-10.0..10.0)) {
        pairs::<(), ()>(&numbers);
        pairs::<(Const<5>,), ()>(&numbers);
        pairs::<(Const<3>,), (Const<2>, Const<3>)>(&numbers);
        pairs::<(Const<4>, Const<7>), (Const<4>, Const<7>)>(&numbers);
        pairs::<(Const<2>, One, Const<3>, Const<1>), (Const<4>, One, Const<5>)>(&numbers);
    }

    #[test]
    fn the_loss_of_logarithms_is_the_mean_at_the_labels(
        numbers in numbers(-10.0..0.0), labels in prop::collection::vec(0usize..100, 5)
    ) {
        nll::<1, 1>(&numbers, &labels);
        nll::<5, 4>(&numbers, &labels);
        nll::<3, 10>(&numbers, &labels);
    }

    #[test]
    fn normalised_lanes_are_their_formula(numbers in numbers(-10.0..10.0)) {
        layer_norm::<0, (Const<1>,)>(&numbers);
        layer_norm::<0, (Const<7>,)>(&numbers);
        layer_norm::<1, (Const<4>, Const<5>)>(&numbers);
        layer_norm::<0, (Const<4>, Const<5>)>(&numbers);
        layer_norm::<2, (Const<2>, Const<1>, Const<3>, Const<2>)>(&numbers);
    }
}
