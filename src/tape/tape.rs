//! The tape: what it holds, and how it is filled, emptied and measured.

use crate::kernel::unrolled;
use crate::number::Float;
use crate::rule::{BinaryOp, Operation, Saved, UnaryOp, compute};
use crate::shape::Shape;
use crate::tape::buffers::{Buffers, Fixed, Heap, LIMIT, Slices, Usage};
use crate::tape::node::{Node, Operand};
use core::cell::{Ref, RefCell, RefMut};
use core::marker::PhantomData;

/// A Wengert list: the operations of a program in the order in which they ran, with their values, so that adjoints can
/// flow back through them.
///
/// Variables made on the tape record whatever is computed with them. `backward` then leaves the derivative of one scalar
/// by every variable, at a cost of a few times the program itself, however many variables there are. Buffers are kept
/// from one recording to the next: after the first, nothing is allocated.
///
/// A tape of dual numbers differentiates its own gradient: reverse over forward.
///
/// ```
/// use wengert::*;
///
/// let tape = Tape::new();
/// let x = tape.var(&tensor([0.0, 1.0, 2.0, 3.0]));
/// let y = 2.0 * x.dot(&x);
/// y.backward();
/// assert_eq!(x.grad(), tensor([0.0, 4.0, 8.0, 12.0]));
/// ```
///
/// Gradients in a loop take the tape exclusively for each call, so that no variable survives it:
///
/// ```
/// # use wengert::*;
/// let mut tape = Tape::new();
/// let mut x = tensor([3.0, -2.0]);
/// for _ in 0..100 {
///     let slope = tape.grad(|x| (x * x).sum(), &x);
///     x = x - 0.1 * slope;
/// }
/// assert!(x.dot(&x) < 1e-12);
/// ```
///
/// [`Tape`] is this list on the heap, [`FixedTape`] the same in place; code that works with either is generic over `B`.
pub struct WengertList<T: 'static, B> {
    list: RefCell<List<T, B>>,
}

/// A tape on the heap: the [`WengertList`] for machines that have an allocator.
///
/// ```
/// use wengert::*;
///
/// let tape = Tape::new();
/// let x = tape.var(&tensor([1.0, 2.0]));
/// x.exp().sum().backward();
/// assert_eq!(x.grad(), tensor([1_f64.exp(), 2_f64.exp()]));
/// ```
pub type Tape<T> = WengertList<T, Heap<T>>;

/// A tape in place, of sizes known at compile time, for programs without an allocator.
///
/// It holds `VALUES` numbers with their adjoints, `NODES` operations and `WORDS` run-time parameters.
/// [`usage`](WengertList::usage) on a heap tape tells which sizes a program needs. `new` is a `const fn`, so that a tape can be
/// a `static` (in a `Mutex`, or a `StaticCell`) and its memory is known when the program is linked.
///
/// ```
/// use wengert::*;
///
/// let mut tape = FixedTape::<f32, 8, 4>::new();
/// let (y, slope) = tape.value_and_grad(|x| (x * x).sum(), &tensor([1.0, 2.0]));
/// assert_eq!((y, slope), (5.0, tensor([2.0, 4.0])));
/// ```
pub type FixedTape<T, const VALUES: usize, const NODES: usize, const WORDS: usize = 0> =
    WengertList<T, Fixed<T, VALUES, NODES, WORDS>>;

/// The buffers, and how much of them is in use.
pub(super) struct List<T: 'static, B> {
    pub(super) buffers: B,
    pub(super) used: Used,
    /// Behind so many adjoints all are zero.
    pub(super) touched: usize,
    /// Behind so many places there are only results, whose adjoints a sweep takes out.
    pub(super) kept: usize,
    number: PhantomData<T>,
}

/// How much is in use, with the counts of values and nodes apart: side by side, they are read as one vector in a build for
/// AVX, which then waits until what was written one after the other has reached the cache.
#[derive(Clone, Copy, Default)]
#[repr(C)]
pub(super) struct Used {
    pub(super) values: usize,
    pub(super) words: usize,
    pub(super) nodes: usize,
}

impl Used {
    fn usage(self) -> Usage {
        Usage { values: self.values, nodes: self.nodes, words: self.words }
    }
}

impl<T, B> List<T, B> {
    const fn new(buffers: B) -> Self {
        List { buffers, used: Used { values: 0, words: 0, nodes: 0 }, touched: 0, kept: 0, number: PhantomData }
    }
}

impl<T, B> WengertList<T, B> {
    pub(super) const fn on(buffers: B) -> Self {
        WengertList { list: RefCell::new(List::new(buffers)) }
    }
}

#[cfg(not(feature = "alloc"))]
impl<T: Float> Tape<T> {
    /// A compile error, since there is no heap: it needs the feature `std` or `alloc`.
    #[must_use]
    pub const fn new() -> Self {
        const {
            // It looks at `T`, so that it is computed where a program calls it.
            assert!(
                size_of::<T>() == usize::MAX,
                "a `Tape` lies on the heap, which needs the feature `std` or `alloc`; without an allocator take a \
                 `FixedTape<T, VALUES, NODES>`"
            );
        }
        Self::on(Heap::new())
    }
}

#[cfg(feature = "alloc")]
impl<T: Float> Tape<T> {
    /// An empty tape on the heap. It allocates when the first variable is made.
    #[must_use]
    pub const fn new() -> Self {
        Self::on(Heap::new())
    }

    /// A tape on the heap with room for exactly this much. It allocates [`Usage::bytes`], and no more until that is full;
    /// where values take 4 KiB, these and their adjoints begin at a cache line, which takes 64 bytes more for each.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let mut tape = Tape::with_capacity(Usage { values: 5, nodes: 2, words: 0 });
    /// assert_eq!(tape.grad(|x| (x * x).sum(), &tensor([1.0, 2.0])), tensor([2.0, 4.0]));
    /// assert_eq!(tape.capacity(), tape.usage());
    /// ```
    #[must_use]
    pub fn with_capacity(capacity: Usage) -> Self {
        let tape = Self::new();
        tape.list.borrow_mut().buffers.grow(capacity);
        tape
    }
}

#[cfg(feature = "alloc")]
impl<T: Float> Default for Tape<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Float, const VALUES: usize, const NODES: usize, const WORDS: usize> FixedTape<T, VALUES, NODES, WORDS> {
    /// An empty tape in place.
    #[must_use]
    pub const fn new() -> Self {
        Self::on(Fixed::new())
    }
}

impl<T: Float, const VALUES: usize, const NODES: usize, const WORDS: usize> Default
    for FixedTape<T, VALUES, NODES, WORDS>
{
    fn default() -> Self {
        Self::new()
    }
}

impl<T, B> core::fmt::Debug for WengertList<T, B> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self.list.try_borrow() {
            Ok(list) => f.debug_tuple("WengertList").field(&list.used.usage()).finish(),
            Err(_) => f.write_str("WengertList(in use)"),
        }
    }
}

impl<T: Float, B: Buffers<T>> WengertList<T, B> {
    /// How much of the tape is in use.
    ///
    /// ```
    /// use wengert::{Tape, Usage, tensor};
    ///
    /// let tape = Tape::new();
    /// let _ = tape.var(&tensor([1.0, 2.0])).exp();
    /// assert_eq!(tape.usage(), Usage { values: 4, nodes: 1, words: 0 });
    /// ```
    #[must_use]
    pub fn usage(&self) -> Usage {
        self.list().used.usage()
    }

    /// How much the tape holds without growing.
    #[must_use]
    pub fn capacity(&self) -> Usage {
        self.list().buffers.capacity()
    }

    /// Sets the gradient of every variable to zero.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let tape = Tape::new();
    /// let x = tape.var(&tensor(3.0));
    /// let y = x * x;
    /// y.backward();
    /// y.backward();
    /// assert_eq!(x.grad(), 12.0); // gradients accumulate
    /// tape.zero_grad();
    /// y.backward();
    /// assert_eq!(x.grad(), 6.0);
    /// ```
    #[inline]
    pub fn zero_grad(&self) {
        // Mostly it has been done: before a function runs and after it, in case that it sent something back itself.
        if self.list_mut().touched > 0 {
            self.zero_touched();
        }
    }

    #[inline(never)]
    fn zero_touched(&self) {
        let mut list = self.list_mut();
        let touched = core::mem::take(&mut list.touched);
        unrolled::fill(&mut list.buffers.slices().adjoints[..touched], T::ZERO);
    }

    /// Forgets all variables and operations. The memory is kept for the next recording.
    ///
    /// It takes the tape exclusively: a variable that is still in use is a compile error.
    ///
    /// ```
    /// use wengert::{Tape, tensor};
    ///
    /// let mut tape = Tape::new();
    /// let _ = tape.var(&tensor([1.0, 2.0]));
    /// tape.clear();
    /// assert_eq!(tape.usage().values, 0);
    /// ```
    pub fn clear(&mut self) {
        self.zero_grad();
        let list = self.list.get_mut();
        (list.used, list.kept) = (Used::default(), 0);
    }

    /// Forgets everything behind the first `end` numbers, which are variables. Their gradients stay.
    pub(crate) fn rewind(&mut self, end: usize) {
        let list = self.list.get_mut();
        if list.touched > end {
            unrolled::fill(&mut list.buffers.slices().adjoints[end..list.touched], T::ZERO);
            list.touched = end;
        }
        (list.used, list.kept) = (Used { values: end, ..Used::default() }, end);
    }

    /// The first `end` numbers and their adjoints, to be changed between two recordings.
    pub(crate) fn numbers_mut(&mut self, end: usize) -> (&mut [T], &mut [T]) {
        let list = self.list.get_mut();
        // Who changes them may leave adjoints that are not zero.
        list.touched = list.touched.max(end);
        let Slices { values, adjoints, .. } = list.buffers.slices();
        (&mut values[..end], &mut adjoints[..end])
    }

    pub(super) fn list(&self) -> Ref<'_, List<T, B>> {
        self.list.try_borrow().unwrap_or_else(|_| in_use())
    }

    pub(super) fn list_mut(&self) -> RefMut<'_, List<T, B>> {
        self.list.try_borrow_mut().unwrap_or_else(|_| in_use())
    }

    /// Says that the adjoints up to a place are not all taken out by a node.
    pub(super) fn keep(&self, end: usize) {
        let mut list = self.list_mut();
        list.kept = list.kept.max(end);
    }

    /// Computes an operation on one operand, and records it if the operand is active. Gives the result.
    #[inline]
    pub(super) fn any_unary<O: UnaryOp<T, A>, A: Shape>(&self, op: O, a: Operand) -> Operand {
        let value = |operands: &[T], y: &mut [T], saved: &mut [T]| {
            compute::unary::<T, O, A>(op, a.of::<A, T>(operands), y, saved);
        };
        let node = |out, words| Node::unary::<O, A, B>(a, out, words);
        self.run(op, a.is_active(), [O::Output::NUMEL, O::Saved::NUMBERS], value, node)
    }

    /// Computes an operation on two operands, and records it if one of them is active. Gives the result.
    #[inline]
    pub(super) fn any_binary<O: BinaryOp<T, A, C>, A: Shape, C: Shape>(
        &self,
        op: O,
        a: Operand,
        b: Operand,
    ) -> Operand {
        let value = |operands: &[T], y: &mut [T], saved: &mut [T]| {
            compute::binary::<T, O, A, C>(op, a.of::<A, T>(operands), b.of::<C, T>(operands), y, saved);
        };
        let node = |out, words| Node::binary::<O, A, C, B>(a, b, out, words);
        self.run(op, a.is_active() || b.is_active(), [O::Output::NUMEL, O::Saved::NUMBERS], value, node)
    }

    /// Computes, and records the node if that is needed, where there is room; else makes room first.
    ///
    /// The test whether there is room is the bounds check too, which is why it is made again after the buffers have
    /// grown.
    #[inline(always)]
    fn run<O: Operation>(
        &self,
        op: O,
        active: bool,
        [numel, saved]: [usize; 2],
        value: impl FnOnce(&[T], &mut [T], &mut [T]),
        node: impl FnOnce(u32, u32) -> Node<T>,
    ) -> Operand {
        // A graph records what depends on constants too: they may be given other values.
        let recorded = active || B::GRAPH;
        let mut list = self.list_mut();
        loop {
            let used = list.used;
            let Slices { values, nodes, words, .. } = list.buffers.slices();
            if let Some((operands, results)) = values.split_at_mut_checked(used.values)
                && results.len() >= numel + saved
                && (!recorded || (used.nodes < nodes.len() && (O::WORDS == 0 || words.len() - used.words >= O::WORDS)))
            {
                let (y, rest) = results.split_at_mut(numel);
                value(operands, y, &mut rest[..saved]);
                let mut now = Used { values: used.values + numel + saved, ..used };
                if recorded {
                    if O::WORDS > 0 {
                        op.write(&mut words[used.words..used.words + O::WORDS]);
                        now.words += O::WORDS;
                    }
                    nodes[used.nodes] = Some(node(offset(used.values), offset(used.words)));
                    now.nodes += 1;
                }
                list.used = now;
                return Operand::new(offset(used.values), active);
            }
            let (nodes, words) = if recorded { (1, O::WORDS) } else { (0, 0) };
            list.make_room(numel + saved, nodes, words);
        }
    }
}

impl<T: Float, B: Buffers<T>> List<T, B> {
    /// Makes room for so many more values, nodes and words.
    #[cold]
    #[inline(never)]
    pub(super) fn make_room(&mut self, values: usize, nodes: usize, words: usize) {
        let Used { values: v, nodes: n, words: w } = self.used;
        self.buffers.grow(Usage { values: v + values, nodes: n + nodes, words: w + words });
    }
}

/// A place as a node keeps it, never cut: no buffer is longer than `LIMIT`.
#[inline(always)]
#[expect(clippy::cast_possible_truncation, reason = "places lie below LIMIT")]
pub(super) fn offset(at: usize) -> u32 {
    debug_assert!(at <= LIMIT);
    at as u32
}

#[cold]
fn in_use() -> ! {
    panic!("the tape is in use: nothing can be recorded while it lends its numbers or fills a new tensor")
}
