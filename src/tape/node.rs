//! One line of the list: an operation, where its operands lie, and where its result does.

use crate::number::Float;
use crate::rule::{BinaryOp, Operation, Saved, UnaryOp};
use crate::shape::Shape;

/// The highest offset: the bit above it says whether an operand is active.
pub(super) const OFFSETS: u32 = 1 << 31;
const ACTIVE: u32 = OFFSETS;

/// One recorded operation: 24 bytes on 64-bit targets, 20 on 32-bit ones.
///
/// No enum to match and no boxed closure: a function, made by the compiler for this operation on these shapes, and the
/// offsets it needs.
pub struct Node<T: 'static> {
    pullback: fn(Frame<'_, T>),
    /// Offset of the first operand; the highest bit says that it has a derivative.
    lhs: u32,
    /// Offset of the second operand, likewise.
    rhs: u32,
    /// Offset of the result; what the operation saved lies behind it.
    out: u32,
    /// Offset of the run-time parameters.
    words: u32,
}

impl<T> Clone for Node<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Node<T> {}

impl<T> core::fmt::Debug for Node<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Node { lhs, rhs, out, .. } = self;
        write!(f, "Node({} {} -> {out})", lhs & !ACTIVE, rhs & !ACTIVE)
    }
}

/// What a pullback works on: all buffers, and its own node.
pub(super) struct Frame<'a, T: 'static> {
    pub(super) values: &'a [T],
    pub(super) adjoints: &'a mut [T],
    pub(super) words: &'a [u32],
    pub(super) node: Node<T>,
}

/// An operand as a node knows it.
#[derive(Clone, Copy)]
pub(super) struct Operand {
    pub(super) at: u32,
    pub(super) active: bool,
}

impl Operand {
    #[inline(always)]
    fn packed(self) -> u32 {
        self.at | if self.active { ACTIVE } else { 0 }
    }
}

impl<T: Float> Node<T> {
    #[inline(always)]
    pub(super) fn unary<O: UnaryOp<T, A>, A: Shape>(a: Operand, out: u32, words: u32) -> Self {
        Node { pullback: pull_unary::<T, O, A>, lhs: a.packed(), rhs: 0, out, words }
    }

    #[inline(always)]
    pub(super) fn binary<O: BinaryOp<T, A, B>, A: Shape, B: Shape>(
        a: Operand,
        b: Operand,
        out: u32,
        words: u32,
    ) -> Self {
        Node { pullback: pull_binary::<T, O, A, B>, lhs: a.packed(), rhs: b.packed(), out, words }
    }

    #[inline(always)]
    pub(super) fn out(&self) -> usize {
        self.out as usize
    }

    /// Moves this node's adjoint back to its operands.
    #[inline(always)]
    pub(super) fn pull(self, values: &[T], adjoints: &mut [T], words: &[u32]) {
        (self.pullback)(Frame { values, adjoints, words, node: self });
    }
}

/// The parts of the buffers that a result and its operands occupy. Operands precede results, so that the adjoint of the
/// result and those of the operands are disjoint borrows.
struct Parts<'a, T> {
    operands: &'a [T],
    y: &'a [T],
    saved: &'a [T],
    adjoints: &'a mut [T],
    dy: &'a mut [T],
}

/// The parts for a result of `numel` numbers with `saved` more behind it, or `None` where the result's adjoint is zero
/// and there is nothing to do: that keeps an unused √0 from turning a gradient into NaN.
#[inline(always)]
fn parts<'a, T: Float>(
    values: &'a [T],
    adjoints: &'a mut [T],
    out: usize,
    numel: usize,
    saved: usize,
) -> Option<Parts<'a, T>> {
    let (adjoints, dy) = adjoints.split_at_mut(out);
    let dy = &mut dy[..numel];
    if dy.iter().all(|dy| dy.vanishes()) {
        return None;
    }
    let (operands, rest) = values.split_at(out);
    let (y, rest) = rest.split_at(numel);
    Some(Parts { operands, y, saved: &rest[..saved], adjoints, dy })
}

/// The place of an operand, if it has a derivative.
#[inline(always)]
fn active(packed: u32) -> Option<usize> {
    (packed & ACTIVE != 0).then_some((packed & !ACTIVE) as usize)
}

/// The run-time parameters of an operation.
#[inline(always)]
fn read<O: Operation>(words: &[u32], at: u32) -> O {
    O::read(&words[at as usize..][..O::WORDS])
}

/// A pullback takes its node's adjoint out: it reads it, then leaves zeros. So only leaves accumulate, and a second
/// backward pass starts clean.
fn pull_unary<T: Float, O: UnaryOp<T, A>, A: Shape>(Frame { values, adjoints, words, node }: Frame<'_, T>) {
    let Some(parts) = parts(values, adjoints, node.out(), O::Output::NUMEL, O::Saved::NUMBERS) else { return };
    let at = (node.lhs & !ACTIVE) as usize;
    let x = &parts.operands[at..][..A::NUMEL];
    let dx = &mut parts.adjoints[at..][..A::NUMEL];
    read::<O>(words, node.words).pullback(x, parts.y, parts.saved, parts.dy, dx);
    parts.dy.fill(T::ZERO);
}

fn pull_binary<T: Float, O: BinaryOp<T, A, B>, A: Shape, B: Shape>(
    Frame { values, adjoints, words, node }: Frame<'_, T>,
) {
    let Some(parts) = parts(values, adjoints, node.out(), O::Output::NUMEL, O::Saved::NUMBERS) else { return };
    let a = &parts.operands[(node.lhs & !ACTIVE) as usize..][..A::NUMEL];
    let b = &parts.operands[(node.rhs & !ACTIVE) as usize..][..B::NUMEL];
    let op = read::<O>(words, node.words);
    if let Some(at) = active(node.lhs) {
        op.pullback_lhs(a, b, parts.y, parts.saved, parts.dy, &mut parts.adjoints[at..][..A::NUMEL]);
    }
    if let Some(at) = active(node.rhs) {
        op.pullback_rhs(a, b, parts.y, parts.saved, parts.dy, &mut parts.adjoints[at..][..B::NUMEL]);
    }
    parts.dy.fill(T::ZERO);
}
