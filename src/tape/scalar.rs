//! Operations from scalars to a scalar, recorded where they stand.
//!
//! Of such an operation a tape keeps the derivatives instead of a function that computes them on the way back, and room,
//! operands and activity are looked at once, in code that is short enough to stand in the program's own loop. What does
//! not go this way (the tape is full, an operand is a constant) is recorded as any other operation is.

use crate::number::Float;
use crate::rule::{BinaryOp, Operation, UnaryOp};
use crate::shape::Shape;
use crate::tape::buffers::{Buffers, Slices};
use crate::tape::node::{Node, Operand, Slopes};
use crate::tape::tape::{List, WengertList, offset};

impl<T: Float, B: Buffers<T>> WengertList<T, B> {
    /// Runs an operation on one operand, and records it if the operand is active. Gives the result.
    #[inline(always)]
    pub(super) fn unary<O: UnaryOp<T, A>, A: Shape>(&self, op: O, a: Operand) -> Operand {
        if const { is_scalar::<T, O, B>(O::EAGER, [A::NUMEL, 1]) } {
            return self
                .scalars(a.is_active(), |list| {
                    // There is no other operand, and what an infinite adjoint times 0 leaves in the result's own is cleared.
                    let itself = Operand::new(offset(list.used.values), false);
                    list.record([a, itself], |[x, _]| {
                        let (x, mut y) = (&[x], [T::ZERO]);
                        op.value(x, &mut y, &mut []);
                        (y, [slope(|da| op.pullback(x, &y, &[], &[T::ONE], da)), T::ZERO])
                    })
                })
                .unwrap_or_else(|| self.unary_called::<O, A>(op, a));
        }
        self.any_unary::<O, A>(op, a)
    }

    /// Runs an operation on two operands, and records it if one of them is active. Gives the result.
    #[inline(always)]
    pub(super) fn binary<O: BinaryOp<T, A, C>, A: Shape, C: Shape>(&self, op: O, a: Operand, b: Operand) -> Operand {
        if const { is_scalar::<T, O, B>(O::EAGER, [A::NUMEL, C::NUMEL]) } {
            return self
                .scalars(a.is_active() && b.is_active(), |list| {
                    list.record([a, b], |[x, z]| {
                        let (x, z, mut y) = (&[x], &[z], [T::ZERO]);
                        op.value(x, z, &mut y, &mut []);
                        let da = slope(|da| op.pullback_lhs(x, z, &y, &[], &[T::ONE], da));
                        let db = slope(|db| op.pullback_rhs(x, z, &y, &[], &[T::ONE], db));
                        (y, [da, db])
                    })
                })
                .unwrap_or_else(|| self.binary_called::<O, A, C>(op, a, b));
        }
        self.any_binary::<O, A, C>(op, a, b)
    }

    /// Runs an operation on an operand and a literal on its right.
    #[inline(always)]
    pub(super) fn literal_rhs<O: BinaryOp<T, A, ()>, A: Shape>(&self, op: O, a: Operand, literal: T) -> Operand {
        let leaf = || self.leaf::<()>(|place| place.fill(literal), false);
        if const { is_scalar::<T, O, B>(O::EAGER, [A::NUMEL, 1]) } {
            let recorded = self.scalars(a.is_active(), |list| {
                list.record_beside(literal, a, |x| {
                    let (x, z, mut y) = (&[x], &[literal], [T::ZERO]);
                    op.value(x, z, &mut y, &mut []);
                    (y, slope(|da| op.pullback_lhs(x, z, &y, &[], &[T::ONE], da)))
                })
            });
            return recorded.unwrap_or_else(|| self.binary_called::<O, A, ()>(op, a, leaf()));
        }
        self.any_binary::<O, A, ()>(op, a, leaf())
    }

    /// Runs an operation on an operand and a literal on its left.
    #[inline(always)]
    pub(super) fn literal_lhs<O: BinaryOp<T, (), C>, C: Shape>(&self, op: O, literal: T, b: Operand) -> Operand {
        let leaf = || self.leaf::<()>(|place| place.fill(literal), false);
        if const { is_scalar::<T, O, B>(O::EAGER, [1, C::NUMEL]) } {
            let recorded = self.scalars(b.is_active(), |list| {
                list.record_beside(literal, b, |z| {
                    let (x, z, mut y) = (&[literal], &[z], [T::ZERO]);
                    op.value(x, z, &mut y, &mut []);
                    (y, slope(|db| op.pullback_rhs(x, z, &y, &[], &[T::ONE], db)))
                })
            });
            return recorded.unwrap_or_else(|| self.binary_called::<O, (), C>(op, leaf(), b));
        }
        self.any_binary::<O, (), C>(op, leaf(), b)
    }

    #[inline(always)]
    fn scalars(&self, active: bool, record: impl FnOnce(&mut List<T, B>) -> Option<usize>) -> Option<Operand> {
        if !active {
            return None;
        }
        let out = record(&mut self.list_mut())?;
        Some(Operand::new(offset(out), true))
    }

    #[inline(never)]
    fn unary_called<O: UnaryOp<T, A>, A: Shape>(&self, op: O, a: Operand) -> Operand {
        self.any_unary::<O, A>(op, a)
    }

    #[inline(never)]
    fn binary_called<O: BinaryOp<T, A, C>, A: Shape, C: Shape>(&self, op: O, a: Operand, b: Operand) -> Operand {
        self.any_binary::<O, A, C>(op, a, b)
    }
}

impl<T: Float, B: Buffers<T>> List<T, B> {
    /// Records an operation on two scalars, of which `run` gives the result and its derivatives, if there is room.
    #[inline(always)]
    fn record(&mut self, [a, b]: [Operand; 2], run: impl FnOnce([T; 2]) -> ([T; 1], [T; 2])) -> Option<usize> {
        let (out, at) = (self.used.values, self.used.nodes);
        let Slices { values, nodes, .. } = self.buffers.slices();
        let (&x, &z, node) = (values.get(a.at())?, values.get(b.at())?, nodes.get_mut(at)?);
        let result = values.get_mut(out)?;
        let (y, slopes) = run([x, z]);
        [*result] = y;
        *node = Some(Node::scalar([a, b], offset(out), Slopes::new(slopes)?));
        (self.used.values, self.used.nodes) = (out + 1, at + 1);
        Some(out)
    }

    /// Records a literal, and an operation on it and a scalar, if there is room.
    #[inline(always)]
    fn record_beside(&mut self, literal: T, a: Operand, run: impl FnOnce(T) -> ([T; 1], T)) -> Option<usize> {
        let (place, at) = (self.used.values, self.used.nodes);
        let out = place + 1;
        let Slices { values, nodes, .. } = self.buffers.slices();
        let (&x, node) = (values.get(a.at())?, nodes.get_mut(at)?);
        let results = values.get_mut(place..place + 2)?;
        let ([y], slope) = run(x);
        (results[0], results[1]) = (literal, y);
        // What a slope of 0 sends to the result itself is cleared with its adjoint.
        let itself = Operand::new(offset(out), false);
        *node = Some(Node::scalar([a, itself], offset(out), Slopes::new([slope, T::ZERO])?));
        (self.used.values, self.used.nodes) = (out + 1, at + 1);
        Some(out)
    }
}

/// Whether an operation on operands of so many numbers is one from scalars to a scalar, to be recorded where it stands.
const fn is_scalar<T: Float, O: Operation, B: Buffers<T>>(eager: bool, numbers: [usize; 2]) -> bool {
    B::INLINE && Slopes::hold::<T>() && eager && O::WORDS == 0 && numbers[0] == 1 && numbers[1] == 1
}

/// The derivative that a pullback of 1 leaves in an adjoint. (−0 + x is x for every x, so that nothing is added.)
#[inline(always)]
fn slope<T: Float>(pullback: impl FnOnce(&mut [T])) -> T {
    let mut slope = [-T::ZERO];
    pullback(&mut slope);
    slope[0]
}

#[cfg(test)]
mod tests {
    use crate::{FixedTape, Real, Scalar, Tape, Usage, Vector, function, stack, tensor};

    /// Every way to record an operation on scalars: both operands active, one, a literal on either side, none.
    fn program<E: Real>(x: &Vector<E, 3>) -> Scalar<E> {
        let (a, b, c) = (x.at([0]), x.at([1]), x.at([2]));
        let constant = x.new_tensor(1.5);
        let mut y = a * a + b / (2.0 - a) + (a * constant - constant * b).sin() + 3.0 * c.powf(1.5);
        for _ in 0..20 {
            y = (y * c - 0.5 * a).tanh() + y * y / 50.0 + (constant + constant) * b;
        }
        y
    }

    #[test]
    fn scalars_on_the_heap_are_as_elsewhere() {
        let x = tensor([0.3, -0.7, 0.9]);
        let mut tape = Tape::new();
        let mut fixed = FixedTape::<f64, 400, 400>::new();
        let by_fixed = fixed.value_and_grad(|x| program(&x), &x);
        let (y, slope) = tape.value_and_grad(|x| program(&x), &x);
        assert_eq!(y, by_fixed.0);
        assert!((slope - by_fixed.1).abs().max() < 1e-14 * slope.abs().max());
        assert_eq!(tape.usage(), fixed.usage(), "where it is recorded makes no difference");
        assert_eq!(tape.value_and_grad(|x| program(&x), &x), (y, slope), "and nothing is left behind");
        let single = tape_of_singles(&x);
        assert!((single - slope.cast::<f32>()).abs().max() < 1e-4 * slope.cast::<f32>().abs().max());
    }

    fn tape_of_singles(x: &Vector<f64, 3>) -> Vector<f32, 3> {
        Tape::new().grad(|x| program(&x), &x.cast::<f32>())
    }

    #[test]
    fn what_is_not_used_has_no_influence() {
        let slope = Tape::new().grad(
            |x| {
                let (_unused, zero) = (x.at([0]).sqrt(), 0.0 * x.at([0]).sqrt());
                x.at([1]) * x.at([1]) + zero
            },
            &tensor([0.0, 3.0]),
        );
        assert_eq!(slope, tensor([0.0, 6.0]));
    }

    #[test]
    fn an_infinite_slope_is_itself_also_where_there_is_room() {
        let mut tape = Tape::new();
        for _ in 0..3 {
            let slope = tape.grad(|x: Vector<_, 2>| x.at([0]).sin().sqrt(), &tensor([0.0, 1.0]));
            assert_eq!(slope, tensor([f64::INFINITY, 0.0]));
        }
    }

    #[test]
    fn every_sweep_starts_clean() {
        let tape = Tape::new();
        let x = tape.var(&tensor(3.0));
        let y = 2.0 * (x * x) - x;
        y.backward();
        y.backward();
        assert_eq!(x.grad(), 22.0);
        tape.zero_grad();
        (y * y).backward();
        assert_eq!(x.grad(), 2.0 * 15.0 * 11.0);
        assert_eq!(y.grad(), 0.0);
    }

    #[test]
    fn what_arrives_at_constants_is_cleared() {
        let mut tape = Tape::new();
        for _ in 0..3 {
            // Stacked beside a variable, a constant is given an adjoint; later there are variables in its place.
            let slope = tape.grad(
                |x: Vector<_, 2>| {
                    let both = stack([x.at([0]), x.new_tensor(7.0)]);
                    (both * both).sum() + x.at([1])
                },
                &tensor([5.0, 1.0]),
            );
            assert_eq!(slope, tensor([10.0, 1.0]));
            assert_eq!(tape.grad(|x| x.sum(), &tensor([0.0; 20])), tensor([1.0; 20]));
        }
    }

    #[test]
    fn a_full_tape_grows_in_the_middle_of_a_scalar_program() {
        let x = tensor([0.3, -0.7, 0.9]);
        let mut small = Tape::with_capacity(Usage { values: 3, nodes: 1, words: 0 });
        assert_eq!(small.grad(|x| program(&x), &x), Tape::new().grad(|x| program(&x), &x));
    }

    #[test]
    fn an_applied_function_is_one_node() {
        let f = function!(|a: (), b: ()| -> () { 100.0 * (b - a * a).square() + (1.0 - a).square() });
        let mut tape = Tape::new();
        let by_node = tape.grad(|x| x.at([0]).apply_with(&x.at([1]), f), &tensor([0.5, 2.0]));
        assert_eq!(tape.usage(), Usage { values: 3, nodes: 1, words: 0 });
        let directly = tape.grad(|x| f.call((x.at([0]), x.at([1]))), &tensor([0.5, 2.0]));
        assert!((by_node - directly).abs().max() < 1e-12);
    }
}
