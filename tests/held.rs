//! Parameters that stay on a tape: the same gradients and the same training as with parameters that are copied onto it for
//! each step, bit by bit.
#![cfg(feature = "alloc")]

use allocation_counter::measure;
use wengert::optim::{Adam, AdamW, Sgd, clip_norm, clip_norm_held};
use wengert::{
    Buffers, Dual, Element, FixedTape, Matrix, Parameters, Real, Scalar, Tape, Tensor, Usage, Vector, WengertList,
    stack, tensor,
};

#[derive(Debug, Clone, Copy, PartialEq, Parameters)]
struct Model<E: Element> {
    weight: Matrix<E, 3, 2>,
    bias: [Vector<E, 3>; 2],
    scale: Scalar<E>,
    #[parameters(skip)]
    seed: u8,
}

const START: Model<f64> = Model {
    weight: Tensor::from_repr([[0.5, -0.25], [0.125, 1.5], [-0.75, 0.3]]),
    bias: [Tensor::from_repr([0.1, 0.2, -0.3]), Tensor::from_repr([1.0, -1.0, 0.5])],
    scale: Tensor::from_repr(0.7),
    seed: 7,
};

impl<E: Real<Base = f64>> Model<E> {
    fn loss(&self, step: u32) -> Scalar<E> {
        let t = f64::from(step);
        let x = self.weight.lift(tensor([(0.7 * t).sin(), (1.3 * t).cos()]));
        let hidden = (self.weight.mv(&x) + self.bias[0]).tanh();
        // A constant on a stack keeps an adjoint, and a skipped field is carried along.
        let both = stack([hidden * self.scale, self.bias[1], self.scale.lift(tensor([1.0, 2.0, 3.0]))]);
        (both * both).sum() / f64::from(self.seed)
    }
}

/// Steps by copies, and steps where the parameters lie, with an optimiser each.
macro_rules! trains_alike {
    ($name:ident, $optimiser:expr) => {
        #[test]
        fn $name() {
            let (mut apart, mut tape) = (START, Tape::new());
            let mut optimiser = $optimiser;
            let (mut model, mut other) = (START, Tape::new());
            let mut same = $optimiser;
            let mut held = other.hold(&mut model);
            for step in 0..50 {
                let (loss, mut gradient) = tape.value_and_grad(|model| model.loss(step), &apart);
                assert_eq!(held.value_and_grad(|model| model.loss(step)), loss);
                let flat: Vec<f64> = gradient.leaves().flatten().copied().collect();
                assert_eq!(held.gradient(), flat);
                if step % 2 == 0 {
                    let norms = [clip_norm(&mut gradient, 0.5), clip_norm_held(&mut held, 0.5)];
                    assert!((norms[0] - norms[1]).abs() < 1e-14 * norms[0]);
                    // Sums in another order differ in the last bits.
                    held.each_leaf(|leaf, _, slope| slope.copy_from_slice(gradient.leaf(leaf)));
                }
                optimiser.step(&mut apart, &gradient);
                same.step_held(&mut held);
                if step % 7 == 0 {
                    assert_eq!(*held.parameters(), apart);
                }
            }
            drop(held);
            assert_eq!(model, apart);
            assert_ne!(model, START);
            assert_eq!(other.usage(), tape.usage());
        }
    };
}
trains_alike!(sgd_trains_alike, Sgd::new(&START, 0.05).nesterov(0.9).weight_decay(0.01));
trains_alike!(adam_trains_alike, Adam::new(&START, 0.05));
trains_alike!(adam_w_trains_alike, AdamW::new(&START, 0.05));

#[test]
fn a_fixed_tape_needs_no_more_room() {
    let mut tape = Tape::new();
    let gradient = tape.grad(|model| model.loss(1), &START);
    assert_eq!(tape.usage(), Usage { values: 51, nodes: 9, words: 0 });
    let (mut fixed, mut model) = (FixedTape::<f64, 51, 9>::new(), START);
    let mut held = fixed.hold(&mut model);
    for _ in 0..3 {
        held.value_and_grad(|model| model.loss(1));
        assert_eq!(held.gradient(), gradient.leaves().flatten().copied().collect::<Vec<_>>());
    }
}

#[test]
fn nothing_is_allocated_after_the_first_step() {
    let (mut tape, mut model) = (Tape::new(), START);
    let mut held = tape.hold(&mut model);
    held.value_and_grad(|model| model.loss(0));
    let later = measure(|| {
        for step in 0..1000 {
            held.value_and_grad(|model| model.loss(step));
            held.each_leaf(|_, numbers, slopes| numbers.iter_mut().zip(slopes).for_each(|(p, g)| *p -= 0.01 * *g));
        }
        held.parameters();
    });
    assert_eq!(later.count_total, 0);
}

#[test]
fn gradients_are_added() {
    let (mut tape, mut model) = (Tape::new(), START);
    let gradients = [1, 2, 3].map(|step| tape.grad(|model| model.loss(step), &START));
    let sum: Vec<f64> = (0..10 + 3)
        .map(|i| gradients.iter().map(|gradient| *gradient.leaves().flatten().nth(i).unwrap()).sum())
        .collect();
    let mut held = tape.hold(&mut model);
    held.value_and_grad(|model| model.loss(1));
    for step in [2, 3] {
        held.value_and_add_grad(|model| model.loss(step));
    }
    for (held, sum) in held.gradient().iter().zip(&sum) {
        assert!((held - sum).abs() < 1e-14);
    }
    held.zero_grad();
    assert_eq!(held.gradient(), [0.0; 13]);
}

#[test]
fn what_is_written_into_a_gradient_stays_until_the_next_one() {
    let (mut tape, mut x) = (Tape::new(), tensor([1.0, 2.0]));
    let mut held = tape.hold(&mut x);
    held.gradient().fill(7.0);
    held.value_and_grad(|x| x.sum());
    assert_eq!(held.gradient(), [1.0, 1.0]);
    // Weight decay first, then a batch.
    held.zero_grad();
    held.each_leaf(|_, numbers, gradient| gradient.iter_mut().zip(numbers).for_each(|(g, p)| *g = 0.5 * *p));
    held.value_and_add_grad(|x| x.at([0]));
    assert_eq!(held.gradient(), [1.5, 1.0]);
    held.value_and_grad(|x| x.at([0]));
    assert_eq!(held.gradient(), [1.0, 0.0]);
    held.gradient().fill(f64::NAN);
    drop(held);
    assert_eq!(tape.grad(|x| x.sum(), &tensor([0.0; 3])), tensor([1.0; 3]));
}

/// What the function does with the tape beside its result leaves nothing behind.
#[test]
fn what_a_function_leaves_on_the_tape_is_gone() {
    let (mut tape, mut x) = (Tape::new(), tensor([1.0, 2.0]));
    let mut held = tape.hold(&mut x);
    for _ in 0..3 {
        let y = held.value_and_grad(|x| {
            let other = x.tape().var(&tensor([3.0, 4.0]));
            (x * other).sum().backward();
            assert_eq!(other.grad(), tensor([1.0, 2.0]));
            assert_eq!(x.grad(), tensor([3.0, 4.0]));
            (x * other).sum()
        });
        assert_eq!(y, 11.0);
        assert_eq!(held.gradient(), [3.0, 4.0]);
    }
    // A function that returns a constant has no gradient.
    held.value_and_grad(|x| x.new_tensor(1.0));
    assert_eq!(held.gradient(), [0.0, 0.0]);
}

#[test]
fn a_second_derivative_by_duals_that_are_held() {
    let mut x = tensor([Dual::new(2.0, [1.0]), Dual::new(3.0, [0.0])]);
    let mut tape = Tape::new();
    let mut held = tape.hold(&mut x);
    for _ in 0..2 {
        held.value_and_grad(|x| (x * x * x).sum());
        assert_eq!(held.gradient(), [Dual::new(12.0, [12.0]), Dual::new(27.0, [0.0])]);
    }
}

fn too_small<B: Buffers<f64>>(tape: &mut WengertList<f64, B>) {
    let mut x = tensor([1.0, 2.0]);
    let mut held = tape.hold(&mut x);
    held.each_leaf(|_, numbers, _| numbers[0] = 5.0);
    let run = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| held.value_and_grad(|x| x.exp().sum())));
    let message = *run.unwrap_err().downcast::<String>().unwrap();
    assert_eq!(message, "the fixed tape is full: VALUES must be at least 4 for the next operation, it is 3");
    assert_eq!(held.value_and_grad(|x| x.at([0])), 5.0, "and can be used again");
    drop(held);
    assert_eq!(x, tensor([5.0, 2.0]));
}

#[test]
fn a_full_tape_keeps_the_parameters() {
    too_small(&mut FixedTape::<f64, 3, 2>::new());
}

#[test]
#[should_panic(expected = "it returned one of another tape")]
fn the_result_lies_on_the_same_tape() {
    let (mut tape, other, mut x) = (Tape::new(), Tape::new(), tensor(1.0));
    // A leaked tape lives as long as one likes.
    let other: &'static Tape<f64> = Box::leak(Box::new(other));
    tape.hold(&mut x).value_and_grad(|_| other.var(&tensor(1.0)));
}
