//! What a tape costs beside the arithmetic: gradients of small work, against the plain function or backpropagation by hand.
//!
//! ```text
//! cargo bench --bench scalars
//! cargo bench --bench scalars -- --quick
//! ```
//!
//! Rosenbrock's function of 1000 variables, written as a loop over scalars and with whole tensors; and the network of
//! `benches/mlp` for one sample at a time. Gradients are compared with those by hand before they are timed.

mod measure;

use measure::{Effort, conditions, digits, interleaved, program};
use std::hint::black_box;
use wengert::{Element, Parameters, Real, Scalar, Tape, Tensor, Vector, dim, tensor};

fn main() {
    let Some(effort) = Effort::from_arguments() else { return };
    println!("# What a tape costs beside the arithmetic\n");
    println!("Command: `cargo bench --bench scalars`. {}\n", conditions(effort));
    println!("| gradient of | beside | time, ns | ratio | spread |");
    println!("|---|---|--:|--:|--:|");
    rosenbrock::rows(effort);
    mlp::rows(effort);
}

/// One line of the table: the first program beside the second.
fn row(effort: Effort, what: &str, beside: &str, mut programs: [measure::Program<'_>; 2]) {
    let times = interleaved(effort, &mut programs);
    println!(
        "| {what} | {beside} | {} | {} | {:.1} % |",
        digits(times.nanoseconds(0)),
        digits(times.ratio(0, 1)),
        100.0 * times.spread(0, 1)
    );
}

/// Σ 100·(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)².
mod rosenbrock {
    use super::*;

    const N: usize = 1000;

    /// As one writes it over a slice.
    fn plain(x: &[f64]) -> f64 {
        let mut sum = 0.0;
        for i in 0..x.len() - 1 {
            let (a, b) = (x[i], x[i + 1]);
            sum += 100.0 * (b - a * a) * (b - a * a) + (1.0 - a) * (1.0 - a);
        }
        sum
    }

    /// As one writes it over scalars: the same loop in every mode.
    fn loop_over_scalars<E: Real>(x: &Vector<E, N>) -> Scalar<E> {
        let mut sum = x.new_tensor(0.0);
        for i in 0..N - 1 {
            let (a, b) = (x.at([i]), x.at([i + 1]));
            let (valley, distance) = (b - a * a, 1.0 - a);
            sum = sum + 100.0 * (valley * valley) + distance * distance;
        }
        sum
    }

    /// With squares as operations of one operand.
    fn loop_with_squares<E: Real>(x: &Vector<E, N>) -> Scalar<E> {
        let mut sum = x.new_tensor(0.0);
        for i in 0..N - 1 {
            let (a, b) = (x.at([i]), x.at([i + 1]));
            sum = sum + 100.0 * (b - a.square()).square() + (1.0 - a).square();
        }
        sum
    }

    /// As one writes it with tensors.
    fn whole_tensors<E: Real>(x: &Vector<E, N>) -> Scalar<E> {
        let (a, b) = (x.narrow::<0, 0, { N - 1 }>(), x.narrow::<0, 1, { N - 1 }>());
        (100.0 * (b - a.square()).square() + (1.0 - a).square()).sum()
    }

    /// With products of tensors by themselves.
    fn whole_products<E: Real>(x: &Vector<E, N>) -> Scalar<E> {
        let (a, b) = (x.narrow::<0, 0, { N - 1 }>(), x.narrow::<0, 1, { N - 1 }>());
        let (valley, distance) = (b - a * a, 1.0 - a);
        100.0 * valley.dot(&valley) + distance.dot(&distance)
    }

    fn gradient_by_hand(x: &[f64]) -> Vec<f64> {
        let mut gradient = vec![0.0; x.len()];
        for i in 0..x.len() - 1 {
            let valley = x[i + 1] - x[i] * x[i];
            gradient[i] += -400.0 * valley * x[i] - 2.0 * (1.0 - x[i]);
            gradient[i + 1] += 200.0 * valley;
        }
        gradient
    }

    pub(super) fn rows(effort: Effort) {
        let x = Vector::<f64, N>::from_fn(|[i]| (0.7 * i as f64 + 0.3).sin());
        one(effort, "Rosenbrock, n = 1000, f64, a loop over scalars", x, |tape, x, gradient| {
            tape.value_and_grad_into(|x| loop_over_scalars(&x), x, gradient)
        });
        one(effort, "the same, with `square`", x, |tape, x, gradient| {
            tape.value_and_grad_into(|x| loop_with_squares(&x), x, gradient)
        });
        one(effort, "the same, with tensors", x, |tape, x, gradient| {
            tape.value_and_grad_into(|x| whole_tensors(&x), x, gradient)
        });
        one(effort, "the same, with tensors and `dot`", x, |tape, x, gradient| {
            tape.value_and_grad_into(|x| whole_products(&x), x, gradient)
        });
    }

    fn one(
        effort: Effort,
        what: &str,
        mut x: Vector<f64, N>,
        f: impl Fn(&mut Tape<f64>, &Vector<f64, N>, &mut Vector<f64, N>) -> f64,
    ) {
        let (mut tape, mut gradient) = (Tape::new(), Vector::zeros());
        let (value, expected) = (f(&mut tape, &x, &mut gradient), plain(x.as_slice()));
        assert!((value - expected).abs() <= 1e-12 * expected, "{what}: {value} is not {expected}");
        for (ours, by_hand) in gradient.as_slice().iter().zip(gradient_by_hand(x.as_slice())) {
            assert!((ours - by_hand).abs() <= 1e-12 * (1.0 + by_hand.abs()), "{what}: {ours} is not {by_hand}");
        }
        let mut y = x;
        let (first, last) = (x[[0]], x[[N - 1]]);
        let mut ours = program(|zero| {
            (x[[0]], x[[N - 1]]) = (first + zero, last + zero);
            f(&mut tape, black_box(&x), black_box(&mut gradient))
        });
        let mut plainly = program(|zero| {
            (y[[0]], y[[N - 1]]) = (first + zero, last + zero);
            plain(black_box(y.as_slice()))
        });
        row(effort, what, "the plain function", [&mut ours, &mut plainly]);
    }
}

/// A network 64-32-10 for one sample, cross-entropy, f32.
mod mlp {
    use super::*;

    dim!(Batch = 1);
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

    fn loss<E: Real, const RELU: bool>(mlp: &Mlp<E>, x: &Tensor<E::Base, (Batch, Pixels)>, label: u8) -> Scalar<E> {
        let hidden = mlp.w1.lift(x).mm(&mlp.w1) + mlp.b1;
        let hidden = if RELU { hidden.relu() } else { hidden.tanh() };
        (hidden.mm(&mlp.w2) + mlp.b2).cross_entropy(&tensor([label]).reshape())
    }

    /// The same by hand, in plain loops, as one would write it first.
    #[expect(clippy::needless_range_loop, reason = "plain loops are the point")]
    mod by_hand {
        const PIXELS: usize = 64;
        const HIDDEN: usize = 32;
        const CLASSES: usize = 10;

        #[derive(Clone)]
        pub(super) struct Mlp {
            pub(super) w1: [[f32; HIDDEN]; PIXELS],
            pub(super) b1: [f32; HIDDEN],
            pub(super) w2: [[f32; CLASSES]; HIDDEN],
            pub(super) b2: [f32; CLASSES],
        }

        pub(super) fn value_and_grad<const RELU: bool>(mlp: &Mlp, x: &[f32; PIXELS], label: u8) -> (f32, Mlp) {
            let mut hidden = mlp.b1;
            for p in 0..PIXELS {
                for h in 0..HIDDEN {
                    hidden[h] += x[p] * mlp.w1[p][h];
                }
            }
            for h in &mut hidden {
                *h = if RELU { h.max(0.0) } else { h.tanh() };
            }
            let mut scores = mlp.b2;
            for h in 0..HIDDEN {
                for c in 0..CLASSES {
                    scores[c] += hidden[h] * mlp.w2[h][c];
                }
            }

            let largest = scores.iter().fold(f32::NEG_INFINITY, |m, s| m.max(*s));
            let mut sum = 0.0;
            let mut d_scores = [0.0; CLASSES];
            for c in 0..CLASSES {
                d_scores[c] = (scores[c] - largest).exp();
                sum += d_scores[c];
            }
            let label = usize::from(label);
            let loss = sum.ln() + largest - scores[label];
            for d in &mut d_scores {
                *d /= sum;
            }
            d_scores[label] -= 1.0;

            let mut grad =
                Mlp { w1: [[0.0; HIDDEN]; PIXELS], b1: [0.0; HIDDEN], w2: [[0.0; CLASSES]; HIDDEN], b2: d_scores };
            for h in 0..HIDDEN {
                let mut d_hidden = 0.0;
                for c in 0..CLASSES {
                    grad.w2[h][c] = hidden[h] * d_scores[c];
                    d_hidden += d_scores[c] * mlp.w2[h][c];
                }
                grad.b1[h] = if RELU {
                    if hidden[h] > 0.0 { d_hidden } else { 0.0 }
                } else {
                    d_hidden * (1.0 - hidden[h] * hidden[h])
                };
            }
            for p in 0..PIXELS {
                for h in 0..HIDDEN {
                    grad.w1[p][h] = x[p] * grad.b1[h];
                }
            }
            (loss, grad)
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

    pub(super) fn rows(effort: Effort) {
        one::<false>(effort, "MLP 64-32-10, tanh, batch 1, f32");
        one::<true>(effort, "MLP 64-32-10, relu, batch 1, f32");
    }

    fn one<const RELU: bool>(effort: Effort, what: &str) {
        let mlp = Mlp::<f32> { w1: sample(0.2), b1: sample(0.1), w2: sample(0.3), b2: sample(0.1) };
        let mut x: Tensor<f32, (Batch, Pixels)> = sample(1.0);
        let label = 7;
        let hand = by_hand::Mlp {
            w1: mlp.w1.into_repr(),
            b1: mlp.b1.into_repr(),
            w2: mlp.w2.into_repr(),
            b2: mlp.b2.into_repr(),
        };
        let mut tape = Tape::new();
        let mut gradient =
            Mlp::<f32> { w1: Tensor::zeros(), b1: Tensor::zeros(), w2: Tensor::zeros(), b2: Tensor::zeros() };
        let ours = tape.value_and_grad_into(|m| loss::<_, RELU>(&m, &x, label), &mlp, &mut gradient);
        let [mut xs] = x.into_repr();
        let (theirs, by_hand) = by_hand::value_and_grad::<RELU>(&hand, &xs, label);
        assert!((ours - theirs).abs() < 1e-5, "the losses differ: {ours} and {theirs}");
        for (name, a, b) in [
            ("w1", gradient.w1.as_slice(), by_hand.w1.as_flattened()),
            ("b1", gradient.b1.as_slice(), &by_hand.b1[..]),
            ("w2", gradient.w2.as_slice(), by_hand.w2.as_flattened()),
            ("b2", gradient.b2.as_slice(), &by_hand.b2[..]),
        ] {
            let difference = a.iter().zip(b).fold(0.0, |m: f32, (a, b)| m.max((a - b).abs()));
            assert!(difference < 1e-6, "the gradients by {name} differ by {difference}");
        }

        let first = xs[0];
        #[expect(clippy::cast_possible_truncation, reason = "it is 0")]
        let mut ours = program(|zero| {
            x[[0, 0]] = first + zero as f32;
            let loss =
                tape.value_and_grad_into(|m| loss::<_, RELU>(&m, black_box(&x), label), black_box(&mlp), &mut gradient);
            black_box(&mut gradient);
            f64::from(loss)
        });
        #[expect(clippy::cast_possible_truncation, reason = "it is 0")]
        let mut by_hand = program(|zero| {
            xs[0] = first + zero as f32;
            f64::from(black_box(by_hand::value_and_grad::<RELU>(black_box(&hand), black_box(&xs), label)).0)
        });
        row(effort, what, "plain loops by hand", [&mut ours, &mut by_hand]);
    }
}
