//! `einsum!`: sums of products, written in letters. `notation.rs` is the macro, here are the rules that it runs.

mod notation;

pub use notation::{WithAxes, letters};

use crate::kernel::contract::Nest;
use crate::kernel::lettered::Lettered;
use crate::number::{Float, Ring};
use crate::rule::{BinaryOp, Nothing, Operation, UnaryOp};
use crate::shape::{Shape, require};
use core::marker::PhantomData;

/// A shape with its letters.
const fn lettered<S: Shape>(letters: u32) -> Lettered {
    Lettered { dims: S::DIMS, letters }
}

/// Stops the build where the letters of a result are not those of its operands, each once.
const fn require_letters(x: Lettered, y: Lettered, out: Lettered) {
    require(
        out.is_drawn_from(x, y),
        "einsum!: the result must name each of its axes once, and all must stand in an operand",
    );
}

/// The rule of [`einsum!`](crate::einsum) of one tensor: the shape of the result, and the [`letters`] of both.
///
/// ```
/// use wengert::{Const, op::Einsum, tensor};
///
/// let diagonal = Einsum::<(Const<2>,), 0x00, 0x0>::new();
/// assert_eq!(tensor([[1, 2], [3, 4]]).unary(diagonal), tensor([1, 4]));
/// ```
#[derive(Debug)]
pub struct Einsum<Y, const X: u32, const OUT: u32>(PhantomData<Y>);

/// The rule of [`einsum!`](crate::einsum) of two tensors: the shape of the result, and the [`letters`] of all three.
///
/// ```
/// use wengert::{Const, op::EinsumPair, tensor};
///
/// let product = EinsumPair::<(Const<2>,), 0x01, 0x1, 0x0>::new();
/// assert_eq!(tensor([[1, 2], [3, 4]]).binary(product, &tensor([1, 10])), tensor([21, 43]));
/// ```
#[derive(Debug)]
pub struct EinsumPair<Y, const LHS: u32, const RHS: u32, const OUT: u32>(PhantomData<Y>);

/// What is the same for both rules. The expansion of `rule!(Einsum: X OUT)`:
///
/// ```ignore
/// impl<Y, const X: u32, const OUT: u32> Clone for Einsum<Y, X, OUT> { /* … */ }
/// impl<Y, const X: u32, const OUT: u32> Copy for Einsum<Y, X, OUT> {}
/// impl<Y: Shape, const X: u32, const OUT: u32> Einsum<Y, X, OUT> { pub const fn new() -> Self { /* … */ } }
/// impl<Y: Shape, const X: u32, const OUT: u32> Operation for Einsum<Y, X, OUT> { /* … */ }
/// ```
macro_rules! rule {
    ($rule:ident: $($letters:ident)+) => {
        // By hand: a derive would ask the shape to be `Copy`, which its values, there being none, need not be.
        impl<Y, $(const $letters: u32),+> Clone for $rule<Y, $($letters),+> {
            fn clone(&self) -> Self {
                *self
            }
        }
        impl<Y, $(const $letters: u32),+> Copy for $rule<Y, $($letters),+> {}

        impl<Y: Shape, $(const $letters: u32),+> $rule<Y, $($letters),+> {
            /// The rule.
            #[must_use]
            #[allow(clippy::new_without_default, reason = "it is an operation, not a value to start from")]
            pub const fn new() -> Self {
                $rule(PhantomData)
            }
        }

        impl<Y: Shape, $(const $letters: u32),+> Operation for $rule<Y, $($letters),+> {
            const NAME: &'static str = "einsum!";
            fn read(_: &[u32]) -> Self {
                $rule(PhantomData)
            }
        }
    };
}
rule!(Einsum: X OUT);
rule!(EinsumPair: LHS RHS OUT);

/// The loops of a sum: for the value, and for the pullback, which adds the other way.
struct Sums<A, Y, const X: u32, const OUT: u32>(PhantomData<(A, Y)>);

impl<A: Shape, Y: Shape, const X: u32, const OUT: u32> Sums<A, Y, X, OUT> {
    const OPERAND: Lettered = lettered::<A>(X);
    const RESULT: Lettered = {
        require_letters(Self::OPERAND, Self::OPERAND, lettered::<Y>(OUT));
        lettered::<Y>(OUT)
    };
    const VALUE: Nest = Nest::sum(Self::OPERAND, Self::RESULT);
    const PULLBACK: Nest = Nest::sum(Self::RESULT, Self::OPERAND);
}

impl<T: Ring, A: Shape, Y: Shape, const X: u32, const OUT: u32> UnaryOp<T, A> for Einsum<Y, X, OUT> {
    type Output = Y;
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        y.fill(T::ZERO);
        const { &Sums::<A, Y, X, OUT>::VALUE }.add(x, y);
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        const { &Sums::<A, Y, X, OUT>::PULLBACK }.add(dy, dx);
    }
}

/// The loops of a sum of products: for the value, and for both pullbacks, which are sums of products too.
struct Products<A, B, Y, const LHS: u32, const RHS: u32, const OUT: u32>(PhantomData<(A, B, Y)>);

impl<A: Shape, B: Shape, Y: Shape, const LHS: u32, const RHS: u32, const OUT: u32> Products<A, B, Y, LHS, RHS, OUT> {
    const LEFT: Lettered = lettered::<A>(LHS);
    const RIGHT: Lettered = lettered::<B>(RHS);
    const RESULT: Lettered = {
        require_letters(Self::LEFT, Self::RIGHT, lettered::<Y>(OUT));
        lettered::<Y>(OUT)
    };
    const VALUE: Nest = Nest::product(Self::LEFT, Self::RIGHT, Self::RESULT);
    const PULLBACK_LHS: Nest = Nest::product(Self::RESULT, Self::RIGHT, Self::LEFT);
    const PULLBACK_RHS: Nest = Nest::product(Self::LEFT, Self::RESULT, Self::RIGHT);
}

impl<T: Ring, A: Shape, B: Shape, Y: Shape, const LHS: u32, const RHS: u32, const OUT: u32> BinaryOp<T, A, B>
    for EinsumPair<Y, LHS, RHS, OUT>
{
    type Output = Y;
    type Saved = Nothing;
    #[inline]
    fn value(&self, a: &[T], b: &[T], y: &mut [T], _: &mut [T]) {
        y.fill(T::ZERO);
        const { &Products::<A, B, Y, LHS, RHS, OUT>::VALUE }.multiply(a, b, y);
    }
    #[inline]
    fn pullback_lhs(&self, _: &[T], b: &[T], _: &[T], _: &[T], dy: &[T], da: &mut [T])
    where
        T: Float,
    {
        const { &Products::<A, B, Y, LHS, RHS, OUT>::PULLBACK_LHS }.multiply(dy, b, da);
    }
    #[inline]
    fn pullback_rhs(&self, a: &[T], _: &[T], _: &[T], _: &[T], dy: &[T], db: &mut [T])
    where
        T: Float,
    {
        const { &Products::<A, B, Y, LHS, RHS, OUT>::PULLBACK_RHS }.multiply(a, dy, db);
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, Tape, Tensor, einsum, op::check, tensor};

    type C1 = Const<1>;
    type C2 = Const<2>;
    type C3 = Const<3>;

    #[test]
    fn all_modes_agree_on_one_tensor() {
        check::everywhere!(|x: ()| -> () { einsum!(x[] -> []) });
        check::everywhere!(|x: (C3,)| -> () { einsum!(x[i] -> []) });
        check::everywhere!(|x: (C2, C3)| -> (C3,) { einsum!(x[i, j] -> [j]) });
        check::everywhere!(|x: (C2, C3)| -> (C3, C2) { einsum!(x[i, j] -> [j, i]) });
        check::everywhere!(|x: (C3, C3)| -> () { einsum!(x[i, i] -> []) });
        check::everywhere!(|x: (C3, C3)| -> (C3,) { einsum!(x[i, i] -> [i]) });
        check::everywhere!(|x: (C2, C1, C2, C2)| -> (C1, C2) { einsum!(x[i, j, i, i] -> [j, i]) });
        check::everywhere!(|x: (C2, C3, C2, C3)| -> (C3, C2) { einsum!(x[i, j, i, j] -> [j, i]) });
        check::everywhere!(|x: (C1, C2, C1, C2, C1, C2)| -> (C2, C1, C2) { einsum!(x[i, j, k, l, m, n] -> [n, i, l]) });
    }

    #[test]
    fn all_modes_agree_on_two_tensors() {
        check::everywhere!(|a: (), b: ()| -> () { einsum!(a[] * b[] -> []) });
        check::everywhere!(|a: (C3,), b: (C3,)| -> () { einsum!(a[i] * b[i] -> []) });
        check::everywhere!(|a: (C3,), b: (C3,)| -> (C3,) { einsum!(a[i] * b[i] -> [i]) });
        check::everywhere!(|a: (C3,), b: (C2,)| -> (C2, C3) { einsum!(a[i] * b[j] -> [j, i]) });
        check::everywhere!(|a: (C3,), b: (C2,)| -> () { einsum!(a[i] * b[j] -> []) });
        check::everywhere!(|a: (C2, C3), b: (C3, C2)| -> (C2, C2) { einsum!(a[i, j] * b[j, k] -> [i, k]) });
        check::everywhere!(|a: (C3, C2), b: (C3, C2)| -> (C2, C2) { einsum!(a[j, i] * b[j, k] -> [i, k]) });
        check::everywhere!(|a: (C2, C3), b: (C2, C3)| -> (C2, C2) { einsum!(a[i, j] * b[k, j] -> [i, k]) });
        check::everywhere!(|a: (C3, C2), b: (C2, C3)| -> (C2, C2) { einsum!(a[j, i] * b[k, j] -> [i, k]) });
        check::everywhere!(|a: (C2, C3), b: (C3, C1)| -> (C1, C2) { einsum!(a[i, j] * b[j, k] -> [k, i]) });
        check::everywhere!(|a: (C2, C3), b: (C3, C2)| -> (C2,) { einsum!(a[i, j] * b[j, k] -> [k]) });
        check::everywhere!(|a: (C2, C2), b: (C2, C2, C2)| -> (C2, C2) { einsum!(a[i, i] * b[i, j, j] -> [j, i]) });
        check::everywhere!(|a: (C2, C3, C1, C2), b: (C2, C2, C1, C2)| -> (C2, C1, C3, C2) {
            einsum!(a[n, q, h, d] * b[n, k, h, d] -> [n, h, q, k])
        });
        check::everywhere!(|a: (C2, C3, C2)| -> (C3, C3) { einsum!(a[n, i, j] * a[n, k, j] -> [i, k]) });
    }

    #[test]
    fn all_modes_agree_on_more_tensors() {
        check::everywhere!(|a: (C2, C3), b: (C3,)| -> () { einsum!(b[j] * a[i, j] * a[i, k] * b[k] -> []) });
        check::everywhere!(|a: (C2,), b: (C2, C3)| -> (C3, C2) { einsum!(a[i] * b[i, j] * a[i] -> [j, i]) });
    }

    #[test]
    fn names_and_expressions_are_free() {
        struct Layer {
            w: Tensor<i32, (C2, C3)>,
        }
        let layers = [Layer { w: tensor([[0, 1, 2], [3, 4, 5]]) }];
        let letter = tensor([1, 2]);
        let y: Tensor<i32, (C3,)> = einsum!(layers[0].w[__einsum, E] * (letter + 1)[__einsum,] -> [E]);
        assert_eq!(y, tensor([9, 14, 19]));
        assert_eq!(einsum!(&letter[i] * tensor([1, 10])[i] -> []), 21);
    }

    #[test]
    fn letters_may_be_names_of_types_and_factors_may_be_signed() {
        #[allow(clippy::builtin_type_shadow, reason = "that they may is what is tested")]
        let outer = einsum!(tensor([1, 2])[u32] * -tensor([3, 4])[usize] -> [usize, u32]);
        assert_eq!(outer, tensor([[-3, -6], [-4, -8]]));
        assert_eq!(einsum!(2 * tensor([1, 2])[i] * (tensor([3, 4]) - 1)[i] -> []), 16);
    }

    #[test]
    fn a_product_of_two_is_one_node() {
        let tape = Tape::new();
        let x = tape.var(&tensor([1.0, 2.0]));
        let _ = einsum!(x[i] * x[j] -> [i, j]);
        assert_eq!((tape.usage().values, tape.usage().nodes), (6, 1));
        let _ = einsum!(x[i] * x[i] * x[i] -> []);
        assert_eq!(tape.usage().nodes, 3);
    }
}
