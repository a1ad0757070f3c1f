//! Forward against reverse accumulation, in time and memory, each as a multiple of the plain program.
//!
//! ```text
//! cargo bench --bench forward_against_reverse
//! cargo bench --bench forward_against_reverse -- --quick
//! ```
//!
//! It prints Markdown. Every function is written once, and its runs in the three modes must agree before they are timed.
#![expect(clippy::inline_always, reason = "a link is one line of the loop of its chain, not a function of its own")]

mod measure;
mod memory;

use measure::{Effort, Program, conditions, digits, interleaved, program, quantiles};
use memory::{Memory, note_depth, on_small_stack};
use std::hint::black_box;
use wengert::{Dual, Function, Node, Real, Scalar, Tape, Usage, Vector, jvp, tensor};

fn main() {
    let Some(effort) = Effort::from_arguments() else { return };
    println!("# Forward against reverse\n");
    println!("Command: `cargo bench --bench forward_against_reverse`. {}", conditions(effort));
    let nothing = interleaved(effort, &mut [&mut program(|zero| zero)]).nanoseconds(0);
    println!(
        "Times are medians, ratios medians of the ratios of runs that took turns. Each run's argument depends on the \
         result of the run before, so that runs do not overlap; a run of nothing measures as {} ns, which is not \
         subtracted.",
        digits(nothing)
    );
    chains(effort);
    sums(effort);
}

// --- Long programs: chains of operations on one number ---------------------------------------------------------------

/// One operation of a chain.
trait Link: Copy + Send + Sync {
    /// What it computes.
    const NAME: &'static str;
    /// How many constants it brings onto a tape.
    const CONSTANTS: usize;
    fn link<E: Real>(y: &Scalar<E>) -> Scalar<E>;
}

/// About the cheapest operation there is: what differentiation costs besides arithmetic shows in full.
#[derive(Clone, Copy)]
struct Product;
impl Link for Product {
    const NAME: &'static str = "0.999 · y";
    const CONSTANTS: usize = 1;
    #[inline(always)]
    fn link<E: Real>(y: &Scalar<E>) -> Scalar<E> {
        0.999 * y
    }
}

/// An operation that takes a while.
#[derive(Clone, Copy)]
struct Sine;
impl Link for Sine {
    const NAME: &'static str = "sin y";
    const CONSTANTS: usize = 0;
    #[inline(always)]
    fn link<E: Real>(y: &Scalar<E>) -> Scalar<E> {
        y.sin()
    }
}

/// The same operation, which also says how deep the stack is.
#[derive(Clone, Copy)]
struct Watched<L>(L);
impl<L: Link> Link for Watched<L> {
    const NAME: &'static str = L::NAME;
    const CONSTANTS: usize = L::CONSTANTS;
    #[inline(always)]
    fn link<E: Real>(y: &Scalar<E>) -> Scalar<E> {
        note_depth();
        L::link(y)
    }
}

/// A function ℝ → ℝ: the same operation again and again.
#[derive(Clone, Copy)]
struct Chain<L> {
    link: L,
    links: usize,
}

impl<L: Link> Function<Scalar<f64>, ()> for Chain<L> {
    fn call<E: Real<Base = f64>>(&self, x: Scalar<E>) -> Scalar<E> {
        let mut y = x;
        for _ in 0..self.links {
            y = L::link(&y);
        }
        y
    }
}

impl<L: Link> Chain<L> {
    /// What the chain needs of a tape: one value for the variable, and for each link one for its result and one for each
    /// of its constants; one node for each link.
    fn prediction(&self) -> Usage {
        Usage { values: 1 + self.links * (1 + L::CONSTANTS), nodes: self.links, words: 0 }
    }

    /// The bytes of that, written out: numbers and their adjoints, nodes, words.
    fn predicted_bytes(&self) -> usize {
        let Usage { values, nodes, words } = self.prediction();
        2 * values * size_of::<f64>() + nodes * size_of::<Node<f64>>() + 4 * words
    }
}

/// The stack of the threads in which forward mode runs to show how little it needs.
const SMALL_STACK: usize = 64 << 10;

const X: f64 = 0.7;

/// Value and derivative by forward mode.
fn forward<L: Link>(chain: &Chain<L>, x: f64) -> (f64, f64) {
    let (value, derivative) = jvp(|x| chain.call(x), &tensor(x), &tensor(1.0));
    (value.item(), derivative.item())
}

/// Value and derivative by reverse mode.
fn reverse<L: Link>(chain: &Chain<L>, tape: &mut Tape<f64>, x: f64) -> (f64, f64) {
    let (value, gradient) = tape.value_and_grad(|x| chain.call(x), &tensor(x));
    (value, gradient.item())
}

/// Forward mode on a small stack: value and derivative, and its memory.
fn forward_memory<L: Link>(chain: Chain<L>) -> ((f64, f64), Memory) {
    let watched = Chain { link: Watched(chain.link), links: chain.links };
    on_small_stack(SMALL_STACK, move || forward(&watched, X))
}

/// Reverse mode with a tape of exactly the predicted size: value and derivative, what it used, and the heap it took.
fn reverse_memory<L: Link>(chain: Chain<L>) -> ((f64, f64), Usage, u64) {
    let (mut result, mut used) = ((0.0, 0.0), Usage::default());
    let heap = allocation_counter::measure(|| {
        let mut tape = Tape::with_capacity(chain.prediction());
        result = reverse(&chain, &mut tape, X);
        used = tape.usage();
        assert_eq!(tape.capacity(), used);
    });
    (result, used, heap.bytes_max)
}

/// Equal but for rounding, which adds up along a chain.
fn assert_near(what: &str, x: f64, expected: f64) {
    assert!((x - expected).abs() <= 1e-10 * expected.abs(), "the {what} should be {expected}, but it is {x}");
}

/// One line of the table: a chain of so many links. Gives the memory of forward mode, and the spreads of the ratios.
fn chain_row<L: Link>(effort: Effort, link: L, links: usize) -> (Memory, [f64; 2]) {
    let chain = Chain { link, links: black_box(links) };

    let (by_forward, memory) = forward_memory(chain);
    let (by_reverse, used, heap) = reverse_memory(chain);
    let value = chain.call(tensor(X)).item();
    assert_near("value by forward mode", by_forward.0, value);
    assert_near("value by reverse mode", by_reverse.0, value);
    assert_near("derivative by reverse mode", by_reverse.1, by_forward.1);
    assert_eq!(used, chain.prediction());
    assert_eq!(used.bytes::<f64>(), chain.predicted_bytes());
    // Where numbers and adjoints take 4 KiB each begins at a cache line.
    let lines = if used.values * size_of::<f64>() < 4096 { 0 } else { 2 * 64 };
    assert_eq!(heap, (chain.predicted_bytes() + lines) as u64);
    assert_eq!(memory.heap, 0);

    let mut tape = Tape::with_capacity(chain.prediction());
    let mut plain_run = program(|zero| chain.call(tensor(X + zero)).item());
    let mut forward_run = program(|zero| black_box(forward(&chain, X + zero)).1);
    let mut reverse_run = program(|zero| black_box(reverse(&chain, &mut tape, X + zero)).1);
    let times = interleaved(effort, &mut [&mut plain_run, &mut forward_run, &mut reverse_run]);

    println!(
        "| {} | {links} | {} | {} | {} | {} | {} | {} B | {} B | {} B | {} B | {heap} B |",
        L::NAME,
        digits(times.ratio(1, 0)),
        digits(times.ratio(2, 0)),
        digits(times.nanoseconds(0)),
        digits(times.nanoseconds(1)),
        digits(times.nanoseconds(2)),
        memory.stack,
        memory.heap,
        chain.predicted_bytes(),
        used.bytes::<f64>(),
    );
    (memory, [times.spread(1, 0), times.spread(2, 0)])
}

/// Chains of one kind. The memory of forward mode is the same for all of them. Gives the spreads of the ratios.
fn chains_of<L: Link>(effort: Effort, link: L) -> Vec<f64> {
    let rows = [1, 10, 100, 1_000, 10_000].map(|links| chain_row(effort, link, links));
    assert!(rows.iter().all(|row| row.0 == rows[0].0), "forward mode grows with the program: {rows:?}");
    rows.iter().flat_map(|row| row.1).collect()
}

fn chains(effort: Effort) {
    println!("\n## A chain of N operations on one number\n");
    println!(
        "The memory of reverse mode follows a formula, with c the constants that each operation brings along (0 for sin, \
         1 for a product with a literal):\n\n\
         values = 1 + N·(1 + c), nodes = N, words = 0\n\
         bytes = 2 · values · {} + nodes · {} + 4 · words\n\n\
         *Formula*, *used* (`Usage::bytes`) and *allocated* (counted by the allocator for a tape of that capacity, with two \
         cache lines more from 4 KiB of values on) are \
         checked to be equal. The memory of forward mode is checked to be the same for every N: its *heap* is counted by \
         the allocator; its *stack* is the distance from the frame that calls it to the deepest address of a local \
         variable noted at each operation, and each run had a thread with a stack of {} KiB to itself. Its state is {} \
         bytes (`Dual<f64, 1>`), where that of the plain program is {}.\n",
        size_of::<f64>(),
        size_of::<Node<f64>>(),
        SMALL_STACK >> 10,
        size_of::<Dual<f64, 1>>(),
        size_of::<f64>(),
    );
    println!(
        "| operation | N | forward / plain | reverse / plain | plain, ns | forward, ns | reverse, ns | \
         forward: stack | heap | reverse: formula | used | allocated |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    let spreads = [chains_of(effort, Product), chains_of(effort, Sine)];
    print_spread(spreads.into_iter().flatten());
}

// --- Wide programs: gradients by n variables -------------------------------------------------------------------------

/// A function ℝⁿ → ℝ: ln Σ exp xᵢ. Its gradient is softmax.
fn log_sum_exp<E: Real, const N: usize>(x: &Vector<E, N>) -> Scalar<E> {
    x.exp().sum().ln()
}

/// The gradient by forward mode, in ⌈n/K⌉ runs with `K` directions each.
fn gradient_by_forward<const N: usize, const K: usize>(
    f: impl Fn(&Vector<Dual<f64, K>, N>) -> Scalar<Dual<f64, K>>,
    x: &Vector<f64, N>,
) -> Vector<f64, N> {
    let mut dual = Vector::from_fn(|i| Dual::constant(x[i]));
    let mut gradient = Vector::zeros();
    for first in (0..N).step_by(K) {
        let lanes = first..N.min(first + K);
        for (lane, i) in lanes.clone().enumerate() {
            dual[[i]] = Dual::variable(x[[i]], lane);
        }
        // A run computes the value too, like those it is compared with.
        let y = black_box(f(black_box(&dual))).into_repr();
        for (lane, i) in lanes.enumerate() {
            gradient[[i]] = y.tangents[lane];
            dual[[i]] = Dual::constant(x[[i]]);
        }
    }
    gradient
}

/// Where the gradient is taken: at no place that is special for exp or ln.
fn point<const N: usize>() -> Vector<f64, N> {
    Vector::from_fn(|[i]| (0.7 * i as f64 + 0.3).sin())
}

/// A point to which a number is added in its first element, again and again.
struct Moving<const N: usize> {
    first: f64,
    x: Vector<f64, N>,
}

impl<const N: usize> Moving<N> {
    fn from(x: Vector<f64, N>) -> Self {
        Moving { first: x[[0]], x }
    }

    fn by(&mut self, number: f64) -> &Vector<f64, N> {
        self.x[[0]] = self.first + number;
        black_box(&self.x)
    }
}

/// The numbers of directions at once that are compared.
const LANES: [usize; 2] = [1, 8];

/// What a line of the table says that is needed below it.
struct Row {
    variables: usize,
    /// How many times longer forward mode takes than reverse mode, for each number of directions.
    forward_to_reverse: [f64; LANES.len()],
    spreads: [f64; 3],
}

/// One line of the table: a sum of so many terms.
fn sum_row<const N: usize>(effort: Effort) -> Row {
    const { assert!(LANES[0] == 1 && LANES[1] == 8) }
    let x = point::<N>();
    let mut tape = Tape::new();
    let expected = x.softmax::<0>();
    let gradients = [
        ("forward, K = 1", gradient_by_forward::<N, 1>(log_sum_exp, &x)),
        ("forward, K = 8", gradient_by_forward::<N, 8>(log_sum_exp, &x)),
        ("reverse", tape.grad(|x| log_sum_exp(&x), &x)),
    ];
    for (mode, gradient) in gradients {
        let difference = (gradient - expected).abs().max();
        assert!(difference <= 1e-13, "{mode}: the gradient is not softmax but differs by {difference:?}");
    }

    let [mut a, mut b, mut c, mut d] = [x; 4].map(Moving::from);
    let mut plain = program(|zero| log_sum_exp(a.by(zero)).item());
    let mut single = program(|zero| black_box(gradient_by_forward::<N, 1>(log_sum_exp, b.by(zero)))[[0]]);
    let mut eightfold = program(|zero| black_box(gradient_by_forward::<N, 8>(log_sum_exp, c.by(zero)))[[0]]);
    let mut reverse = program(|zero| {
        let (_, gradient) = black_box(tape.value_and_grad(|x| log_sum_exp(&x), d.by(zero)));
        gradient[[0]]
    });
    let runs: &mut [Program<'_>] = &mut [&mut plain, &mut single, &mut eightfold, &mut reverse];
    let times = interleaved(effort, runs);
    println!(
        "| {N} | {} | {} | {} | {} | {} | {} | {} |",
        digits(times.ratio(1, 0)),
        digits(times.ratio(2, 0)),
        digits(times.ratio(3, 0)),
        digits(times.nanoseconds(0)),
        digits(times.nanoseconds(1)),
        digits(times.nanoseconds(2)),
        digits(times.nanoseconds(3)),
    );
    Row {
        variables: N,
        forward_to_reverse: [times.ratio(1, 3), times.ratio(2, 3)],
        spreads: [1, 2, 3].map(|program| times.spread(program, 0)),
    }
}

fn sums(effort: Effort) {
    println!("\n## The gradient of ln Σ exp xᵢ by n variables\n");
    println!("Forward mode runs the function ⌈n/K⌉ times, with K directions at once; reverse mode runs it once.\n");
    println!(
        "| n | forward, K = 1 / plain | forward, K = 8 / plain | reverse / plain | plain, ns | K = 1, ns | K = 8, ns | \
         reverse, ns |"
    );
    println!("|--:|--:|--:|--:|--:|--:|--:|--:|");
    let rows = [
        sum_row::<1>(effort),
        sum_row::<2>(effort),
        sum_row::<3>(effort),
        sum_row::<4>(effort),
        sum_row::<6>(effort),
        sum_row::<8>(effort),
        sum_row::<12>(effort),
        sum_row::<16>(effort),
        sum_row::<32>(effort),
        sum_row::<64>(effort),
        sum_row::<128>(effort),
        sum_row::<256>(effort),
        sum_row::<512>(effort),
        sum_row::<1000>(effort),
    ];
    print_spread(rows.iter().flat_map(|row| row.spreads));
    println!();
    for (lanes, k) in LANES.iter().enumerate() {
        // From the end: the first size from which on reverse mode stays faster.
        let slower = rows.iter().rposition(|row| row.forward_to_reverse[lanes] <= 1.0);
        let crossing = match slower {
            None => "for every n".to_string(),
            Some(last) if last + 1 == rows.len() => "for no n here".to_string(),
            Some(last) => {
                format!("from n = {} on (up to n = {} it is not)", rows[last + 1].variables, rows[last].variables)
            }
        };
        println!("- Reverse mode is faster than forward mode with K = {k} {crossing}.");
    }
}

/// How far the ratios of a table can be trusted.
fn print_spread(spreads: impl Iterator<Item = f64>) {
    let [middle, nine_tenths] = quantiles(spreads, [0.5, 0.9]);
    println!(
        "\nThe interquartile range over the turns is {:.1} % of the ratio in the median cell, and below {:.1} % in nine \
         cells of ten.",
        100.0 * middle,
        100.0 * nine_tenths,
    );
}
