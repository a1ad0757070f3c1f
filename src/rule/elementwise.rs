//! Rules written for one number, applied to every element.

use crate::kernel::broadcast::Walk;
use crate::kernel::{BLOCK, MANY, wide};
use crate::number::{Elementary, ElementaryPair, Float, Stored};
use crate::rule::{BinaryOp, Nothing, Operation, UnaryOp};
use crate::shape::{Broadcast, Broadcasted, Shape, require};
use core::marker::PhantomData;

impl<T: Float, F: Elementary + Operation, S: Shape> UnaryOp<T, S> for F {
    type Output = S;
    type Saved = Nothing;
    const EAGER: bool = true;
    #[cfg_attr(all(feature = "simd", not(debug_assertions)), inline(always))]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        if const { cfg!(feature = "simd") && F::VECTORIZED.is_some() && (T::ORDER == 0 || S::NUMEL >= FEW) } {
            y.copy_from_slice(x);
            T::apply_each(y, self);
        } else if const { F::ARITHMETIC && T::ORDER == 0 && is_wide::<T>([S::NUMEL; 3]) } {
            wide(
                #[inline(always)]
                || apply(self, x, y),
            );
        } else {
            apply(self, x, y);
        }
    }
    #[inline]
    fn pullback(&self, x: &[T], y: &[T], _: &[T], dy: &[T], dx: &mut [T]) {
        if const { F::ARITHMETIC && T::ORDER == 0 && is_wide::<T>([S::NUMEL; 3]) } {
            wide(
                #[inline(always)]
                || pull(self, x, y, dy, dx),
            );
        } else {
            pull(self, x, y, dy, dx);
        }
    }
}

/// Fewer dual numbers stay in registers.
const FEW: usize = 16;

/// Whether two operands and a result of so many numbers are worth the widest vectors: all lie in one piece. (The rows of a
/// matrix to which a vector is added may be shorter than a register, and numbers that are several numbers fill one. The slope
/// by one number for all is a sum, one term after another.)
const fn is_wide<T>([a, b, out]: [usize; 3]) -> bool {
    size_of::<T>() <= size_of::<f64>() && out >= MANY && (a == 1 || a == out) && (b == 1 || b == out)
}

/// y = f(x).
#[inline(always)]
fn apply<T: Float, F: Elementary>(f: &F, x: &[T], y: &mut [T]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y = x.apply(f);
    }
}

/// dx += f′(x) · dy.
#[inline(always)]
fn pull<T: Float, F: Elementary>(f: &F, x: &[T], y: &[T], dy: &[T], dx: &mut [T]) {
    for (((dx, &dy), &x), &y) in dx.iter_mut().zip(dy).zip(x).zip(y) {
        *dx = *dx + dy.times_slope(f.slope(x, y));
    }
}

/// Marks an operation that combines two tensors place by place: one that has a [`Pairwise`] rule.
///
/// `Pairwise` itself cannot be the mark, since another crate may implement it for its own numbers, and the compiler must
/// know that a product of matrices will never be one of these.
pub trait Elementwise: Operation {}

/// How two numbers combine, place by place, after broadcasting. Numbers are a parameter: `+` needs less of them than
/// `atan2`.
///
/// Together with [`Operation`] and [`Elementwise`] it is an operation on two tensors of any shapes that broadcast; the pullback sums over
/// the places to which an element was repeated.
///
/// ```
/// use wengert::{BinaryOp, Broadcasted, Const, op::Sub};
///
/// let mut difference = [0; 4];
/// BinaryOp::<i32, (Const<2>, Const<2>), (Const<2>,)>::value(&Sub, &[5, 6, 7, 8], &[1, 2], &mut difference, &mut [0]);
/// assert_eq!(difference, [4, 4, 6, 6]);
/// ```
pub trait Pairwise<T>: Elementwise {
    /// f(a, b).
    fn value(&self, a: T, b: T) -> T;
    /// f(a, b) beside a literal b. (Dual numbers need not multiply by its tangents, which are zero.)
    #[inline(always)]
    fn value_literal_rhs(&self, a: T, b: T::Base) -> T
    where
        T: Float,
    {
        self.value(a, T::from_base(b))
    }
    /// f(a, b) beside a literal a.
    #[inline(always)]
    fn value_literal_lhs(&self, a: T::Base, b: T) -> T
    where
        T: Float,
    {
        self.value(T::from_base(a), b)
    }
    /// ∂f/∂a, where `y` is f(a, b).
    fn slope_lhs(&self, a: T, b: T, y: T) -> T
    where
        T: Float;
    /// ∂f/∂b, where `y` is f(a, b).
    fn slope_rhs(&self, a: T, b: T, y: T) -> T
    where
        T: Float;
}

impl<T: Float, F: ElementaryPair + Elementwise> Pairwise<T> for F {
    #[inline]
    fn value(&self, a: T, b: T) -> T {
        a.apply_pair(b, self)
    }
    #[inline]
    fn slope_lhs(&self, a: T, b: T, y: T) -> T {
        self.slopes(a, b, y).0
    }
    #[inline]
    fn slope_rhs(&self, a: T, b: T, y: T) -> T {
        self.slopes(a, b, y).1
    }
}

/// The walk over two shapes and their broadcast result.
pub(crate) struct Pair<A, B>(PhantomData<(A, B)>);

impl<A: Shape + Broadcast<B>, B: Shape> Pair<A, B> {
    pub(crate) const WALK: Walk = {
        let out = Broadcasted::<A, B>::DIMS;
        require(
            Walk::broadcasts(A::DIMS, out) && Walk::broadcasts(B::DIMS, out),
            "an axis says through `BroadcastDim` that it broadcasts to a length to which it does not",
        );
        Walk::new(A::DIMS, B::DIMS, out)
    };
    const RUN: usize = Self::WALK.run;
    const LHS: bool = Self::WALK.lhs;
    const RHS: bool = Self::WALK.rhs;

    /// [`Walk::runs`]. Whether there are more runs than one is decided before code is generated, as is below which operand
    /// advances: it is the same for each operation on two shapes, and code that is never run takes its time to compile.
    /// (Where a walk can be refused, each constant that is made of it would be another note in the message.)
    #[inline(always)]
    fn runs(mut f: impl FnMut(usize, usize, usize)) {
        if const { Self::WALK.is_one_run() } { f(0, 0, 0) } else { const { &Self::WALK }.runs(f) }
    }

    /// Whether an operand advances within a run.
    const fn advances(side: bool) -> bool {
        if side == LEFT { Self::LHS } else { Self::RHS }
    }

    const fn is_wide<T>() -> bool {
        is_wide::<T>([A::NUMEL, B::NUMEL, Broadcasted::<A, B>::NUMEL])
    }
}

impl<T: Stored, F: Elementwise + Pairwise<T>, A: Shape + Broadcast<B>, B: Shape> BinaryOp<T, A, B> for F {
    type Output = Broadcasted<A, B>;
    type Saved = Nothing;
    const EAGER: bool = true;

    #[cfg_attr(all(feature = "simd", not(debug_assertions)), inline(always))]
    fn value(&self, a: &[T], b: &[T], y: &mut [T], _: &mut [T]) {
        if const { F::ARITHMETIC && Pair::<A, B>::is_wide::<T>() } {
            wide(
                #[inline(always)]
                || apply_pair::<T, F, A, B>(self, a, b, y),
            );
        } else {
            apply_pair::<T, F, A, B>(self, a, b, y);
        }
    }

    #[inline]
    fn pullback_lhs(&self, a: &[T], b: &[T], y: &[T], _: &[T], dy: &[T], da: &mut [T])
    where
        T: Float,
    {
        send::<T, F, A, B, LEFT>(self, a, b, y, dy, da);
    }

    #[inline]
    fn pullback_rhs(&self, a: &[T], b: &[T], y: &[T], _: &[T], dy: &[T], db: &mut [T])
    where
        T: Float,
    {
        send::<T, F, A, B, RIGHT>(self, a, b, y, dy, db);
    }
}

/// y = f(a, b).
#[inline(always)]
fn apply_pair<T: Stored, F: Pairwise<T>, A: Shape + Broadcast<B>, B: Shape>(f: &F, a: &[T], b: &[T], y: &mut [T]) {
    let n = const { Pair::<A, B>::RUN };
    Pair::<A, B>::runs(
        #[cfg_attr(all(feature = "simd", not(debug_assertions)), inline(always))]
        |i, j, o| {
            let y = &mut y[o..][..n];
            if const { Pair::<A, B>::LHS && Pair::<A, B>::RHS } {
                for ((y, &a), &b) in y.iter_mut().zip(&a[i..][..n]).zip(&b[j..][..n]) {
                    *y = f.value(a, b);
                }
            } else if const { Pair::<A, B>::LHS } {
                let b = b[j];
                for (y, &a) in y.iter_mut().zip(&a[i..][..n]) {
                    *y = f.value(a, b);
                }
            } else if const { Pair::<A, B>::RHS } {
                let a = a[i];
                for (y, &b) in y.iter_mut().zip(&b[j..][..n]) {
                    *y = f.value(a, b);
                }
            } else {
                y.fill(f.value(a[i], b[j]));
            }
        },
    );
}

/// Which operand an adjoint is sent to.
const LEFT: bool = true;
const RIGHT: bool = false;

/// d += ∂f · dy, where d belongs to one of the operands.
#[inline(always)]
fn send<T: Float, F: Pairwise<T>, A: Shape + Broadcast<B>, B: Shape, const SIDE: bool>(
    f: &F,
    a: &[T],
    b: &[T],
    y: &[T],
    dy: &[T],
    d: &mut [T],
) {
    if const { F::ARITHMETIC && T::ORDER == 0 && Pair::<A, B>::advances(SIDE) && Pair::<A, B>::is_wide::<T>() } {
        wide(
            #[inline(always)]
            || pull_pair::<T, F, A, B, SIDE>(f, a, b, y, dy, d),
        );
    } else {
        pull_pair::<T, F, A, B, SIDE>(f, a, b, y, dy, d);
    }
}

#[inline(always)]
fn pull_pair<T: Float, F: Pairwise<T>, A: Shape + Broadcast<B>, B: Shape, const SIDE: bool>(
    f: &F,
    a: &[T],
    b: &[T],
    y: &[T],
    dy: &[T],
    d: &mut [T],
) {
    let n = const { Pair::<A, B>::RUN };
    Pair::<A, B>::runs(
        #[cfg_attr(all(feature = "simd", not(debug_assertions)), inline(always))]
        |i, j, o| {
            let d = &mut d[if SIDE == LEFT { i } else { j }..];
            let (a, b) = (repeated(a, i, n, Pair::<A, B>::LHS), repeated(b, j, n, Pair::<A, B>::RHS));
            let (y, dy) = (&y[o..][..n], &dy[o..][..n]);
            accumulate(d, Pair::<A, B>::advances(SIDE), n, |k| {
                let (a, b, y) = (a(k), b(k), y[k]);
                dy[k].times_slope(if SIDE == LEFT { f.slope_lhs(a, b, y) } else { f.slope_rhs(a, b, y) })
            });
        },
    );
}

/// The operand's number at each place of a run: its own, or the same one everywhere.
#[inline(always)]
fn repeated<T: Copy>(x: &[T], from: usize, run: usize, advances: bool) -> impl Fn(usize) -> T {
    let x = &x[from..][..if advances { run } else { 1 }];
    move |k| x[if advances { k } else { 0 }]
}

/// Adds the contributions of one run to an operand's adjoint: each to its own place, or all to the same one.
#[inline(always)]
fn accumulate<T: Float>(adjoint: &mut [T], advances: bool, run: usize, contribution: impl Fn(usize) -> T) {
    // (One place is its own, whichever way it is looked at.)
    if advances || run == 1 {
        for (k, adjoint) in adjoint[..run].iter_mut().enumerate() {
            *adjoint = *adjoint + contribution(k);
        }
    } else {
        // In blocks, so that a long run does not lose its last terms.
        for from in (0..run).step_by(BLOCK) {
            let block = (from..run.min(from + BLOCK)).fold(T::ZERO, |sum, k| sum + contribution(k));
            adjoint[0] = adjoint[0] + block;
        }
    }
}
