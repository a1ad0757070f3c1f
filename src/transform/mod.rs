//! From a function to its derivatives.

mod apply;
#[cfg(feature = "alloc")]
mod checkpoint;
mod derivative;
mod derivatives;
mod function;
mod grad;
mod graph;
mod held;
mod hessian;
mod hvp;
mod jacfwd;
mod jacobian;
mod jacrev;
mod jvp;
mod lanes;
mod start;
mod vjp;
mod wide;

pub use derivative::derivative;
pub use derivatives::{derivatives, nth_derivative};
pub use function::Function;
#[cfg(feature = "alloc")]
pub use grad::{grad, value_and_grad};
pub use graph::Graph;
pub use held::Held;
#[cfg(feature = "alloc")]
pub use hessian::{hessian, value_grad_and_hessian};
#[cfg(feature = "alloc")]
pub use hvp::hvp;
pub use jacfwd::{jacfwd, value_and_jacfwd};
#[cfg(feature = "alloc")]
pub use jacobian::jacobian;
#[cfg(feature = "alloc")]
pub use jacrev::jacrev;
pub use jvp::jvp;
pub use lanes::{LANES, LaneCount, lanes};
#[cfg(feature = "alloc")]
pub use vjp::vjp;
pub use wide::wide;
