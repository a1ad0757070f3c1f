//! The values and derivatives of ADBench.

#[path = "../examples/adbench/mod.rs"]
mod adbench;

use adbench::bundle::{Scene, reprojection_jacobian};
use adbench::mixture::{in_order, objective, read};
use adbench::numbers;
use wengert::{Tape, Tensor, Vector, tensor};

/// The largest difference, as a part of the largest entry; NaN where there is one.
fn difference(found: &[f64], expected: &[f64]) -> f64 {
    assert_eq!(found.len(), expected.len());
    // In the total order NaN is the largest.
    let largest = |numbers: &mut dyn Iterator<Item = f64>| numbers.map(f64::abs).max_by(f64::total_cmp).unwrap();
    largest(&mut found.iter().zip(expected).map(|(found, expected)| found - expected))
        / largest(&mut expected.iter().copied())
}

fn mixture<const N: usize, const K: usize, const D: usize, const L: usize, const F: usize>(
    problem: &str,
    expected: &str,
) {
    let (mixture, points, prior) = read::<N, K, D, L, F>(problem).unwrap();
    let (value, gradient) = Tape::new().value_and_grad(|mixture| objective(&mixture, &points, prior), &mixture);
    assert_eq!(objective(&mixture, &points, prior), value);

    // The reference has 3.14159265359 for π.
    assert!(difference(&[value], &numbers(&format!("expected/{expected}_F")).unwrap()) < 1e-9);
    let difference = difference(&in_order(&gradient), &numbers(&format!("expected/{expected}_J")).unwrap());
    assert!(difference < 1e-12, "{difference:e}");
}

/// Points times components are more than a test's thread has room for.
fn with_stack(f: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(64 << 20).spawn(f).unwrap().join().unwrap();
}

#[test]
fn a_mixture_at_one_point_has_the_gradient_of_adbench() {
    mixture::<1, 3, 2, 1, 6>("gmm_test", "gmm_test");
}

#[test]
fn a_mixture_in_two_dimensions_has_the_gradient_of_adbench() {
    with_stack(|| mixture::<1000, 5, 2, 1, 6>("gmm_d2_K5", "gmm_1k_gmm_d2_K5"));
}

#[test]
fn a_mixture_in_ten_dimensions_has_the_gradient_of_adbench() {
    with_stack(|| mixture::<1000, 25, 10, 45, 66>("gmm_d10_K25", "gmm_1k_gmm_d10_K25"));
}

#[test]
fn a_bundle_has_the_errors_and_the_sparse_jacobian_of_adbench() {
    let scene = Scene::read("ba_test").unwrap();
    let expected = |name: &str| numbers(&format!("expected/ba_test_{name}")).unwrap();

    let (reprojection, weights) = scene.errors();
    let reprojection: Vec<f64> = reprojection.iter().flat_map(Tensor::as_slice).copied().collect();
    assert!(difference(&reprojection, &expected("F_reproj")) < 1e-12);
    assert!(difference(&weights, &expected("F_werr")) < 1e-12);

    let jacobian = scene.jacobian();
    let as_numbers = |places: &[usize]| places.iter().map(|&place| place as f64).collect::<Vec<_>>();
    assert_eq!(as_numbers(&jacobian.rows), expected("J_rows"));
    assert_eq!(as_numbers(&jacobian.columns), expected("J_cols"));
    let difference = difference(&jacobian.values, &expected("J_vals"));
    assert!(difference < 1e-12, "{difference:e}");
}

#[test]
fn a_camera_that_is_not_turned_has_derivatives_too() {
    let mut camera: Vector<f64, 11> = tensor([0.0, 0.0, 0.0, 0.1, -0.2, -5.0, 400.0, 3.0, -2.0, 0.1, 0.01]);
    let (point, weight, feature) = (tensor([0.5, 0.3, 1.0]), tensor(0.7), tensor([30.0, 20.0]));
    let jacobian = |camera| reprojection_jacobian(&(camera, point, weight), &feature).1;
    let straight = jacobian(camera);
    camera[[1]] = 1e-9;
    let turned = jacobian(camera);
    assert!(difference(straight.as_slice(), turned.as_slice()) < 1e-8);
}
