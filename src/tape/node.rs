//! One line of the list: an operation, where its operands lie, and where its result does.

use crate::number::Float;
use crate::rule::{BinaryOp, Operation, Saved, UnaryOp};
use crate::shape::Shape;

/// The bit above all offsets: it says that an operand has a derivative.
const ACTIVE: u32 = 1 << 31;

/// One recorded operation: 24 bytes on 64-bit targets, 20 on 32-bit ones.
///
/// No enum to match and no boxed closure: a function, made by the compiler for this operation on these shapes, and the
/// offsets it needs.
pub struct Node<T: 'static> {
    pullback: fn(&mut Frame<'_, T>, &Node<T>),
    /// The first operand.
    lhs: Operand,
    /// The second operand.
    rhs: Operand,
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
        write!(f, "Node({} {} -> {out})", lhs.at(), rhs.at())
    }
}

/// What pullbacks work on: all buffers. It is made once for all nodes, so that a call passes two addresses only.
pub(super) struct Frame<'a, T: 'static> {
    pub(super) values: &'a [T],
    pub(super) adjoints: &'a mut [T],
    pub(super) words: &'a [u32],
}

/// A place on the tape; the highest bit says that what lies there has a derivative.
///
/// One word, so that a handle is two and travels in registers.
#[derive(Clone, Copy)]
pub(super) struct Operand(u32);

impl Operand {
    #[inline(always)]
    pub(super) fn new(at: u32, active: bool) -> Self {
        Operand(at | if active { ACTIVE } else { 0 })
    }

    #[inline(always)]
    pub(super) fn at(self) -> usize {
        (self.0 & !ACTIVE) as usize
    }

    #[inline(always)]
    pub(super) fn is_active(self) -> bool {
        self.0 & ACTIVE != 0
    }

    /// So many places further.
    #[inline(always)]
    pub(super) fn plus(self, offset: u32) -> Self {
        Operand(self.0 + offset)
    }

    /// The same place, with a derivative also if the other operand has one.
    #[inline(always)]
    pub(super) fn or(self, other: Operand) -> Self {
        Operand(self.0 | (other.0 & ACTIVE))
    }

    /// The same place as a constant.
    #[inline(always)]
    pub(super) fn constant(self) -> Self {
        Operand(self.0 & !ACTIVE)
    }

    /// The numbers of a tensor that begins there.
    #[inline(always)]
    pub(super) fn of<S: Shape, T>(self, values: &[T]) -> &[T] {
        &values[self.at()..self.at() + S::NUMEL]
    }

    /// The same, to write to.
    #[inline(always)]
    pub(super) fn of_mut<S: Shape, T>(self, values: &mut [T]) -> &mut [T] {
        &mut values[self.at()..self.at() + S::NUMEL]
    }
}

impl<T: Float> Node<T> {
    #[inline(always)]
    pub(super) fn unary<O: UnaryOp<T, A>, A: Shape>(a: Operand, out: u32, words: u32) -> Self {
        Node { pullback: pull_unary::<T, O, A>, lhs: a, rhs: Operand(0), out, words }
    }

    #[inline(always)]
    pub(super) fn binary<O: BinaryOp<T, A, B>, A: Shape, B: Shape>(
        a: Operand,
        b: Operand,
        out: u32,
        words: u32,
    ) -> Self {
        Node { pullback: pull_binary::<T, O, A, B>, lhs: a, rhs: b, out, words }
    }

    #[inline(always)]
    pub(super) fn out(&self) -> usize {
        self.out as usize
    }

    /// Moves this node's adjoint back to its operands.
    #[inline(always)]
    pub(super) fn pull(&self, frame: &mut Frame<'_, T>) {
        (self.pullback)(frame, self);
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
    // Both buffers are equally long. Where the compiler sees that, one check stands for two.
    let values = &values[..adjoints.len()];
    let (adjoints, dy) = adjoints.split_at_mut(out);
    let dy = &mut dy[..numel];
    if dy.iter().all(|dy| dy.vanishes()) {
        return None;
    }
    let (operands, rest) = values.split_at(out);
    let (y, rest) = rest.split_at(numel);
    Some(Parts { operands, y, saved: &rest[..saved], adjoints, dy })
}

/// The run-time parameters of an operation.
#[inline(always)]
fn read<O: Operation>(words: &[u32], at: u32) -> O {
    if O::WORDS == 0 { O::read(&[]) } else { O::read(&words[at as usize..][..O::WORDS]) }
}

/// A pullback takes its node's adjoint out: it reads it, then leaves zeros. So only leaves accumulate, and a second
/// backward pass starts clean.
fn pull_unary<T: Float, O: UnaryOp<T, A>, A: Shape>(frame: &mut Frame<'_, T>, node: &Node<T>) {
    let Frame { values, adjoints, words } = frame;
    let Some(parts) = parts(values, adjoints, node.out(), O::Output::NUMEL, O::Saved::NUMBERS) else { return };
    let (x, dx) = (node.lhs.of::<A, _>(parts.operands), node.lhs.of_mut::<A, _>(parts.adjoints));
    read::<O>(words, node.words).pullback(x, parts.y, parts.saved, parts.dy, dx);
    parts.dy.fill(T::ZERO);
}

fn pull_binary<T: Float, O: BinaryOp<T, A, B>, A: Shape, B: Shape>(frame: &mut Frame<'_, T>, node: &Node<T>) {
    let Frame { values, adjoints, words } = frame;
    let Some(parts) = parts(values, adjoints, node.out(), O::Output::NUMEL, O::Saved::NUMBERS) else { return };
    let Node { lhs, rhs, .. } = *node;
    let (a, b) = (lhs.of::<A, _>(parts.operands), rhs.of::<B, _>(parts.operands));
    let op = read::<O>(words, node.words);
    if lhs.is_active() {
        op.pullback_lhs(a, b, parts.y, parts.saved, parts.dy, lhs.of_mut::<A, _>(parts.adjoints));
    }
    if rhs.is_active() {
        op.pullback_rhs(a, b, parts.y, parts.saved, parts.dy, rhs.of_mut::<B, _>(parts.adjoints));
    }
    parts.dy.fill(T::ZERO);
}
