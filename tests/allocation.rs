//! Training allocates in its first step and never again, and a tape takes the memory it was asked to take.

use allocation_counter::measure;
use wengert::optim::Sgd;
use wengert::{
    Buffers, Dual, FixedTape, Matrix, Real, Scalar, Tape, Tensor, Usage, Vector, WengertList, derivative, jvp, tensor,
};

/// Weights and biases of a network with one hidden layer, 64-32-10.
type Mlp<E> = (Matrix<E, 64, 32>, Vector<E, 32>, Matrix<E, 32, 10>, Vector<E, 10>);

fn loss<E: Real>((w1, b1, w2, b2): &Mlp<E>, images: &Matrix<E::Base, 32, 64>, labels: &Vector<u8, 32>) -> Scalar<E> {
    let hidden = (w1.lift(images).mm(w1) + b1).tanh();
    (hidden.mm(w2) + b2).cross_entropy(labels)
}

/// What changes during training, and a batch of data.
struct Training {
    model: Mlp<f32>,
    optimiser: Sgd<Mlp<f32>>,
    images: Matrix<f32, 32, 64>,
    labels: Vector<u8, 32>,
}

impl Training {
    fn new() -> Self {
        let model = (Tensor::from_fn(wave), Tensor::zeros(), Tensor::from_fn(wave), Tensor::zeros());
        let optimiser = Sgd::new(&model, 0.05).momentum(0.9);
        let labels = Vector::<u8, 32>::from_fn(|[row]| [3, 1, 4, 1, 5, 9, 2, 6][row % 8]);
        Training { model, optimiser, images: Tensor::from_fn(wave), labels }
    }

    /// A gradient, and an update of an optimiser that has a state.
    fn step<B: Buffers<f32>>(&mut self, tape: &mut WengertList<f32, B>) -> f32 {
        let (loss, slope) = tape.value_and_grad(|model| loss(&model, &self.images, &self.labels), &self.model);
        self.optimiser.step(&mut self.model, &slope);
        loss
    }
}

/// Numbers of either sign, no two rows alike.
fn wave([i, j]: [usize; 2]) -> f32 {
    (0.7 * i as f32 + 1.3 * (j * j) as f32).sin()
}

#[test]
fn only_the_first_training_step_allocates() {
    let (mut training, mut tape) = (Training::new(), Tape::new());
    let (mut before, mut after) = (0.0, 0.0);

    let first = measure(|| before = training.step(&mut tape));
    let later = measure(|| {
        for _ in 0..100 {
            after = training.step(&mut tape);
        }
    });

    assert!(first.count_total > 0, "the tape grows in the first step");
    assert_eq!(later.count_total, 0);
    assert!(after < before, "the steps descend, from {before} to {after}");
}

/// What a tape takes from the allocator: its bytes, and a cache line more for numbers and for adjoints where these take 4 KiB.
fn allocated<T: 'static>(usage: Usage) -> u64 {
    let lines = if usage.values * size_of::<T>() < 4096 { 0 } else { 2 * 64 };
    (usage.bytes::<T>() + lines) as u64
}

#[test]
fn a_tape_with_capacity_allocates_its_bytes_and_no_more() {
    let mut training = Training::new();
    let mut pattern = Tape::new();
    training.step(&mut pattern);
    let usage = pattern.usage();
    let mut tape = None;

    let making = measure(|| tape = Some(Tape::with_capacity(usage)));
    let mut tape = tape.expect("the tape was made");
    let steps = measure(|| {
        for _ in 0..100 {
            training.step(&mut tape);
        }
    });

    assert_eq!(making.bytes_total, allocated::<f32>(usage));
    assert_eq!(making.bytes_current, making.bytes_total.cast_signed());
    assert_eq!(steps.count_total, 0);
    assert_eq!((tape.usage(), tape.capacity()), (usage, usage));
}

/// Vector registers that lie in two cache lines are read and written twice, so that a gradient took up to an eighth longer.
#[test]
fn many_numbers_begin_where_a_cache_line_does() {
    for _ in 0..20 {
        let mut tape = Tape::new();
        let mut x = Box::new(Vector::<f32, 2048>::ones());
        let mut held = tape.hold(&mut *x);
        held.value_and_grad(|x| x.square().sum());
        held.each_leaf(|_, numbers, gradient| {
            assert_eq!((numbers.as_ptr().addr() % 64, gradient.as_ptr().addr() % 64), (0, 0));
            assert_eq!((numbers[2047], gradient[2047]), (1.0, 2.0));
        });
        // Those of other sizes lie where they do.
        let mut x = [Tensor::<_, ()>::full(Dual::<f64, 2>::variable(3.0, 1)); 200];
        let mut tape = Tape::new();
        let mut held = tape.hold(&mut x);
        held.value_and_grad(|x| x.into_iter().fold(x[0], |sum, x| sum + x * x));
        assert_eq!(held.gradient()[199], Dual::new(6.0, [0.0, 2.0]));
    }
}

#[test]
fn the_plain_the_forward_and_the_fixed_reverse_mode_never_allocate() {
    let mut training = Training::new();

    let never = measure(|| {
        let Training { model, images, labels, .. } = &training;
        let plain = loss(model, images, labels);
        let (forward, _) = jvp(|model| loss(&model, images, labels), model, model);
        let reverse = training.step(&mut FixedTape::<f32, 9000, 6, 32>::new());
        assert!((plain - forward).item().abs() < 1e-5);
        assert!((plain.item() - reverse).abs() < 1e-6);
    });

    assert_eq!(never.count_total, 0);
}

/// sin, applied so many times and added up.
fn chain<E: Real>(x: Scalar<E>, operations: usize) -> Scalar<E> {
    let (mut x, mut sum) = (x, x);
    for _ in 0..operations / 2 {
        x = x.sin();
        sum = sum + x;
    }
    sum
}

#[test]
fn the_memory_of_forward_mode_does_not_depend_on_the_number_of_operations() {
    for operations in [10, 1_000, 100_000] {
        // The same small stack for all: it would not hold 100 000 numbers.
        let run = move || {
            let heap = measure(|| assert!(derivative(|x| chain(x, operations), 0.5_f64).is_finite()));
            assert_eq!(heap.count_total, 0);
        };
        std::thread::Builder::new().stack_size(128 << 10).spawn(run).unwrap().join().unwrap();
    }
}

#[test]
fn a_tape_that_grows_is_at_most_the_next_doubling() {
    for operations in [10, 1_000, 100_000] {
        let mut usage = Usage::default();
        let grown = measure(|| {
            let mut tape = Tape::new();
            tape.grad(|x| chain(x, operations), &tensor(0.5));
            usage = tape.usage();
            let capacity = tape.capacity();
            assert!(capacity.values < 2 * usage.values && capacity.nodes < 2 * usage.nodes);
        });
        assert_eq!(usage, Usage { values: operations + 1, nodes: operations, words: 0 });
        // While a buffer moves, its old place is still taken: at most half of the new one.
        let bytes = allocated::<f64>(usage);
        assert!(grown.bytes_max <= 3 * bytes, "{} for {bytes}", grown.bytes_max);

        let exact = measure(|| {
            let mut tape = Tape::with_capacity(usage);
            tape.grad(|x| chain(x, operations), &tensor(0.5));
        });
        assert_eq!(exact.bytes_max, bytes);
        assert_eq!(exact.bytes_total, bytes);
    }
}
