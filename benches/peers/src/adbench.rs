//! Two objectives of ADBench: whole programs.

#[path = "../../../examples/adbench/mod.rs"]
mod examples;

use crate::case::{Case, Expected, US, candidate};
use crate::report::Report;
use examples::bundle::{Scene, reprojection_error, reprojection_jacobian};
use examples::mixture::{in_order, objective, read};
use examples::numbers;
use wengert::{Parameters, Tape};

pub(crate) fn run(report: &mut Report) {
    mixture(report);
    bundle(report);
}

/// 1000 points in ten dimensions, 25 components, 1650 parameters.
fn mixture(report: &mut Report) {
    let (mixture, points, prior) = read::<1000, 25, 10, 45, 66>("gmm_d10_K25").expect("the data are there");
    let gradient = numbers("expected/gmm_1k_gmm_d10_K25_J").expect("the results of ADBench are there");
    let value = numbers("expected/gmm_1k_gmm_d10_K25_F").expect("the results of ADBench are there");
    let (gradient, value) = (Expected::within(1e-12, gradient), Expected::within(1e-9, value));

    let mut tape = Tape::new();
    let ours = candidate(
        US,
        (mixture, points, mixture),
        move |(mixture, points, gradient)| {
            tape.value_and_grad_into(|mixture| objective(&mixture, points, prior), &*mixture, gradient);
        },
        |(_, _, gradient)| in_order(gradient),
    );
    let plain = candidate(
        "plain objective",
        (mixture, points, 0.0),
        move |(mixture, points, value)| *value = objective(mixture, points, prior).item(),
        |(_, _, value)| vec![*value],
    );
    report.measure(Case::new("GMM gradient", "d10 K25").with(&gradient, ours).with(&value, plain));
}

/// 49 cameras, 7776 points, 31843 observations.
fn bundle(report: &mut Report) {
    let scene = || Scene::read("ba1_n49_m7776_p31843").expect("the data are there");
    let count = scene().observations.len();
    let jacobian = Expected::within(1e-6, by_differences(&scene()));
    // The difference of places in an image that are thousands of times as large: a fused multiply-add may change its last digits.
    let error = Expected::within(1e-11, first_error_by_hand(&scene()));

    let ours = candidate(
        US,
        (scene(), scene().jacobian()),
        |(scene, jacobian)| scene.jacobian_into(jacobian),
        |(_, jacobian)| first_block(&jacobian.values),
    );
    let blocks = candidate(
        "its blocks alone",
        (scene(), Vec::new()),
        |(scene, blocks)| {
            blocks.clear();
            blocks.extend(
                scene.observations.iter().map(|seen| reprojection_jacobian(&scene.inputs(seen), &seen.feature).1),
            );
        },
        |(_, blocks)| first_block(blocks[0].as_slice()),
    );
    let plain = candidate(
        "plain objective",
        (scene(), (Vec::new(), Vec::new())),
        |(scene, errors)| *errors = scene.errors(),
        |(_, (errors, _))| errors[0].as_slice().to_vec(),
    );
    let case = Case::new("BA Jacobian", count).with(&jacobian, ours).with(&jacobian, blocks).with(&error, plain);
    report.measure(case);
}

/// The derivatives of the first observation by its 15 inputs. In the file all observations are alike, and so all blocks.
fn first_block(values: &[f64]) -> Vec<f64> {
    values[..30].to_vec()
}

/// The same by central differences.
fn by_differences(scene: &Scene) -> Vec<f64> {
    let seen = &scene.observations[0];
    let inputs = scene.inputs(seen);
    let error_at = |input: usize, step: f64| {
        let mut place = 0;
        let moved = inputs.map_with(|x| {
            place += 1;
            if place - 1 == input { x + step } else { x }
        });
        reprojection_error(&moved, &seen.feature)
    };
    let mut block = vec![0.0; 30];
    for input in 0..15 {
        let step = 1e-6;
        let slope = (error_at(input, step) - error_at(input, -step)) / (2.0 * step);
        for (row, slope) in slope.as_slice().iter().enumerate() {
            block[row * 15 + input] = *slope;
        }
    }
    block
}

/// The error of the first observation, in plain arithmetic.
fn first_error_by_hand(scene: &Scene) -> [f64; 2] {
    let seen = &scene.observations[0];
    let (camera, point, weight) = scene.inputs(seen);
    let (camera, point) = (camera.into_repr(), point.into_repr());
    let x = [0, 1, 2].map(|i| point[i] - camera[3 + i]);
    let angle = camera[..3].iter().map(|r| r * r).sum::<f64>().sqrt();
    let axis = [0, 1, 2].map(|i| camera[i] / angle);
    let (sin, cos) = angle.sin_cos();
    let along: f64 = axis.iter().zip(&x).map(|(axis, x)| axis * x).sum();
    let turned = [0, 1, 2].map(|i| {
        let cross = axis[(i + 1) % 3] * x[(i + 2) % 3] - axis[(i + 2) % 3] * x[(i + 1) % 3];
        x[i] * cos + cross * sin + axis[i] * along * (1.0 - cos)
    });
    let image = [turned[0] / turned[2], turned[1] / turned[2]];
    let square = image[0] * image[0] + image[1] * image[1];
    let factor = camera[6] * (1.0 + camera[9] * square + camera[10] * square * square);
    let feature = seen.feature.into_repr();
    [0, 1].map(|i| (image[i] * factor + camera[7 + i] - feature[i]) * weight.item())
}
