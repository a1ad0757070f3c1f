//! Backpropagation in plain loops, as one would write it first.
#![expect(clippy::needless_range_loop, reason = "plain loops are the point")]

use super::{Activation, CLASSES, HIDDEN, PIXELS, in_one_row};
use crate::case::{self, Candidate};

#[derive(Clone, Copy)]
pub(super) struct Mlp {
    pub(super) w1: [[f32; HIDDEN]; PIXELS],
    pub(super) b1: [f32; HIDDEN],
    pub(super) w2: [[f32; CLASSES]; HIDDEN],
    pub(super) b2: [f32; CLASSES],
}

#[derive(Clone, Copy)]
pub(super) struct Problem<const N: usize> {
    mlp: Mlp,
    x: [[f32; PIXELS]; N],
    labels: [u8; N],
}

impl<const N: usize> From<&super::Problem<N>> for Problem<N> {
    fn from(problem: &super::Problem<N>) -> Self {
        let super::Problem { mlp, x, labels } = problem;
        let mlp =
            Mlp { w1: mlp.w1.into_repr(), b1: mlp.b1.into_repr(), w2: mlp.w2.into_repr(), b2: mlp.b2.into_repr() };
        Problem { mlp, x: x.into_repr(), labels: labels.into_repr() }
    }
}

pub(super) fn candidate<A: Activation, const N: usize>(problem: &super::Problem<N>) -> Candidate<'static> {
    let problem = Problem::from(problem);
    case::candidate(
        "by hand",
        (problem, (0.0, problem.mlp)),
        |(problem, result)| *result = value_and_grad::<A, N>(problem),
        |(_, (loss, g))| in_one_row(*loss, [g.w1.as_flattened(), &g.b1, g.w2.as_flattened(), &g.b2]),
    )
}

/// The hidden layer.
pub(super) fn hidden<A: Activation, const N: usize>(Problem { mlp, x, .. }: &Problem<N>) -> [[f32; HIDDEN]; N] {
    let mut hidden = [mlp.b1; N];
    for i in 0..N {
        for p in 0..PIXELS {
            for h in 0..HIDDEN {
                hidden[i][h] += x[i][p] * mlp.w1[p][h];
            }
        }
        for h in &mut hidden[i] {
            *h = A::number(*h);
        }
    }
    hidden
}

/// The two products of the forward pass alone, one row after the other.
pub(super) fn products<const N: usize>(problem: &Problem<N>, hidden: &[[f32; HIDDEN]; N]) -> Vec<f32> {
    let Problem { mlp, x, .. } = problem;
    let first = (0..N * HIDDEN).map(|at| (0..PIXELS).map(|p| x[at / HIDDEN][p] * mlp.w1[p][at % HIDDEN]).sum());
    let second =
        (0..N * CLASSES).map(|at| (0..HIDDEN).map(|h| hidden[at / CLASSES][h] * mlp.w2[h][at % CLASSES]).sum());
    first.chain(second).collect()
}

pub(super) fn value_and_grad<A: Activation, const N: usize>(problem: &Problem<N>) -> (f32, Mlp) {
    let Problem { mlp, x, labels } = problem;
    let hidden = hidden::<A, N>(problem);
    let mut scores = [mlp.b2; N];
    for i in 0..N {
        for h in 0..HIDDEN {
            for c in 0..CLASSES {
                scores[i][c] += hidden[i][h] * mlp.w2[h][c];
            }
        }
    }

    let mut loss = 0.0;
    let mut d_scores = [[0.0; CLASSES]; N];
    for i in 0..N {
        let largest = scores[i].iter().fold(f32::NEG_INFINITY, |m, s| m.max(*s));
        let mut sum = 0.0;
        for c in 0..CLASSES {
            d_scores[i][c] = (scores[i][c] - largest).exp();
            sum += d_scores[i][c];
        }
        let label = usize::from(labels[i]);
        loss += sum.ln() + largest - scores[i][label];
        for d in &mut d_scores[i] {
            *d /= sum * N as f32;
        }
        d_scores[i][label] -= 1.0 / N as f32;
    }

    let mut grad =
        Mlp { w1: [[0.0; HIDDEN]; PIXELS], b1: [0.0; HIDDEN], w2: [[0.0; CLASSES]; HIDDEN], b2: [0.0; CLASSES] };
    for i in 0..N {
        let mut d_hidden = [0.0; HIDDEN];
        for c in 0..CLASSES {
            grad.b2[c] += d_scores[i][c];
        }
        for h in 0..HIDDEN {
            for c in 0..CLASSES {
                grad.w2[h][c] += hidden[i][h] * d_scores[i][c];
                d_hidden[h] += d_scores[i][c] * mlp.w2[h][c];
            }
            d_hidden[h] *= A::slope(hidden[i][h]);
            grad.b1[h] += d_hidden[h];
        }
        for p in 0..PIXELS {
            for h in 0..HIDDEN {
                grad.w1[p][h] += x[i][p] * d_hidden[h];
            }
        }
    }
    (loss / N as f32, grad)
}
