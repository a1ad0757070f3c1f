//! What a gradient costs.

use crate::adbench::mixture::{objective, read};
use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};
use wengert::Tape;

/// An odd number, so that there is a median.
const RUNS: usize = 201;

/// The median times of the largest problem, 25 components in ten dimensions: the plain objective and its gradient, run in
/// turn, so that other work on the machine disturbs both alike.
pub(crate) fn report() -> Result<(), Box<dyn Error>> {
    let (mixture, points, prior) = read::<1000, 25, 10, 45, 66>("gmm_d10_K25")?;
    let mut tape = Tape::new();
    let mut times = vec![[Duration::ZERO; 2]; RUNS];
    for [plain, gradient] in &mut times {
        *plain = time(|| objective(black_box(&mixture), &points, prior));
        *gradient = time(|| tape.grad(|mixture| objective(&mixture, &points, prior), black_box(&mixture)));
    }
    let [plain, gradient] = [0, 1].map(|which| {
        let (_, median, _) = times.select_nth_unstable_by_key(RUNS / 2, |times| times[which]);
        median[which]
    });
    let ratio = gradient.as_secs_f64() / plain.as_secs_f64();
    println!("25 components in ten dimensions, 1650 parameters:");
    println!("one gradient    {gradient:.1?}, the plain objective {plain:.1?}: {ratio:.2} times (medians of {RUNS})");
    println!("its tape        {} bytes", tape.usage().bytes::<f64>());
    Ok(())
}

fn time<T>(f: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(f());
    start.elapsed()
}
