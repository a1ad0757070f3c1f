//! What forward mode costs, each as a multiple of the plain program.
//!
//! ```text
//! cargo bench --bench forward_mode
//! ```
#![expect(clippy::inline_always, reason = "`wide` compiles for wide vectors what is inlined")]

#[path = "../examples/adbench/mod.rs"]
mod adbench;
mod measure;

use adbench::bundle::{Scene, reprojection_error, reprojection_jacobian};
use measure::{Effort, Times, conditions, digits, interleaved, program};
use std::hint::black_box;
use wengert::{
    Dual, Element, Matrix, Parameters, Real, Scalar, Shape, Tensor, TensorMap, Vector, dim, hessian, lanes, tensor,
    wide,
};

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

/// Numbers that look like weights.
fn sample<S: Shape>(scale: f32) -> Tensor<f32, S> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        scale * ((state >> 8) as f32 / 8_388_608.0 - 1.0)
    };
    Tensor::from_fn(|_| next())
}

/// Gives each number `K` tangents.
struct Towards<const K: usize>;

impl<const K: usize> TensorMap<Dual<f32, K>> for Towards<K> {
    type Number = f32;
    fn map<S: Shape>(&mut self, x: &Tensor<f32, S>) -> Tensor<Dual<f32, K>, S> {
        x.map(|x| Dual::new(x, core::array::from_fn(|lane| x * (lane as f32 - 1.5))))
    }
}

/// `K` directional derivatives of the loss of a network, by all parameters.
fn network<const K: usize>(effort: Effort) {
    let mlp = Mlp::<f32> { w1: sample(0.2), b1: sample(0.1), w2: sample(0.3), b2: sample(0.1) };
    let x: Tensor<f32, (Batch, Pixels)> = sample(1.0);
    let labels = Tensor::<u8, (Batch,)>::from_fn(|[i]| [7, 4, 1, 8, 5, 2, 9, 6, 3, 0][i % 10]);
    let dual = mlp.map_tensors(&mut Towards::<K>);
    let value = loss(&mlp, &x, &labels).item();
    let with_tangents = loss(&dual, &x, &labels).into_repr();
    assert!((with_tangents.value - value).abs() < 1e-5, "{with_tangents:?} {value}");
    let (_, slope) = wengert::Tape::new().value_and_grad(|m| loss(&m, &x, &labels), &mlp);
    let expected = (slope.w1.as_slice().iter().zip(mlp.w1.as_slice()))
        .chain(slope.b1.as_slice().iter().zip(mlp.b1.as_slice()))
        .chain(slope.w2.as_slice().iter().zip(mlp.w2.as_slice()))
        .chain(slope.b2.as_slice().iter().zip(mlp.b2.as_slice()));
    let expected = expected.map(|(slope, x)| slope * x * (K as f32 - 2.5)).sum::<f32>();
    assert!((expected - with_tangents.tangents[K - 1]).abs() < 1e-4 * (K as f32), "{expected} {with_tangents:?}");

    let mut plain = program(|_| f64::from(loss(black_box(&mlp), black_box(&x), &labels).item()));
    let mut forward =
        program(|_| f64::from(black_box(loss(black_box(&dual), black_box(&x), &labels).into_repr()).value));
    let times = interleaved(effort, &mut [&mut plain, &mut forward]);
    let (products, hidden) = (32.0 * 64.0 * 32.0, 32.0 * 32.0 * 10.0);
    let k = K as f64;
    let ideal = (products * (1.0 + k) + hidden * (1.0 + 2.0 * k)) / ((products + hidden) * k);
    row(&format!("MLP, {K} lanes"), &times, 1.0, &format!("{} = {K} · {:.2}", digits(1.2 * ideal * k), 1.2 * ideal));
}

#[inline(always)]
fn rosenbrock<E: Real, const N: usize>(x: &Vector<E, N>) -> Scalar<E> {
    let mut sum = x.new_tensor(0.0);
    for i in 0..N - 1 {
        let (a, b) = (x.at([i]), x.at([i + 1]));
        sum = sum + 100.0 * (b - a.square()).square() + (1.0 - a).square();
    }
    sum
}

fn valley<const N: usize, const K: usize>(effort: Effort) {
    let x = Vector::<f64, N>::from_fn(|[i]| (0.7 * i as f64 + 0.3).sin());
    let mut plain = program(|_| rosenbrock(black_box(&x)).item());
    let mut forward = program(|_| {
        black_box(wide(
            #[inline(always)]
            || {
                lanes::<K>().jacfwd(
                    #[inline(always)]
                    |x| rosenbrock(&x),
                    black_box(&x),
                )
            },
        ))[[0]]
    });
    let times = interleaved(effort, &mut [&mut plain, &mut forward]);
    row(&format!("Rosenbrock, n = {N}, {K} lanes, `wide`"), &times, 1.0, "");
}

/// How many observations are differentiated at a time: so few that a run is rarely interrupted.
const PART: usize = 499;

fn bundle(effort: Effort) {
    let scene = Scene::read("ba1_n49_m7776_p31843").expect("the file is in data/adbench");
    let mut parts = scene.observations.chunks(PART).cycle();
    let mut plain = program(|_| {
        for seen in parts.next().expect("it never ends") {
            black_box(reprojection_error(black_box(&scene.inputs(seen)), &seen.feature));
        }
        0.0
    });
    let mut parts = scene.observations.chunks(PART).cycle();
    let mut blocks = program(|_| {
        for seen in parts.next().expect("it never ends") {
            black_box(reprojection_jacobian(black_box(&scene.inputs(seen)), &seen.feature));
        }
        0.0
    });
    let times = interleaved(effort, &mut [&mut plain, &mut blocks]);
    row("BA, the blocks of the Jacobian, an observation", &times, 1.0 / PART as f64, "6");

    let scene = Scene {
        cameras: scene.cameras.clone(),
        points: scene.points.clone(),
        observations: scene.observations[..PART].to_vec(),
    };
    let mut errors = program(|_| black_box(scene.errors()).1[0]);
    let mut jacobian = program(|_| black_box(scene.jacobian()).values[0]);
    let times = interleaved(effort, &mut [&mut errors, &mut jacobian]);
    row("BA, the sparse Jacobian, an observation", &times, 1.0 / PART as f64, "6");
}

/// One line of the table.
fn row(what: &str, times: &Times, part: f64, aim: &str) {
    let [plain, forward] = [0, 1].map(|program| digits(times.nanoseconds(program) * part));
    println!("| {what} | {plain} ns | {forward} ns | {} | {aim} |", digits(times.ratio(1, 0)));
}

fn energy<E: Real<Base = f64>>(x: &Vector<E, 32>, a: &Matrix<f64, 32, 32>) -> Scalar<E> {
    0.5 * x.dot(&x.lift(a).mv(x)) + x.logsumexp()
}

fn curvature(effort: Effort) {
    let a = Matrix::<f64, 32, 32>::from_fn(|[i, j]| ((i * j) as f64).cos() + if i == j { 40.0 } else { 0.0 });
    let x = Vector::<f64, 32>::from_fn(|[i]| (0.7 * i as f64 + 0.3).sin());
    let by_hand = |x: &Vector<f64, 32>| {
        let largest = x.as_slice().iter().fold(f64::NEG_INFINITY, |m, &x| m.max(x));
        let mut p = x.into_repr().map(|x| (x - largest).exp());
        let sum: f64 = p.iter().sum();
        for p in &mut p {
            *p /= sum;
        }
        let mut h = a.into_repr();
        for (i, row) in h.iter_mut().enumerate() {
            for (h, p_j) in row.iter_mut().zip(&p) {
                *h -= p[i] * p_j;
            }
            row[i] += p[i];
        }
        h
    };
    let ours = hessian(|x| energy(&x, &a), &x);
    let difference = (ours - tensor(by_hand(&x))).abs().max().item();
    assert!(difference < 1e-13, "{difference}");
    let mut hand = program(|_| black_box(by_hand(black_box(&x)))[0][0]);
    let mut library = program(|_| black_box(hessian(|x| energy(&x, black_box(&a)), black_box(&x)))[[0, 0]]);
    let times = interleaved(effort, &mut [&mut hand, &mut library]);
    row("Hessian of ½xᵀAx + logsumexp, n = 32, against A + diag(p) − p·pᵀ", &times, 1.0, "3");
}

fn main() {
    let Some(effort) = Effort::from_arguments() else { return };
    println!("{}\n", conditions(effort));
    println!("| what | plain | forward | ratio | aim |");
    println!("|---|--:|--:|--:|--:|");
    network::<4>(effort);
    network::<8>(effort);
    network::<16>(effort);
    valley::<10, 8>(effort);
    valley::<10, 10>(effort);
    valley::<100, 8>(effort);
    valley::<100, 16>(effort);
    bundle(effort);
    curvature(effort);
}
