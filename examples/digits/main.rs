//! A small network learns to read handwritten digits: `cargo run --release --example digits`.
//!
//! `model.rs` is the program to be differentiated, `train.rs` differentiates it.

#[path = "../chart/mod.rs"]
mod chart;
mod data;
mod measure;
mod model;
mod pictures;
mod train;

use model::{Batch, Mlp};
use rand::{SeedableRng, rngs::StdRng};
use std::error::Error;
use std::path::Path;
use std::time::Instant;
use wengert::{Dim, Tape};

/// The year of Wengert's paper.
const SEED: u64 = 1964;
/// The part of the test digits that must be read rightly.
const GOAL: f64 = 0.97;
const PICTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/digits");

fn main() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    println!("A network learns to read handwritten digits, by gradients from a Wengert list.");
    println!("Batch, Pixels, Hidden and Classes are types: every shape was checked by the compiler.\n");

    let mut rng = StdRng::seed_from_u64(SEED);
    let (mut digits, test) = data::load(&mut rng)?;
    println!("data            {} digits to learn from, {} others to be tested on", digits.len(), test.len());

    let mut tape = Tape::new();
    let training = Instant::now();
    let (model, history) = train::train(Mlp::random(&mut rng), &mut digits, &test, &mut tape, &mut rng)?;
    let (epochs, steps) = (history.accuracies.len(), history.losses.len());
    println!("training        {epochs} epochs, {steps} steps in {:.2?}", training.elapsed());
    println!("                loss {:.3} at first, {:.3} at last", history.losses[0], history.recent_loss());

    let predictions = train::predictions(&model, &test);
    let accuracy = train::accuracy(&predictions, &test);
    println!("test accuracy   {:.2} % of {}", 100.0 * accuracy, test.len());

    report_cost(&model, &digits[..Batch::SIZE], &mut tape);
    report_agreement(&model, &digits[..Batch::SIZE], &mut rng);

    std::fs::create_dir_all(PICTURES)?;
    let [curve, misread] = ["learning_curve.svg", "misclassified.svg"].map(|name| Path::new(PICTURES).join(name));
    pictures::learning_curve(&curve, &history, GOAL)?;
    pictures::misclassified(&misread, &test, &predictions)?;
    println!("pictures        {}\n                {}", curve.display(), misread.display());
    println!("run time        {:.2?}", start.elapsed());

    if accuracy < GOAL {
        return Err(format!("the test accuracy is {accuracy}, it must be at least {GOAL}").into());
    }
    Ok(())
}

/// The time and the memory of one gradient.
fn report_cost(model: &Mlp<f32>, digits: &[data::Digit], tape: &mut Tape<f32>) {
    let [plain, gradient] = measure::times(model, digits, tape);
    let ratio = gradient.as_secs_f64() / plain.as_secs_f64();
    println!(
        "one gradient    {gradient:.1?}, the plain loss {plain:.1?}: {ratio:.1} times (medians of {})",
        measure::RUNS
    );
    let usage = tape.usage();
    println!(
        "its tape        {} values, {} nodes, {} words: {} bytes",
        usage.values,
        usage.nodes,
        usage.words,
        usage.bytes::<f32>()
    );
}

/// The same loss differentiated in two ways.
fn report_agreement(model: &Mlp<f32>, digits: &[data::Digit], rng: &mut StdRng) {
    let [forward, reverse] = measure::both_modes(model, digits, rng);
    println!("forward mode    {forward:+.15}  (directional derivative, in f64)");
    println!("reverse mode    {reverse:+.15}  (gradient · direction)");
    println!("                relative difference {:.1e}", ((forward - reverse) / reverse).abs());
}
