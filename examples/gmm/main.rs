//! A Gaussian mixture is fitted to points: `cargo run --release --example gmm`.
//!
//! `../adbench/mixture.rs` is the function to be differentiated, by reverse mode.

#[path = "../adbench/mod.rs"]
mod adbench;
mod measure;

use adbench::mixture::{Mixture, Points, Wishart, log_likelihood, read};
use std::error::Error;
use std::f64::consts::{E, PI};
use std::time::Instant;
use wengert::{Parameters, Real, Scalar, Tape};

/// Where no entry of the slope is larger, the fit is done.
const FLAT: f64 = 1e-4;
/// A fit that is not done after so many steps never will be.
const STEPS: usize = 10_000;

/// 1000 points in two dimensions, and five components.
const N: usize = 1000;
type Model<T> = Mixture<T, 5, 2, 1>;
type Data<T> = Points<T, N, 2, 6>;

fn main() -> Result<(), Box<dyn Error>> {
    // Tensors live on the stack, and the largest here is larger than what a program usually has of it.
    let thread = std::thread::Builder::new().stack_size(64 << 20);
    let work = || run().map_err(|error| error.to_string());
    Ok(thread.spawn(work)?.join().expect("the work does not panic")?)
}

fn run() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    println!(
        "A mixture of five Gaussians is fitted to the 1000 points of ADBench, by gradients from a Wengert list.\n"
    );
    let (mixture, points, prior) = read("gmm_d2_K5")?;
    let mixture = fit(mixture, &points, prior)?;

    let likelihood = log_likelihood(&mixture, &points).item() / N as f64;
    let single = single_gaussian(&points);
    println!("\nlog-likelihood  {likelihood:.4} for each point, {single:.4} with the best single Gaussian");
    if likelihood < single {
        return Err("five components must fit better than one".into());
    }
    measure::report()?;
    println!("run time        {:.2?}", start.elapsed());
    Ok(())
}

/// The logarithm of the probability of a mixture given the points, up to a constant, for each point.
fn log_posterior<E: Real>(mixture: &Model<E>, points: &Data<E::Base>, prior: Wishart) -> Scalar<E> {
    (log_likelihood(mixture, points) - prior.penalty(mixture)) / N as f64
}

/// Gradient ascent. A step that does not rise as the slope promises is tried again at half its length; the next one may be
/// twice as long.
fn fit(mut mixture: Model<f64>, points: &Data<f64>, prior: Wishart) -> Result<Model<f64>, Box<dyn Error>> {
    println!("step   log-posterior for each point   largest slope");
    let (mut tape, mut length) = (Tape::new(), 1.0);
    for step in 0..=STEPS {
        let (value, slope) = tape.value_and_grad(|mixture| log_posterior(&mixture, points, prior), &mixture);
        let steepest = slope.leaves().flatten().fold(0.0, |steepest: f64, slope| steepest.max(slope.abs()));
        let done = steepest < FLAT;
        if done || step.is_power_of_two() || step == 0 {
            println!("{step:>4}   {value:>28.9}   {steepest:>13.1e}");
        }
        if done {
            return Ok(mixture);
        }
        let square: f64 = slope.leaves().flatten().map(|slope| slope * slope).sum();
        mixture = loop {
            let next = mixture.zip_with(&slope, |parameter, slope| parameter + length * slope);
            if log_posterior(&next, points, prior) > value + 0.5 * length * square {
                break next;
            }
            length /= 2.0;
            if length < 1e-12 {
                return Err("no step rises".into());
            }
        };
        length *= 2.0;
    }
    Err("the fit does not come to an end".into())
}

/// The log-likelihood of each point with the best mean and covariance: −½ ln det(2πe · covariance).
fn single_gaussian(points: &Data<f64>) -> f64 {
    let covariance = points.covariance();
    let determinant = covariance[[0, 0]] * covariance[[1, 1]] - covariance[[0, 1]] * covariance[[1, 0]];
    -0.5 * determinant.ln() - (2.0 * PI * E).ln()
}
