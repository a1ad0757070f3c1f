//! Learning, and testing what has been learned.

use crate::data::{Digit, batch, batches};
use crate::model::{Batch, Mlp};
use indicatif::{ProgressBar, ProgressStyle};
use rand::{RngExt, rngs::StdRng, seq::SliceRandom};
use std::error::Error;
use wengert::optim::Sgd;
use wengert::{Dim, One, Tape};

const EPOCHS: usize = 100;
/// How far the first step goes; the last one goes nowhere.
const RATE: f32 = 0.1;
const MOMENTUM: f32 = 0.9;
/// Each pixel is disturbed by up to this much, anew each time, lest the network learn the images by heart.
const NOISE: f32 = 0.4;

/// How the training went.
#[derive(Default)]
pub(crate) struct History {
    /// The loss on the batch of each step.
    pub(crate) losses: Vec<f32>,
    /// The part of the test digits that was read rightly after each epoch. It is watched only: nothing follows from it.
    pub(crate) accuracies: Vec<f64>,
}

/// Gradient descent with momentum, on batches in an order that is new in each epoch.
pub(crate) fn train(
    mut model: Mlp<f32>,
    digits: &mut [Digit],
    test: &[Digit],
    tape: &mut Tape<f32>,
    rng: &mut StdRng,
) -> Result<(Mlp<f32>, History), Box<dyn Error>> {
    let steps = EPOCHS * batches(digits).0.len();
    let bar = progress_bar(steps)?;
    let mut history = History::default();
    let mut optimiser = Sgd::new(&model, RATE).momentum(MOMENTUM);
    for epoch in 1..=EPOCHS {
        digits.shuffle(rng);
        // The few digits that do not fill a batch have their turn in another epoch.
        for digits in batches(digits).0 {
            let (mut images, labels) = batch::<Batch>(digits);
            for pixel in images.as_mut_slice() {
                *pixel += rng.random_range(-NOISE..NOISE);
            }
            let (loss, slope) = tape.value_and_grad(|model| model.loss(&images, &labels), &model);
            optimiser.learning_rate = RATE * (1.0 - history.losses.len() as f32 / steps as f32);
            optimiser.step(&mut model, &slope);
            history.losses.push(loss);
            bar.inc(1);
        }
        history.accuracies.push(accuracy(&predictions(&model, test), test));
        bar.set_message(format!("epoch {epoch} of {EPOCHS}, loss {:.3}", history.recent_loss()));
    }
    bar.finish_and_clear();
    Ok((model, history))
}

impl History {
    /// The mean loss over the last hundred steps.
    pub(crate) fn recent_loss(&self) -> f32 {
        let recent = &self.losses[self.losses.len().saturating_sub(100)..];
        recent.iter().sum::<f32>() / recent.len() as f32
    }
}

/// It draws on a terminal, and nowhere else.
fn progress_bar(steps: usize) -> Result<ProgressBar, Box<dyn Error>> {
    let style = ProgressStyle::with_template("{bar:40.blue} {msg}")?.progress_chars("━╸ ");
    Ok(ProgressBar::new(steps.try_into()?).with_style(style))
}

/// What the network takes each digit for: in full batches, and what is left over one by one.
pub(crate) fn predictions(model: &Mlp<f32>, digits: &[Digit]) -> Vec<u8> {
    let (full, rest) = batches(digits);
    let full = full.iter().flat_map(|digits| predict::<Batch>(model, digits));
    let rest = rest.chunks(1).flat_map(|digit| predict::<One>(model, digit));
    full.chain(rest).collect()
}

/// The same model, for a batch of any size.
fn predict<B: Dim>(model: &Mlp<f32>, digits: &[Digit]) -> Vec<u8> {
    let (images, _) = batch::<B>(digits);
    let scores = model.scores(&images);
    (0..B::SIZE).map(|row| largest(scores.row(row).as_slice())).collect()
}

/// The place of the largest score.
fn largest(scores: &[f32]) -> u8 {
    let (label, _) =
        (0..).zip(scores).max_by(|(_, a), (_, b)| a.total_cmp(b)).expect("there is a score for each digit");
    label
}

/// The part of the digits that was read rightly.
pub(crate) fn accuracy(predictions: &[u8], digits: &[Digit]) -> f64 {
    let right = predictions.iter().zip(digits).filter(|(prediction, digit)| **prediction == digit.label).count();
    right as f64 / digits.len() as f64
}
