//! One line of the list: an operation, where its operands lie, and where its result does.

use crate::kernel::unrolled;
use crate::number::Float;
use crate::rule::{BinaryOp, Operation, Saved, UnaryOp};
use crate::shape::Shape;
use crate::tape::buffers::Buffers;

/// The bit above all offsets: it says that an operand has a derivative.
const ACTIVE: u32 = 1 << 31;

/// One recorded operation: 32 bytes on 64-bit targets, 20 on 32-bit ones.
///
/// Any operation is a function, made by the compiler for it on these shapes, and the offsets it needs; an operation on
/// scalars may be its derivatives.
pub struct Node<T: 'static>(Kind<T>);

impl<T> Clone for Node<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Node<T> {}

const _: () = assert!(size_of::<Option<Node<f64>>>() <= if cfg!(target_pointer_width = "64") { 32 } else { 20 });

/// What a node says.
pub(super) enum Kind<T: 'static> {
    /// Any operation.
    Call(Call<T>),
    /// An operation from scalars to a scalar, of which its derivatives are kept.
    #[cfg(target_pointer_width = "64")]
    Scalar { lhs: u32, rhs: u32, out: u32, slopes: Slopes },
}

impl<T> Clone for Kind<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Kind<T> {}

/// The derivatives of an operation from scalars to a scalar, by its two operands.
#[cfg(target_pointer_width = "64")]
#[derive(Clone, Copy, Debug)]
pub(super) struct Slopes([f64; 2]);

#[cfg(target_pointer_width = "64")]
impl Slopes {
    /// Whether they hold derivatives of this type, to the last digit.
    pub(super) const fn hold<T: Float>() -> bool {
        T::ORDER == 0 && size_of::<T>() <= size_of::<f64>()
    }

    #[inline(always)]
    pub(super) fn new<T: Float>([a, b]: [T; 2]) -> Option<Self> {
        Some(Slopes([a.to_f64()?, b.to_f64()?]))
    }

    #[inline(always)]
    fn get<T: Float>(self) -> [T; 2] {
        self.0.map(T::from_f64)
    }
}

/// On smaller targets, where memory is dear, there are none: a node would take half as much again.
#[cfg(not(target_pointer_width = "64"))]
#[derive(Clone, Copy, Debug)]
pub(super) enum Slopes {}

#[cfg(not(target_pointer_width = "64"))]
impl Slopes {
    pub(super) const fn hold<T>() -> bool {
        false
    }

    pub(super) fn new<T>(_: [T; 2]) -> Option<Self> {
        None
    }
}

/// Any operation. No enum of operations to match and no boxed closure: a function, made by the compiler for this operation
/// on these shapes, and the offsets it needs.
pub(super) struct Call<T: 'static> {
    /// Moves the adjoint back; on a tape that is kept as a graph it can compute the result again too.
    step: fn(&mut Frame<'_, T>, &Call<T>),
    /// The first operand.
    lhs: Operand,
    /// The second operand.
    rhs: Operand,
    /// Offset of the result; what the operation saved lies behind it.
    out: u32,
    /// Offset of the run-time parameters.
    words: u32,
}

impl<T> Clone for Call<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Call<T> {}

impl<T> core::fmt::Debug for Node<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self.0 {
            Kind::Call(Call { lhs, rhs, out, .. }) => write!(f, "Node({} {} -> {out})", lhs.at(), rhs.at()),
            #[cfg(target_pointer_width = "64")]
            Kind::Scalar { lhs, rhs, out, slopes } => write!(f, "Node({lhs} {rhs} -> {out}, {slopes:?})"),
        }
    }
}

/// What nodes work on: all buffers. It is made once for all nodes, so that a call passes two addresses only.
pub(super) struct Frame<'a, T: 'static> {
    pub(super) values: &'a mut [T],
    pub(super) adjoints: &'a mut [T],
    pub(super) words: &'a [u32],
    pub(super) direction: Direction,
}

/// What a node of a graph is asked for. Nodes of other tapes only go backward and do not look.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// Compute the result again.
    Forward,
    /// Move the adjoint back.
    Backward,
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

    /// Behind the last number of a tensor that begins there.
    #[inline(always)]
    pub(super) fn end<S: Shape>(self) -> usize {
        self.at() + S::NUMEL
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
    /// A node for a tape on `B`. Only a graph refers to the formula, so that other programs need not hold it twice.
    #[inline(always)]
    pub(super) fn unary<O: UnaryOp<T, A>, A: Shape, B: Buffers<T>>(a: Operand, out: u32, words: u32) -> Self {
        let step = if B::GRAPH { step_unary::<T, O, A> } else { pull_unary::<T, O, A> };
        Node(Kind::Call(Call { step, lhs: a, rhs: Operand(0), out, words }))
    }

    /// The same for two operands.
    #[inline(always)]
    pub(super) fn binary<O: BinaryOp<T, A, C>, A: Shape, C: Shape, B: Buffers<T>>(
        a: Operand,
        b: Operand,
        out: u32,
        words: u32,
    ) -> Self {
        let step = if B::GRAPH { step_binary::<T, O, A, C> } else { pull_binary::<T, O, A, C> };
        Node(Kind::Call(Call { step, lhs: a, rhs: b, out, words }))
    }

    /// A node of an operation from scalars to a scalar.
    #[cfg(target_pointer_width = "64")]
    #[inline(always)]
    pub(super) fn scalar([lhs, rhs]: [Operand; 2], out: u32, slopes: Slopes) -> Self {
        Node(Kind::Scalar { lhs: lhs.constant().0, rhs: rhs.constant().0, out, slopes })
    }

    /// There are no slopes to make one of.
    #[cfg(not(target_pointer_width = "64"))]
    pub(super) fn scalar(_: [Operand; 2], _: u32, slopes: Slopes) -> Self {
        match slopes {}
    }

    #[inline(always)]
    pub(super) fn out(&self) -> usize {
        match self.0 {
            Kind::Call(Call { out, .. }) => out as usize,
            #[cfg(target_pointer_width = "64")]
            Kind::Scalar { out, .. } => out as usize,
        }
    }

    /// Moves this node's adjoint back to its operands, or computes its result again.
    #[inline(always)]
    pub(super) fn step(&self, frame: &mut Frame<'_, T>) {
        match &self.0 {
            Kind::Call(call) => (call.step)(frame, call),
            #[cfg(target_pointer_width = "64")]
            &Kind::Scalar { lhs, rhs, out, slopes } => {
                let adjoints = &mut *frame.adjoints;
                let (lhs, rhs, out) = (lhs as usize, rhs as usize, out as usize);
                let (dy, [a, b]) = (adjoints[out], slopes.get::<T>());
                if !dy.vanishes() {
                    adjoints[lhs] = adjoints[lhs] + dy * a;
                    adjoints[rhs] = adjoints[rhs] + dy * b;
                    adjoints[out] = T::ZERO;
                }
            }
        }
    }
}

impl<T> Call<T> {
    #[inline(always)]
    fn out(&self) -> usize {
        self.out as usize
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
fn pull_unary<T: Float, O: UnaryOp<T, A>, A: Shape>(frame: &mut Frame<'_, T>, node: &Call<T>) {
    let Frame { values, adjoints, words, .. } = frame;
    let Some(parts) = parts(values, adjoints, node.out(), O::Output::NUMEL, O::Saved::NUMBERS) else { return };
    let (x, dx) = (node.lhs.of::<A, _>(parts.operands), node.lhs.of_mut::<A, _>(parts.adjoints));
    read::<O>(words, node.words).pullback(x, parts.y, parts.saved, parts.dy, dx);
    unrolled::fill(parts.dy, T::ZERO);
}

fn pull_binary<T: Float, O: BinaryOp<T, A, B>, A: Shape, B: Shape>(frame: &mut Frame<'_, T>, node: &Call<T>) {
    let Frame { values, adjoints, words, .. } = frame;
    let Some(parts) = parts(values, adjoints, node.out(), O::Output::NUMEL, O::Saved::NUMBERS) else { return };
    let Call { lhs, rhs, .. } = *node;
    let (a, b) = (lhs.of::<A, _>(parts.operands), rhs.of::<B, _>(parts.operands));
    let op = read::<O>(words, node.words);
    if lhs.is_active() {
        op.pullback_lhs(a, b, parts.y, parts.saved, parts.dy, lhs.of_mut::<A, _>(parts.adjoints));
    }
    if rhs.is_active() {
        op.pullback_rhs(a, b, parts.y, parts.saved, parts.dy, rhs.of_mut::<B, _>(parts.adjoints));
    }
    unrolled::fill(parts.dy, T::ZERO);
}

/// One operand, in a graph.
fn step_unary<T: Float, O: UnaryOp<T, A>, A: Shape>(frame: &mut Frame<'_, T>, node: &Call<T>) {
    if frame.direction == Direction::Backward {
        if node.lhs.is_active() {
            return pull_unary::<T, O, A>(frame, node);
        }
        // A part of an active stack: what arrives at it goes no further.
        return frame.adjoints[node.out()..][..O::Output::NUMEL].fill(T::ZERO);
    }
    let (operands, y, saved) = results(frame.values, node.out(), O::Output::NUMEL, O::Saved::NUMBERS);
    read::<O>(frame.words, node.words).value(node.lhs.of::<A, _>(operands), y, saved);
}

/// Two operands, in a graph.
fn step_binary<T: Float, O: BinaryOp<T, A, B>, A: Shape, B: Shape>(frame: &mut Frame<'_, T>, node: &Call<T>) {
    if frame.direction == Direction::Backward {
        return pull_binary::<T, O, A, B>(frame, node);
    }
    let (operands, y, saved) = results(frame.values, node.out(), O::Output::NUMEL, O::Saved::NUMBERS);
    let (a, b) = (node.lhs.of::<A, _>(operands), node.rhs.of::<B, _>(operands));
    read::<O>(frame.words, node.words).value(a, b, y, saved);
}

/// The operands of a result, the result, and what is saved behind it.
fn results<T>(values: &mut [T], out: usize, numel: usize, saved: usize) -> (&[T], &mut [T], &mut [T]) {
    let (operands, rest) = values.split_at_mut(out);
    let (y, rest) = rest.split_at_mut(numel);
    (operands, y, &mut rest[..saved])
}
