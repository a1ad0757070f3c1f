//! The gradient of a large batch on several threads: `cargo run --release --example threads`.
//!
//! The batch is cut into parts, and each thread, with a tape of its own, differentiates the loss of some of them. The
//! gradients of the parts are added in the order of the parts, whichever thread computed them. So the cut into parts
//! decides how the sum is rounded, and the number of threads does not: the trained network is the same to the last bit.

#[path = "digits/data.rs"]
mod data;
#[path = "digits/model.rs"]
mod model;

use data::{Digit, Examples, batch, batches};
use model::{Batch, Mlp};
use rand::{SeedableRng, rngs::StdRng};
use std::error::Error;
use std::time::{Duration, Instant};
use wengert::optim::Sgd;
use wengert::{Parameters, ParametersMut, Tape};

const SEED: u64 = 1964;
/// Each step looks at all digits.
const STEPS: usize = 400;
const RATE: f32 = 0.2;
const MOMENTUM: f32 = 0.9;

fn main() -> Result<(), Box<dyn Error>> {
    let (digits, _) = data::load(&mut StdRng::seed_from_u64(SEED))?;
    let cores = std::thread::available_parallelism()?;
    println!("{} digits in parts of 32, {STEPS} steps of gradient descent, {cores} cores", digits.len() / 32 * 32);
    println!("threads   time of a gradient   speed-up   loss");

    let (alone, first, loss) = train(&digits, 1);
    println!("{:>7}   {first:>18.1?}   {:>8.2}   {loss:.6}", 1, 1.0);
    for threads in 2..=4 {
        let (model, time, loss) = train(&digits, threads);
        println!("{threads:>7}   {time:>18.1?}   {:>8.2}   {loss:.6}", first.as_secs_f64() / time.as_secs_f64());
        let same = alone.leaves().flatten().zip(model.leaves().flatten()).all(|(a, b)| a.to_bits() == b.to_bits());
        assert!(same, "with {threads} threads the network is another one than with one thread");
    }
    println!("The four networks are the same to the last bit.");
    Ok(())
}

/// A network after training, the median time of a gradient, and the loss at the last step.
fn train(digits: &[Digit], threads: usize) -> (Mlp<f32>, Duration, f32) {
    let parts: Vec<Examples<Batch>> = batches(digits).0.iter().map(|digits| batch::<Batch>(digits)).collect();
    let mut model = Mlp::random(&mut StdRng::seed_from_u64(SEED));
    let mut optimiser = Sgd::new(&model, RATE).momentum(MOMENTUM);
    let mut tapes: Vec<Tape<f32>> = (0..threads).map(|_| Tape::new()).collect();
    // The loss of each part, and its gradient.
    let mut results: Vec<_> = parts.iter().map(|_| (0.0, model.map_with(|_| 0.0))).collect();
    let (mut times, mut loss) = (Vec::new(), 0.0);
    for _ in 0..STEPS {
        let start = Instant::now();
        differentiate(&model, &parts, &mut results, &mut tapes);
        let (mean, slope) = mean(&mut results);
        times.push(start.elapsed());
        optimiser.step(&mut model, slope);
        loss = mean;
    }
    times.sort();
    (model, times[STEPS / 2], loss)
}

/// The loss of each part and its gradient. Every thread takes neighbouring parts, and a tape.
fn differentiate(
    model: &Mlp<f32>,
    parts: &[Examples<Batch>],
    results: &mut [(f32, Mlp<f32>)],
    tapes: &mut [Tape<f32>],
) {
    let share = parts.len().div_ceil(tapes.len());
    std::thread::scope(|scope| {
        for ((parts, results), tape) in parts.chunks(share).zip(results.chunks_mut(share)).zip(tapes) {
            scope.spawn(move || {
                for ((images, labels), (loss, slope)) in parts.iter().zip(results) {
                    *loss = tape.value_and_grad_into(|model| model.loss(images, labels), model, slope);
                }
            });
        }
    });
}

/// The mean loss and the mean gradient, added up in the order of the parts. The gradient is left in the first result.
fn mean(results: &mut [(f32, Mlp<f32>)]) -> (f32, &Mlp<f32>) {
    let scale = 1.0 / results.len() as f32;
    let loss = results.iter().map(|(loss, _)| loss).sum::<f32>() * scale;
    let ((_, sum), others) = results.split_first_mut().expect("there are parts");
    for index in 0..Mlp::<f32>::LEAVES {
        let sum = sum.leaf_mut(index);
        for (_, slope) in &*others {
            for (sum, slope) in sum.iter_mut().zip(slope.leaf(index)) {
                *sum += slope;
            }
        }
        for sum in sum {
            *sum *= scale;
        }
    }
    (loss, sum)
}
