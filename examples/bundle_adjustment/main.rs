//! Cameras and points are adjusted until they fit what the cameras saw: `cargo run --release --example bundle_adjustment`.
//!
//! `../adbench/bundle.rs` is the function to be differentiated, by forward mode; `least_squares.rs` uses the blocks of its
//! Jacobian.

#[path = "../adbench/mod.rs"]
mod adbench;
mod cholesky;
mod least_squares;
mod simulation;

use adbench::bundle::{Scene, reprojection_jacobian};
use rand::{SeedableRng, rngs::StdRng};
use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The year of Wengert's paper.
const SEED: u64 = 1964;

fn main() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let mut scene = Scene::read("ba1_n49_m7776_p31843")?;
    println!("The scene of ADBench: one camera 49 times, one point 7776 times, so that a perfect fit exists.\n");
    let end = adjust(&mut scene)?;
    if end > 1e-6 {
        return Err(format!("the error is {end} pixels, it must be 0").into());
    }

    println!("\nA scene of the same size, with cameras and points all different, and noise in what was seen.\n");
    let mut scene = simulation::simulate(&scene, &mut StdRng::seed_from_u64(SEED));
    let end = adjust(&mut scene)?;
    let expected = simulation::expected_error(&scene);
    println!("expected        {expected:.4} pixels: the noise that so many unknowns cannot fit");
    if (end / expected - 1.0).abs() > 0.02 {
        return Err(format!("the error is {end} pixels, {expected} were expected").into());
    }

    report_cost(&scene);
    println!("run time        {:.2?}", start.elapsed());
    Ok(())
}

/// Adjusts a scene, prints how it goes, and gives the error at the end.
fn adjust(scene: &mut Scene) -> Result<f64, Box<dyn Error>> {
    println!("step            cost    damping");
    let begin = least_squares::error(scene);
    let steps =
        least_squares::adjust(scene, |step, cost, damping| println!("{step:>4}  {cost:>14.6e}   {damping:>8.0e}"))?;
    let end = least_squares::error(scene);
    println!("error           {begin:.4} pixels at first, {end:.4} after {steps} steps (root of the mean square)");
    Ok(end)
}

/// The time of all blocks of the Jacobian, and of the errors alone.
fn report_cost(scene: &Scene) {
    let plain = time(|| scene.errors());
    let jacobian = time(|| {
        for seen in &scene.observations {
            black_box(reprojection_jacobian(&scene.inputs(seen), &seen.feature));
        }
    });
    let ratio = jacobian.as_secs_f64() / plain.as_secs_f64();
    println!(
        "one Jacobian    {jacobian:.1?}, the errors alone {plain:.1?}: {ratio:.1} times, for 15 derivatives of each"
    );
}

/// The shortest of some runs.
fn time<T>(f: impl Fn() -> T) -> Duration {
    let run = || {
        let start = Instant::now();
        black_box(f());
        start.elapsed()
    };
    (0..9).map(|_| run()).min().expect("there are nine")
}
