//! Automatic differentiation of tensor programs whose shapes the compiler checks.
//!
//! A function is written once, generic over its element type, and runs on plain numbers, on dual numbers (forward
//! accumulation) and on a tape (reverse accumulation). Shapes are part of the types, so that a product of matrices that
//! do not fit is a compile error. There is no `unsafe` code, and neither `std` nor an allocator is needed.
//!
//! ```
//! use wengert::*;
//!
//! /// ½‖x·w − y‖², for any number of rows, in any mode.
//! fn loss<E: Real, const N: usize>(w: &Vector<E, 3>, x: &Matrix<E::Base, N, 3>, y: &Vector<E::Base, N>) -> Scalar<E> {
//!     let (x, y) = w.lift((x, y)); // data enter the mode of w
//!     let residual = x.mv(w) - y;
//!     0.5 * residual.dot(&residual)
//! }
//!
//! let x = tensor([[1.0, 0.0, 2.0], [0.0, 3.0, 1.0]]);
//! let y = tensor([5.0, 4.0]);
//! let w = tensor([1.0, 1.0, 1.0]);
//!
//! let plain = loss(&w, &x, &y);
//! let (_, forward) = jvp(|w| loss(&w, &x, &y), &w, &tensor([1.0, 0.0, 0.0]));
//! let reverse = grad(|w| loss(&w, &x, &y), &w);
//!
//! assert_eq!(plain, 2.0);
//! assert_eq!(forward, -2.0);
//! assert_eq!(reverse, tensor([-2.0, 0.0, -4.0]));
//! ```
//!
//! # Where things are
//!
//! - [`Tensor`], made by [`tensor`](fn@tensor), and the aliases [`Scalar`], [`Vector`], [`Matrix`]: all operations are its
//!   methods. [`einsum!`]: sums of products, written in letters. [`select`], [`stack`], [`stack_axis`]: of several tensors.
//! - [`Const`], [`dim!`], [`One`]: axes. [`Shape`]: tuples of them. [`shape`]: how they relate.
//! - [`Element`], [`Real`]: what a function is generic over. [`Float`], [`Ring`], [`Stored`]: what a number can do.
//! - [`Dual`]: dual numbers. [`Jet`]: Taylor series. [`Tape`], [`FixedTape`], [`Var`]: the Wengert list, on the heap and
//!   without one, and what lies on it. [`Usage`]: how large it is.
//! - From a function to its derivatives:
//!   - of one number: [`derivative`], [`derivatives`], [`nth_derivative`];
//!   - in a direction: [`jvp`], [`vjp`], [`hvp`];
//!   - all: [`grad`], [`value_and_grad`], [`jacfwd`], [`value_and_jacfwd`], [`jacrev`], [`jacobian`], [`hessian`], [`value_grad_and_hessian`];
//!     [`lanes`] chooses how many directions run at once;
//!   - on a tape of yours, by any structure of tensors and without a heap: the methods of [`WengertList`].
//! - [`Graph`], recorded on a [`GraphTape`] or a [`FixedGraphTape`]: a function kept and given other values.
//! - [`Tensor::checkpoint`]: less memory. [`Tensor::apply`]: a function as one operation. [`Tensor::detach`]: no derivative.
//! - [`Function`], [`function!`]: what runs in several modes. [`check`]: testing derivatives.
//! - [`Parameters`], [`ParametersMut`]: structures of tensors. [`Held`]: those that stay on a tape. [`optim`]: optimisers.
//! - [`UnaryOp`], [`BinaryOp`], [`Elementary`], [`Pairwise`]: operations of your own. [`op`]: those of this crate.
//!
//! # Features
//!
//! | feature | gives |
//! |---|---|
//! | `std` (default) | float functions of the standard library; implies `alloc` |
//! | `alloc` | the heap [`Tape`], the transforms that make a tape of their own, checkpoints, and [`check`] |
//! | `simd` (default) | products, exp, `ln_1p`, tanh, sigmoid, arithmetic and optimisers' steps on 64 numbers or more, on the widest vector registers that the processor has (x86-64); [`wide`] for code of yours |
//! | `libm` | float functions in software, for targets without `std` |
//! | `special` (default) | `erf`, `gelu`, `lgamma`, `digamma`, `polygamma` |
//! | `derive` | `#[derive(Parameters)]` |
//! | `generic-array` | `From` between vectors and `GenericArray` |
//! | `bytemuck` | tensors in boxes, made without a copy on the stack; implies `alloc` |
//! | `rand` | random tensors, from every distribution of `rand` and `rand_distr` |
//!
//! One of `std` and `libm` must be on.
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![expect(
    clippy::inline_always,
    reason = "storage conversions and lane arithmetic must vanish also in debug-like builds"
)]

#[cfg(not(any(feature = "std", feature = "libm")))]
compile_error!(
    "wengert needs float functions: turn on the feature `std`, or `libm` for targets without the standard library"
);

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(test)]
extern crate std;

#[cfg(feature = "alloc")]
pub mod check;
mod interop;
mod kernel;
mod number;
pub mod op;
pub mod optim;
mod rule;
pub mod shape;
mod tape;
mod tensor;
mod transform;

pub use kernel::{Semiring, Triangle, VectorFunction, Vectorized};
pub use number::{
    Detail, Dual, Elementary, ElementaryPair, Entry, Float, Integer, IntegerFunction, Jet, Literal, Primitive, Ring,
    Stored,
};
pub use op::{NotPositiveDefinite, RankDeficient, Singular, select, stack, stack_axis};
pub use rule::{BinaryOp, Elementwise, Factors, Nothing, Operation, Pairwise, Saved, UnaryOp};
pub use shape::{Along, Broadcast, Broadcasted, Concat, Const, Dim, HasAxis, Keep, Lanes, One, Shape};
pub use tape::{
    Buffers, Fixed, FixedGraphTape, FixedTape, GraphTape, Heap, Kept, Node, Slot, Tape, Usage, Var, WengertList,
};
pub use tensor::{
    Element, LengthError, Matrix, Nested, Numeric, Parameters, ParametersMut, Plain, Real, SameElement, Scalar, Tensor,
    TensorMap, TensorZip, Vector, tensor,
};
pub use transform::{
    Function, Graph, Held, LANES, LaneCount, derivative, derivatives, jacfwd, jvp, lanes, nth_derivative,
    value_and_jacfwd, wide,
};
#[cfg(feature = "alloc")]
pub use transform::{grad, hessian, hvp, jacobian, jacrev, value_and_grad, value_grad_and_hessian, vjp};
#[cfg(feature = "derive")]
pub use wengert_derive::Parameters;

/// The programs of the documents: `cargo test --doc` compiles and runs them.
#[cfg(all(doctest, feature = "alloc"))]
mod documents {
    #[doc = include_str!("../README.md")]
    struct Readme;
    #[doc = include_str!("../docs/adding_an_operation.md")]
    struct AddingAnOperation;
    #[doc = include_str!("../docs/design.md")]
    struct Design;
    #[doc = include_str!("../docs/differentiation.md")]
    struct Differentiation;
    #[doc = include_str!("../docs/embedded.md")]
    struct Embedded;
    #[doc = include_str!("../docs/how_ad_works.md")]
    struct HowAdWorks;
    #[doc = include_str!("../docs/large_tensors.md")]
    struct LargeTensors;
    #[doc = include_str!("../docs/pytorch.md")]
    struct Pytorch;
}
