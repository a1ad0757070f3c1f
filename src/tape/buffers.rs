//! Where a tape keeps its numbers: on the heap, or in place.

use crate::number::Float;
use crate::tape::Node;

/// How much of each buffer is in use, or needed.
///
/// ```
/// use wengert::*;
///
/// let tape = Tape::<f64>::new();
/// let x = tape.var(&tensor([1.0, 2.0]));
/// let y = (x * x).sum();
/// let usage = tape.usage();
/// assert_eq!(usage, Usage { values: 2 + 2 + 1, nodes: 2, words: 0 });
/// // Two numbers for each value (itself and its adjoint), and a node for each operation:
/// assert_eq!(usage.bytes::<f64>(), 5 * 2 * 8 + 2 * size_of::<Node<f64>>());
/// # let _ = y;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// Numbers: variables, constants, results, and what operations save.
    pub values: usize,
    /// Recorded operations.
    pub nodes: usize,
    /// Run-time parameters of operations.
    pub words: usize,
}

impl Usage {
    /// The memory for this much: for each value the number and its adjoint, for each operation a node, for each word
    /// four bytes.
    ///
    /// bytes = 2 · values · `size_of::<T>()` + nodes · `size_of::<Node<T>>()` + 4 · words
    #[must_use]
    pub const fn bytes<T: 'static>(&self) -> usize {
        2 * self.values * size_of::<T>() + self.nodes * size_of::<Node<T>>() + 4 * self.words
    }
}

/// All buffers of a tape, each as long as its capacity.
#[derive(Debug)]
pub struct Slices<'a, T: 'static> {
    /// The numbers.
    pub(super) values: &'a mut [T],
    /// Their adjoints, in the same places.
    pub(super) adjoints: &'a mut [T],
    /// The operations.
    pub(super) nodes: &'a mut [Option<Node<T>>],
    /// The operations' run-time parameters.
    pub(super) words: &'a mut [u32],
}

/// Where a tape keeps its numbers: [`Heap`] or [`Fixed`].
#[diagnostic::on_unimplemented(
    message = "a tape cannot be kept in `{Self}` here",
    label = "no such tape",
    note = "it is `Heap<T>` or `Fixed<T, VALUES, NODES, WORDS>`, as in `Held<'_, f32, Fixed<f32, 64, 8, 0>, Model<f32>>`: not the tape, which is kept in it",
    note = "`Tape` on the heap needs the feature `std` or `alloc`; without an allocator use `FixedTape<T, VALUES, NODES>`"
)]
pub trait Buffers<T: 'static>: 'static {
    /// Whether the list is kept as a graph, to be evaluated again: see [`Kept`](crate::Kept).
    const GRAPH: bool = false;
    /// Whether operations on scalars are recorded where they stand: faster, for more code.
    const INLINE: bool = false;
    /// All buffers.
    fn slices(&mut self) -> Slices<'_, T>;
    /// The numbers and their adjoints, to read.
    fn numbers(&self) -> (&[T], &[T]);
    /// How much the buffers hold.
    fn capacity(&self) -> Usage;
    /// Makes room for at least `need`.
    ///
    /// # Panics
    /// Where there is no more room, naming the buffer, what was needed and what there is.
    fn grow(&mut self, need: Usage);
}

/// The longest that a buffer gets: nodes keep places in 31 bits.
pub(super) const LIMIT: usize = usize::MAX >> usize::BITS.saturating_sub(31);

/// Buffers on the heap, which grow as needed and are kept for the next recording.
#[derive(Debug)]
pub struct Heap<T: 'static> {
    #[cfg(feature = "alloc")]
    values: Numbers<T>,
    #[cfg(feature = "alloc")]
    adjoints: Numbers<T>,
    #[cfg(feature = "alloc")]
    nodes: alloc::vec::Vec<Option<Node<T>>>,
    #[cfg(feature = "alloc")]
    words: alloc::vec::Vec<u32>,
    #[cfg(not(feature = "alloc"))]
    _numbers: core::marker::PhantomData<T>,
}

#[cfg(feature = "alloc")]
impl<T: Float> Heap<T> {
    pub(super) const fn new() -> Self {
        use alloc::vec::Vec;
        Heap { values: Numbers::new(), adjoints: Numbers::new(), nodes: Vec::new(), words: Vec::new() }
    }
}

/// How many bytes of a cache line lie side by side. A vector register that lies in two of them is read and written twice.
#[cfg(feature = "alloc")]
const LINE: usize = 64;

/// From so many bytes on that is worth a line more of memory.
#[cfg(feature = "alloc")]
const MANY: usize = 4096;

/// Numbers on the heap. Where there are many, the first one lies where a cache line begins, unless their size takes more than a
/// line to get there.
#[cfg(feature = "alloc")]
#[derive(Debug)]
struct Numbers<T> {
    memory: alloc::vec::Vec<T>,
    /// How many numbers are left out for that.
    skipped: usize,
}

#[cfg(feature = "alloc")]
impl<T: Copy> Numbers<T> {
    const fn new() -> Self {
        Numbers { memory: alloc::vec::Vec::new(), skipped: 0 }
    }

    #[inline(always)]
    fn as_slice(&self) -> &[T] {
        self.memory.get(self.skipped..).unwrap_or_default()
    }

    #[inline(always)]
    fn as_mut_slice(&mut self) -> &mut [T] {
        self.memory.get_mut(self.skipped..).unwrap_or_default()
    }

    /// Makes room for at least `need`, as [`lengthen`] does.
    fn lengthen(&mut self, need: usize, filler: T) {
        let there = self.as_slice().len();
        if need <= there {
            return;
        }
        let length = longer(need, there);
        let spare = if length * size_of::<T>() < MANY { 0 } else { LINE / size_of::<T>() };
        let mut memory = alloc::vec::Vec::<T>::with_capacity(length + spare);
        let skipped = memory.as_ptr().align_offset(LINE);
        let skipped = if skipped > spare { 0 } else { skipped };
        memory.resize(skipped, filler);
        memory.extend_from_slice(self.as_slice());
        memory.resize(skipped + length, filler);
        *self = Numbers { memory, skipped };
    }
}

/// How long a buffer of some length becomes: as long as needed the first time, afterwards twice as long as it was, up to the
/// limit.
#[cfg(feature = "alloc")]
fn longer(need: usize, there: usize) -> usize {
    need.max(2 * there).min(LIMIT)
}

#[cfg(not(feature = "alloc"))]
impl<T> Heap<T> {
    pub(super) const fn new() -> Self {
        Heap { _numbers: core::marker::PhantomData }
    }
}

/// None is ever made. That a program with one fails where it is made, with a sentence, needs it to be whole elsewhere.
#[cfg(not(feature = "alloc"))]
impl<T: Float> Buffers<T> for Heap<T> {
    fn slices(&mut self) -> Slices<'_, T> {
        Slices { values: &mut [], adjoints: &mut [], nodes: &mut [], words: &mut [] }
    }
    fn numbers(&self) -> (&[T], &[T]) {
        (&[], &[])
    }
    fn capacity(&self) -> Usage {
        Usage::default()
    }
    fn grow(&mut self, _: Usage) {}
}

/// Makes a buffer at least `need` long.
#[cfg(feature = "alloc")]
fn lengthen<T: Clone>(buffer: &mut alloc::vec::Vec<T>, need: usize, filler: T) {
    if need > buffer.len() {
        let length = longer(need, buffer.len());
        buffer.reserve_exact(length - buffer.len());
        buffer.resize(length, filler);
    }
}

#[cfg(feature = "alloc")]
impl<T: Float> Buffers<T> for Heap<T> {
    const INLINE: bool = true;
    #[inline(always)]
    fn slices(&mut self) -> Slices<'_, T> {
        Slices {
            values: self.values.as_mut_slice(),
            adjoints: self.adjoints.as_mut_slice(),
            nodes: &mut self.nodes,
            words: &mut self.words,
        }
    }
    #[inline(always)]
    fn numbers(&self) -> (&[T], &[T]) {
        (self.values.as_slice(), self.adjoints.as_slice())
    }
    #[inline(always)]
    fn capacity(&self) -> Usage {
        Usage { values: self.values.as_slice().len(), nodes: self.nodes.len(), words: self.words.len() }
    }
    #[cold]
    #[inline(never)]
    fn grow(&mut self, need: Usage) {
        assert!(
            need.values.max(need.nodes).max(need.words) <= LIMIT,
            "a tape holds at most {LIMIT} numbers, operations and words; this one would need {need:?}"
        );
        self.values.lengthen(need.values, T::ZERO);
        self.adjoints.lengthen(need.values, T::ZERO);
        lengthen(&mut self.nodes, need.nodes, None);
        lengthen(&mut self.words, need.words, 0);
    }
}

/// Buffers in place, of sizes known at compile time. No allocator is needed.
#[derive(Debug)]
pub struct Fixed<T: 'static, const VALUES: usize, const NODES: usize, const WORDS: usize> {
    values: [T; VALUES],
    adjoints: [T; VALUES],
    nodes: [Option<Node<T>>; NODES],
    words: [u32; WORDS],
}

impl<T: Float, const VALUES: usize, const NODES: usize, const WORDS: usize> Fixed<T, VALUES, NODES, WORDS> {
    /// All zeros, so that a tape in a `static` lies in `.bss` and costs no flash.
    pub(super) const fn new() -> Self {
        const { assert!(VALUES <= LIMIT && NODES <= LIMIT && WORDS <= LIMIT) }
        Fixed { values: [T::ZERO; VALUES], adjoints: [T::ZERO; VALUES], nodes: [None; NODES], words: [0; WORDS] }
    }
}

impl<T: Float, const VALUES: usize, const NODES: usize, const WORDS: usize> Buffers<T>
    for Fixed<T, VALUES, NODES, WORDS>
{
    #[inline(always)]
    fn slices(&mut self) -> Slices<'_, T> {
        Slices {
            values: &mut self.values,
            adjoints: &mut self.adjoints,
            nodes: &mut self.nodes,
            words: &mut self.words,
        }
    }
    #[inline(always)]
    fn numbers(&self) -> (&[T], &[T]) {
        (&self.values, &self.adjoints)
    }
    #[inline(always)]
    fn capacity(&self) -> Usage {
        Usage { values: VALUES, nodes: NODES, words: WORDS }
    }
    #[cold]
    #[inline(never)]
    fn grow(&mut self, need: Usage) {
        full("VALUES", need.values, VALUES);
        full("NODES", need.nodes, NODES);
        full("WORDS", need.words, WORDS);
    }
}

/// Stops the program where a fixed buffer is too small, before anything is written.
fn full(buffer: &str, need: usize, there: usize) {
    assert!(
        need <= there,
        "the fixed tape is full: {buffer} must be at least {need} for the next operation, it is {there}"
    );
}
