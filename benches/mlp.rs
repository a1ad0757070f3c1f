//! The gradient of a small network against its own forward pass, and against backpropagation written by hand.
//!
//! `cargo bench --bench mlp` prints both ratios. The network is 64-32-10, tanh, cross-entropy, a batch of 32, in `f32`.

mod measure;

use measure::{Effort, interleaved, program};
use std::hint::black_box;
use wengert::{Element, Parameters, Real, Scalar, Tape, Tensor, dim};

dim!(Batch = 32);
dim!(Pixels = 64);
dim!(Hidden = 32);
dim!(Classes = 10);

#[derive(Parameters)]
struct Mlp<E: Element> {
    w1: Tensor<E, (Pixels, Hidden)>,
    b1: Tensor<E, (Hidden,)>,
    w2: Tensor<E, (Hidden, Classes)>,
    b2: Tensor<E, (Classes,)>,
}

fn loss<E: Real>(mlp: &Mlp<E>, x: &Tensor<E::Base, (Batch, Pixels)>, labels: &Tensor<u8, (Batch,)>) -> Scalar<E> {
    let x = mlp.w1.lift(x);
    let hidden = (x.mm(&mlp.w1) + mlp.b1).tanh();
    (hidden.mm(&mlp.w2) + mlp.b2).cross_entropy(labels)
}

/// The same by hand, in plain loops, as one would write it first.
#[expect(clippy::needless_range_loop, reason = "plain loops are the point")]
mod by_hand {
    pub(super) const BATCH: usize = 32;
    pub(super) const PIXELS: usize = 64;
    pub(super) const HIDDEN: usize = 32;
    pub(super) const CLASSES: usize = 10;

    #[derive(Clone)]
    pub(super) struct Mlp {
        pub(super) w1: [[f32; HIDDEN]; PIXELS],
        pub(super) b1: [f32; HIDDEN],
        pub(super) w2: [[f32; CLASSES]; HIDDEN],
        pub(super) b2: [f32; CLASSES],
    }

    pub(super) fn value_and_grad(mlp: &Mlp, x: &[[f32; PIXELS]; BATCH], labels: &[u8; BATCH]) -> (f32, Mlp) {
        let mut hidden = [[0.0; HIDDEN]; BATCH];
        let mut scores = [[0.0; CLASSES]; BATCH];
        for i in 0..BATCH {
            hidden[i] = mlp.b1;
            for p in 0..PIXELS {
                for h in 0..HIDDEN {
                    hidden[i][h] += x[i][p] * mlp.w1[p][h];
                }
            }
            for h in &mut hidden[i] {
                *h = h.tanh();
            }
            scores[i] = mlp.b2;
            for h in 0..HIDDEN {
                for c in 0..CLASSES {
                    scores[i][c] += hidden[i][h] * mlp.w2[h][c];
                }
            }
        }

        let mut loss = 0.0;
        let mut d_scores = [[0.0; CLASSES]; BATCH];
        for i in 0..BATCH {
            let largest = scores[i].iter().fold(f32::NEG_INFINITY, |m, s| m.max(*s));
            let mut sum = 0.0;
            for c in 0..CLASSES {
                d_scores[i][c] = (scores[i][c] - largest).exp();
                sum += d_scores[i][c];
            }
            let label = usize::from(labels[i]);
            loss += sum.ln() + largest - scores[i][label];
            for d in &mut d_scores[i] {
                *d /= sum * BATCH as f32;
            }
            d_scores[i][label] -= 1.0 / BATCH as f32;
        }

        let mut grad =
            Mlp { w1: [[0.0; HIDDEN]; PIXELS], b1: [0.0; HIDDEN], w2: [[0.0; CLASSES]; HIDDEN], b2: [0.0; CLASSES] };
        for i in 0..BATCH {
            let mut d_hidden = [0.0; HIDDEN];
            for c in 0..CLASSES {
                grad.b2[c] += d_scores[i][c];
            }
            for h in 0..HIDDEN {
                for c in 0..CLASSES {
                    grad.w2[h][c] += hidden[i][h] * d_scores[i][c];
                    d_hidden[h] += d_scores[i][c] * mlp.w2[h][c];
                }
                d_hidden[h] *= 1.0 - hidden[i][h] * hidden[i][h];
                grad.b1[h] += d_hidden[h];
            }
            for p in 0..PIXELS {
                for h in 0..HIDDEN {
                    grad.w1[p][h] += x[i][p] * d_hidden[h];
                }
            }
        }
        (loss / BATCH as f32, grad)
    }
}

/// Numbers that look like weights.
fn sample<S: wengert::Shape>(scale: f32) -> Tensor<f32, S> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        scale * ((state >> 8) as f32 / 8_388_608.0 - 1.0)
    };
    Tensor::from_fn(|_| next())
}

/// Largest difference of two slices.
fn difference(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).fold(0.0, |m, (a, b)| m.max((a - b).abs()))
}

fn main() {
    let Some(effort) = Effort::from_arguments() else { return };
    let mlp = Mlp::<f32> { w1: sample(0.2), b1: sample(0.1), w2: sample(0.3), b2: sample(0.1) };
    let x: Tensor<f32, (Batch, Pixels)> = sample(1.0);
    let labels = Tensor::<u8, (Batch,)>::from_fn(|[i]| [7, 4, 1, 8, 5, 2, 9, 6, 3, 0][i % 10]);
    let hand =
        by_hand::Mlp { w1: mlp.w1.into_repr(), b1: mlp.b1.into_repr(), w2: mlp.w2.into_repr(), b2: mlp.b2.into_repr() };
    let (xs, ls) = (x.into_repr(), labels.into_repr());
    let mut tape = Tape::new();

    let (ours, gradient) = tape.value_and_grad(|m| loss(&m, &x, &labels), &mlp);
    let (theirs, by_hand) = by_hand::value_and_grad(&hand, &xs, &ls);
    assert!((ours - theirs).abs() < 1e-5, "the losses differ: {ours} and {theirs}");
    for (name, a, b) in [
        ("w1", gradient.w1.as_slice(), by_hand.w1.as_flattened()),
        ("b1", gradient.b1.as_slice(), &by_hand.b1[..]),
        ("w2", gradient.w2.as_slice(), by_hand.w2.as_flattened()),
        ("b2", gradient.b2.as_slice(), &by_hand.b2[..]),
    ] {
        assert!(difference(a, b) < 1e-6, "the gradients by {name} differ by {}", difference(a, b));
    }

    let mut gradient = program(|_| {
        let (loss, _) = black_box(tape.value_and_grad(|m| loss(&m, black_box(&x), &labels), black_box(&mlp)));
        f64::from(loss)
    });
    let mut forward = program(|_| f64::from(loss(black_box(&mlp), black_box(&x), &labels).item()));
    let mut hand = program(|_| f64::from(black_box(by_hand::value_and_grad(black_box(&hand), black_box(&xs), &ls)).0));
    let times = interleaved(effort, &mut [&mut gradient, &mut forward, &mut hand]);
    println!("MLP 64-32-10, tanh, cross-entropy, batch 32, f32; medians of interleaved turns\n");
    println!("| what | time | value_and_grad against it |");
    println!("|---|---:|---:|");
    println!("| value_and_grad | {:.1} µs | |", times.nanoseconds(0) / 1e3);
    println!("| its own plain forward pass | {:.1} µs | {:.2} |", times.nanoseconds(1) / 1e3, times.ratio(0, 1));
    println!(
        "| backpropagation by hand, plain loops | {:.1} µs | {:.2} |",
        times.nanoseconds(2) / 1e3,
        times.ratio(0, 2)
    );
}
