//! A tape that is kept as a graph: its nodes can compute their results again.

use crate::number::Float;
use crate::tape::buffers::{Buffers, Fixed, Heap, Slices, Usage};
use crate::tape::node::{Direction, Frame};
use crate::tape::tape::WengertList;

/// Buffers of a tape whose operations can be evaluated again for other values: [`GraphTape`], [`FixedGraphTape`].
///
/// Such a tape records every operation, also on constants, and each node refers to the operation's formula beside its
/// pullback.
#[derive(Debug, Default)]
pub struct Kept<B>(B);

/// A tape on the heap that a [`Graph`](crate::Graph) is recorded on.
pub type GraphTape<T> = WengertList<T, Kept<Heap<T>>>;

/// A tape in place that a [`Graph`](crate::Graph) is recorded on. Its sizes are those of a
/// [`FixedTape`](crate::FixedTape), but operations on constants take nodes too.
pub type FixedGraphTape<T, const VALUES: usize, const NODES: usize, const WORDS: usize = 0> =
    WengertList<T, Kept<Fixed<T, VALUES, NODES, WORDS>>>;

impl<T: Float, B: Buffers<T>> Buffers<T> for Kept<B> {
    const GRAPH: bool = true;
    #[inline(always)]
    fn slices(&mut self) -> Slices<'_, T> {
        self.0.slices()
    }
    #[inline(always)]
    fn numbers(&self) -> (&[T], &[T]) {
        self.0.numbers()
    }
    #[inline(always)]
    fn capacity(&self) -> Usage {
        self.0.capacity()
    }
    #[cold]
    #[inline(never)]
    fn grow(&mut self, need: Usage) {
        self.0.grow(need);
    }
}

#[cfg(feature = "alloc")]
impl<T: Float> GraphTape<T> {
    /// An empty tape on the heap, for a [`Graph`](crate::Graph).
    #[must_use]
    pub const fn new() -> Self {
        WengertList::on(Kept(Heap::new()))
    }
}

#[cfg(feature = "alloc")]
impl<T: Float> Default for GraphTape<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Float, const VALUES: usize, const NODES: usize, const WORDS: usize> FixedGraphTape<T, VALUES, NODES, WORDS> {
    /// An empty tape in place, for a [`Graph`](crate::Graph).
    #[must_use]
    pub const fn new() -> Self {
        WengertList::on(Kept(Fixed::new()))
    }
}

impl<T: Float, const VALUES: usize, const NODES: usize, const WORDS: usize> Default
    for FixedGraphTape<T, VALUES, NODES, WORDS>
{
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Float, B: Buffers<T>> WengertList<T, Kept<B>> {
    /// Gives the leaves from a place on other values.
    pub(crate) fn assign(&self, at: usize, numbers: &[T]) {
        self.list_mut().buffers.slices().values[at..][..numbers.len()].copy_from_slice(numbers);
    }

    /// Computes every operation again, in the order in which they were recorded.
    pub(crate) fn evaluate(&self) {
        let mut list = self.list_mut();
        let used = list.used.nodes;
        let Slices { values, adjoints, nodes, words } = list.buffers.slices();
        let mut frame = Frame { values, adjoints, words, direction: Direction::Forward };
        for node in nodes[..used].iter().flatten() {
            node.step(&mut frame);
        }
    }
}
