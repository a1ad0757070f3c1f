//! A robot finds out where it is, by an extended Kalman filter: `cargo run --example kalman`.
//!
//! `model.rs` says how it moves and what it sees, `filter.rs` differentiates that in forward mode.

#[path = "../chart/mod.rs"]
mod chart;
mod filter;
mod model;
mod picture;

use filter::{Belief, Noise, difference, linear_motion, linear_sight};
use model::{Control, STEP, State, by_hand, motion, sight};
use rand::{SeedableRng, rngs::StdRng};
use std::error::Error;
use std::ops::RangeInclusive;
use std::path::Path;
use wengert::{Matrix, Tensor, Vector, tensor};

/// The year of Kalman's paper.
const SEED: u64 = 1960;
const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/kalman/kalman.svg");
/// One minute.
const STEPS: usize = 600;
/// Drives with noise of their own, over which errors are averaged.
const RUNS: usize = 50;
const LANDMARKS: Matrix<f64, 5, 2> =
    Tensor::from_repr([[-6.0, -5.0], [6.0, -6.0], [7.0, 5.0], [-1.0, 7.0], [-7.5, 3.0]]);

/// Standard deviations of speed and turn (m/s, rad/s), and of distance and bearing (m, rad).
const CONTROL_NOISE: Vector<f64, 2> = Tensor::from_repr([0.2, 0.1]);
const SIGHT_NOISE: Vector<f64, 2> = Tensor::from_repr([0.1, 0.02]);
/// The same for what is known of the start.
const START_NOISE: Vector<f64, 3> = Tensor::from_repr([0.1, 0.1, 0.02]);
/// 95 % of the means of 50 numbers with three degrees of freedom lie here: χ² with 150 of them, over 50.
const BOUNDS: RangeInclusive<f64> = 117.98 / 50.0..=185.80 / 50.0;

/// A drive: where the robot was, where its wheels say it was, and what the filter believed.
struct Drive {
    truth: Vec<State<f64>>,
    dead_reckoning: Vec<State<f64>>,
    beliefs: Vec<Belief>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut rng = StdRng::seed_from_u64(SEED);
    let mut worst = 0.0;
    let drives: Vec<Drive> = (0..RUNS).map(|_| drive(&mut rng, &mut worst)).collect();

    println!("A robot drives a figure of eight for {:.0} s; {RUNS} drives.\n", STEP * STEPS as f64);
    println!("   time   dead reckoning   filter   (root of the mean square, m)   NEES");
    for step in (STEPS / 6 - 1..STEPS).step_by(STEPS / 6) {
        let [reckoned, filtered] = errors(&drives, step);
        println!("{:>5.0} s   {reckoned:>12.3}   {filtered:>8.3}   {:>37.2}", time(step), consistency(&drives, step));
    }

    let [mut reckoned, mut filtered] = [0.0; 2];
    for step in 0..STEPS {
        let [a, b] = errors(&drives, step);
        (reckoned, filtered) = (reckoned + a * a / STEPS as f64, filtered + b * b / STEPS as f64);
    }
    let improvement = (reckoned / filtered).sqrt();
    let consistencies: Vec<f64> = (0..STEPS).map(|step| consistency(&drives, step)).collect();
    let mean = consistencies.iter().sum::<f64>() / STEPS as f64;
    let inside = consistencies.iter().filter(|&nees| BOUNDS.contains(nees)).count();
    let share = inside as f64 / STEPS as f64;

    println!("\nall the way, {:.3} m by dead reckoning and {:.3} m by the filter", reckoned.sqrt(), filtered.sqrt());
    println!("NEES                {mean:.2} in the mean, 3 is expected");
    println!("  within its bounds {:.1} % of the time, 95 % is expected", 100.0 * share);
    println!("Jacobians           {worst:.1e} from those by hand, at the most");

    std::fs::create_dir_all(Path::new(PICTURE).parent().ok_or("the picture lies in a folder")?)?;
    picture::paths(Path::new(PICTURE), &drives[0], &LANDMARKS)?;
    println!("picture             {PICTURE}");

    assert!(improvement > 10.0, "the filter is {improvement} times as good as dead reckoning");
    assert!((2.7..3.3).contains(&mean), "the mean of NEES is {mean}");
    assert!(share > 0.9, "NEES is within its bounds only {share} of the time");
    assert!(worst < 1e-12, "a Jacobian is {worst} from the one by hand");
    Ok(())
}

fn time(step: usize) -> f64 {
    STEP * (step + 1) as f64
}

/// A figure of eight: 20 s to the left, 20 s to the right.
fn control(step: usize) -> Control<f64> {
    let turn = std::f64::consts::TAU / 20.0;
    tensor([1.2, if time(step) % 40.0 < 20.0 { turn } else { -turn }])
}

/// One drive with noise, and in `worst` how far a Jacobian was from the one by hand.
fn drive(rng: &mut StdRng, worst: &mut f64) -> Drive {
    let noise = Noise { control: CONTROL_NOISE.square().diag(), sight: SIGHT_NOISE.square().diag() };
    let mut truth = tensor([0.0, 0.0, 0.0]);
    let mut belief =
        Belief { state: truth + START_NOISE * Vector::<f64, 3>::randn(rng), covariance: START_NOISE.square().diag() };
    let mut reckoned = belief.state;
    let mut drive = Drive { truth: Vec::new(), dead_reckoning: Vec::new(), beliefs: Vec::new() };
    for step in 0..STEPS {
        // The robot moves as it is told; its wheels slip, so that what they measure is not what it did.
        let control = control(step);
        let measured = control + CONTROL_NOISE * Vector::<f64, 2>::randn(rng);
        truth = motion(&truth, &control);
        reckoned = motion(&reckoned, &measured);
        *worst = worst.max(motion_error(&belief.state, &measured));
        belief = belief.predict(&measured, &noise);

        // It sees one landmark after another.
        let landmark = LANDMARKS.row(step % 5);
        let seen = sight(&truth, &landmark) + SIGHT_NOISE * Vector::<f64, 2>::randn(rng);
        *worst = worst.max(sight_error(&belief.state, &landmark));
        belief = belief.update(&seen, &landmark, &noise);

        drive.truth.push(truth);
        drive.dead_reckoning.push(reckoned);
        drive.beliefs.push(belief);
    }
    drive
}

/// The largest difference between the Jacobians of the motion and those by hand.
fn motion_error(state: &State<f64>, control: &Control<f64>) -> f64 {
    let ((_, f, g), (by_state, by_control)) = (linear_motion(state, control), by_hand::motion(state, control));
    (f - by_state).abs().max().item().max((g - by_control).abs().max().item())
}

/// The same for the sight of a landmark.
fn sight_error(state: &State<f64>, landmark: &Vector<f64, 2>) -> f64 {
    (linear_sight(state, landmark).1 - by_hand::sight(state, landmark)).abs().max().item()
}

/// The distances of dead reckoning and of the filter from the truth, each as the root of the mean square over all drives.
fn errors(drives: &[Drive], step: usize) -> [f64; 2] {
    let squares = drives.iter().map(|drive| {
        [drive.dead_reckoning[step], drive.beliefs[step].state].map(|state| {
            let way = difference(&drive.truth[step], &state).narrow::<0, 0, 2>();
            way.dot(&way).item()
        })
    });
    let sums = squares.fold([0.0; 2], |sums, squares| [sums[0] + squares[0], sums[1] + squares[1]]);
    sums.map(|sum| (sum / drives.len() as f64).sqrt())
}

/// The mean of the normalised errors over all drives.
fn consistency(drives: &[Drive], step: usize) -> f64 {
    let errors = drives.iter().map(|drive| drive.beliefs[step].normalised_error(&drive.truth[step]));
    errors.sum::<f64>() / drives.len() as f64
}
