//! A million steps of training on one tape: it does not grow, nothing is allocated, and every bit is what a fresh tape
//! for each step gives.
#![cfg(feature = "alloc")]

use allocation_counter::measure;
use wengert::optim::Adam;
use wengert::{
    Buffers, Element, FixedTape, Parameters, Real, Scalar, Tape, Tensor, Usage, Vector, WengertList, tensor,
};

const STEPS: u32 = 1_000_000;

/// Two features, and a parameter for each.
#[derive(Debug, Clone, Copy, PartialEq, Parameters)]
struct Neuron<E: Element> {
    weight: Vector<E, 2>,
    bias: Scalar<E>,
}

impl<E: Real<Base = f64>> Neuron<E> {
    fn loss(&self, x: &Vector<f64, 2>, y: f64) -> Scalar<E> {
        let residual = (self.weight.dot(&self.weight.lift(*x)) + self.bias).tanh() - self.bias.lift(tensor(y));
        residual * residual
    }
}

#[derive(Debug, Clone, Copy)]
struct Training {
    model: Neuron<f64>,
    optimiser: Adam<Neuron<f64>>,
    step: u32,
}

impl Training {
    fn new() -> Self {
        let model = Neuron { weight: Tensor::zeros(), bias: Tensor::zeros() };
        Training { model, optimiser: Adam::new(&model, 1e-3), step: 0 }
    }

    /// A step on a sample that no other step has.
    fn step<B: Buffers<f64>>(&mut self, tape: &mut WengertList<f64, B>) {
        let t = f64::from(self.step);
        let x = tensor([(0.7 * t).sin(), (1.3 * t).cos()]);
        let y = (0.5 * x[[0]] - 0.8 * x[[1]] + 0.1).tanh();
        let gradient = tape.grad(|model| model.loss(&x, y), &self.model);
        self.optimiser.step(&mut self.model, &gradient);
        self.step += 1;
    }

    /// Everything that one step leaves to the next, bit by bit.
    fn bits(&self) -> [u64; 9] {
        let structures = [&self.model, &self.optimiser.moments.mean, &self.optimiser.moments.square];
        let mut numbers = structures.into_iter().flat_map(Parameters::leaves).flatten();
        std::array::from_fn(|_| numbers.next().expect("there are nine numbers").to_bits())
    }
}

#[test]
fn a_million_steps_on_one_tape_are_a_million_steps_on_fresh_ones() {
    let (mut training, mut tape) = (Training::new(), Tape::new());
    training.step(&mut tape);
    let (usage, capacity) = (tape.usage(), tape.capacity());

    let later = measure(|| (1..STEPS).for_each(|_| training.step(&mut tape)));

    assert_eq!((later.count_total, later.bytes_max), (0, 0), "a step after the first allocates");
    assert_eq!((tape.usage(), tape.capacity()), (usage, capacity), "the tape grows");
    assert_eq!((training.step, training.optimiser.moments.steps), (STEPS, STEPS));
    let learned = Neuron { weight: tensor([0.5, -0.8]), bias: tensor(0.1) };
    let error = training.model.zip_with(&learned, |found, sought| (found - sought).abs());
    assert!(error.leaves().flatten().all(|error| *error < 1e-6), "{:?}", training.model);

    let mut fresh = Training::new();
    (0..STEPS).for_each(|_| fresh.step(&mut Tape::new()));
    assert_eq!(training.bits(), fresh.bits());
}

/// The first steps one by one, where a difference would be seen at once; and a tape in place beside the others.
#[test]
fn each_step_is_that_of_a_fresh_tape() {
    const USAGE: Usage = Usage { values: 11, nodes: 5, words: 0 };
    let mut tape = Tape::new();
    let mut fixed = FixedTape::<f64, { USAGE.values }, { USAGE.nodes }, { USAGE.words }>::new();
    let mut trainings = [Training::new(); 3];
    for _ in 0..1000 {
        let [one, in_place, fresh] = &mut trainings;
        one.step(&mut tape);
        in_place.step(&mut fixed);
        fresh.step(&mut Tape::new());
        assert_eq!(one.bits(), fresh.bits());
        assert_eq!(in_place.bits(), fresh.bits());
    }
    assert_eq!(tape.usage(), USAGE);
}
