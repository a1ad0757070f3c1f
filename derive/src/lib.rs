//! `#[derive(Parameters)]`, which `wengert` exports with its feature `derive`.
//!
//! One file for each thing that has to be understood of a structure: `element.rs` finds the type parameter that stands
//! for its element, `field.rs` what each field is; `implement.rs` writes the two traits.

mod element;
mod field;
mod implement;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;
use syn::{DeriveInput, Error, parse_macro_input};

/// Implements `Parameters` and `ParametersMut` for a struct of tensors, generic over its element.
///
/// Fields are tensors, tuples and arrays of them, and structs that are `Parameters` themselves. The element is the type
/// parameter that is bounded by `Element`; all other parameters and the where-clauses are kept.
///
/// ```
/// use wengert::*;
///
/// #[derive(Clone, Copy, Debug, PartialEq, Parameters)]
/// struct Layer<E: Element, const I: usize, const O: usize> {
///     weight: Matrix<E, I, O>,
///     bias: Vector<E, O>,
/// }
///
/// #[derive(Clone, Copy, Debug, PartialEq, Parameters)]
/// struct Network<E: Element> {
///     layers: [Layer<E, 2, 2>; 3],
///     scale: Scalar<E>,
/// }
///
/// impl<E: Real> Network<E> {
///     fn apply(&self, x: &Vector<E::Base, 2>) -> Scalar<E> {
///         let x = self.layers.iter().fold(self.scale.lift(*x), |x, layer| (x.vm(&layer.weight) + layer.bias).tanh());
///         self.scale * x.sum()
///     }
/// }
///
/// let layer = Layer { weight: Tensor::full(0.5), bias: Tensor::zeros() };
/// let network = Network { layers: [layer; 3], scale: tensor(2.0) };
/// let slope = Tape::new().grad(|network| network.apply(&tensor([1.0, 2.0])), &network);
/// assert_eq!(2.0 * slope.scale.item(), network.apply(&tensor([1.0, 2.0])).item());
/// assert_eq!(Network::<f64>::LEAVES, 7);
/// ```
///
/// # Attributes
///
/// | attribute | says |
/// |---|---|
/// | `#[parameters(skip)]` on a field | it is no parameter: cloned into every mode, never changed. Its type must not depend on the element |
/// | `#[parameters(element = E)]` on the struct | which type parameter is the element, where more than one is bounded by `Element`, or `Element` has another name |
///
/// ```
/// use wengert::*;
///
/// #[derive(Parameters)]
/// struct Steep<E: Element> {
///     slope: Scalar<E>,
///     #[parameters(skip)]
///     power: i32,
/// }
///
/// let at = Steep { slope: tensor(3.0), power: 2 };
/// assert_eq!(Tape::new().grad(|s| s.slope.powi(s.power), &at).slope, tensor(6.0));
/// ```
///
/// # Errors
///
/// For an enum or a union; where no type parameter is the element, or it is bounded by more than `Element`; for a field
/// that does not depend on the element and is not skipped, such as one with a fixed type of number; for a reference.
#[proc_macro_derive(Parameters, attributes(parameters))]
pub fn parameters(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    implement::implement(&input).unwrap_or_else(Error::into_compile_error).into()
}
