//! Probability: random tensors, frequencies, expectations, Bayes' theorem.

use crate::{beside, title};
use rand::{SeedableRng, rngs::StdRng};
use wengert::*;

pub(crate) fn run() {
    random_tensors();
    rolls();
    expectations();
    bayes();
}

fn random_tensors() {
    title("Random tensors");
    // No generator is hidden: the same seed gives the same numbers.
    run!(let mut rng = StdRng::seed_from_u64(1964));
    run!(let uniform = Matrix::<f64, 20, 50>::rand(&mut rng));
    show!(uniform.greater_equal(0.0).all() && uniform.less(1.0).all() => true);
    show!(Tensor::rand(&mut StdRng::seed_from_u64(1964)) == uniform => true);
    run!(let normal = Matrix::<f64, 20, 50>::randn(&mut rng));
    beside("normal.mean(), normal.std()", &format!("{:.3}, {:.3}", normal.mean(), normal.std()));
    assert!(normal.mean().abs() < 0.15 && (normal.std() - 1.0).abs() < 0.1);
    run!(let order = Vector::<usize, 5>::randperm(&mut rng));
    beside("order", &order.to_string());
    show!(order.sort::<0>() => tensor([0, 1, 2, 3, 4]));
}

fn rolls() {
    title("Rolls of a die");
    run!(let mut rng = StdRng::seed_from_u64(1964));
    run!(let rolls = Vector::<usize, 1000>::randint(0..6, &mut rng));
    // A row for each roll, with 1 at its face.
    run!(let faces = rolls.one_hot::<f64, Const<6>>());
    run!(let counts = faces.sum_axis::<0>());
    beside("counts", &counts.to_string());
    show!(counts.sum() => 1000.0);
    show!(counts[[0]] == rolls.equal(0).count() as f64 => true);
    // Frequencies after 10, 100 and all rolls approach 1/6 = 0.167. A distance of four times √(p(1 − p)/n) is rare.
    run!(let totals = faces.cumsum_axis::<0>());
    for n in [10, 100, 1000] {
        let frequencies = totals.row(n - 1) / n as f64;
        beside(&format!("frequencies after {n}"), &format!("{frequencies:.3}"));
        let distance = (frequencies - 1.0 / 6.0).norm_inf().item();
        assert!(distance < 4.0 * (5.0 / 36.0 / n as f64).sqrt());
    }
}

fn expectations() {
    title("Expectation and variance");
    run!(let p = Vector::<f64, 6>::full(1.0 / 6.0));
    run!(let faces = Vector::<f64, 6>::arange() + 1.0);
    run!(let mean = p.dot(&faces));
    beside("mean", &format!("{mean:.4}"));
    assert_eq!(format!("{mean:.4}"), "3.5000");
    run!(let variance = p.dot(&(faces - mean).square()));
    beside("variance", &format!("{variance:.4}"));
    assert_eq!(format!("{variance:.4}"), "2.9167"); // 35/12
}

fn bayes() {
    title("Bayes' theorem");
    // Healthy or ill; the first test is positive for 1 % of the healthy ones and for all that are ill.
    run!(let prior = tensor([0.9985, 0.0015]));
    run!(let joint = prior * tensor([0.01, 1.0]));
    run!(let posterior = joint / joint.sum());
    beside("posterior", &format!("{posterior:.4}"));
    assert_eq!(format!("{:.4}", posterior[[1]]), "0.1306");
    // A second one, worse and independent, is positive too.
    run!(let joint = posterior * tensor([0.03, 0.98]));
    run!(let posterior = joint / joint.sum());
    beside("posterior", &format!("{posterior:.4}"));
    assert_eq!(format!("{:.4}", posterior[[1]]), "0.8307");
}
