//! What a gradient costs, and whether two ways to it agree.

use crate::data::{Digit, batch};
use crate::model::{Batch, Mlp};
use rand::{RngExt, rngs::StdRng};
use std::hint::black_box;
use std::time::{Duration, Instant};
use wengert::{Parameters, Shape, Tape, Tensor, TensorMap, jvp};

/// An odd number, so that there is a median.
pub(crate) const RUNS: usize = 2001;

/// The median times of the plain loss of a batch and of its gradient, run in turn, so that other work on the machine
/// disturbs both alike.
pub(crate) fn times(model: &Mlp<f32>, digits: &[Digit], tape: &mut Tape<f32>) -> [Duration; 2] {
    let (images, labels) = batch::<Batch>(digits);
    let mut times = vec![[Duration::ZERO; 2]; RUNS];
    for [plain, gradient] in &mut times {
        *plain = time(|| black_box(model).loss(&images, &labels));
        *gradient = time(|| tape.value_and_grad(|model| model.loss(&images, &labels), black_box(model)));
    }
    [0, 1].map(|which| {
        let (_, median, _) = times.select_nth_unstable_by_key(RUNS / 2, |times| times[which]);
        median[which]
    })
}

fn time<T>(f: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(f());
    start.elapsed()
}

/// The derivative of the loss in a random direction, by forward mode and by reverse mode: one run on dual numbers, and
/// the gradient times the direction. The same code as in training, here in f64.
pub(crate) fn both_modes(model: &Mlp<f32>, digits: &[Digit], rng: &mut StdRng) -> [f64; 2] {
    let (images, labels) = batch::<Batch>(digits);
    let (model, images) = (model.map_tensors(&mut Widen), images.map(f64::from));
    let direction = model.map_with(|_| rng.random_range(-1.0..1.0));
    let (_, forward) = jvp(|model| model.loss(&images, &labels), &model, &direction);
    let slope = Tape::new().grad(|model| model.loss(&images, &labels), &model);
    [forward.item(), dot(&slope, &direction)]
}

/// f32 to f64.
struct Widen;

impl TensorMap<f64> for Widen {
    type Number = f32;
    fn map<S: Shape>(&mut self, x: &Tensor<f32, S>) -> Tensor<f64, S> {
        x.map(f64::from)
    }
}

/// The scalar product of two structures.
fn dot<P: Parameters<Number = f64>>(a: &P, b: &P) -> f64 {
    let mut sum = 0.0;
    a.zip_with(b, |a, b| {
        sum += a * b;
        sum // what the walk builds is not needed
    });
    sum
}
