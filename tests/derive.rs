//! `#[derive(Parameters)]`: every form of struct, in a crate without the standard library.
#![cfg(all(feature = "alloc", feature = "derive"))]
#![no_std]

extern crate std;

use std::string::ToString;
use std::vec::Vec;
use std::{assert_eq, format, vec};
use wengert::{
    Dim, Dual, Element, Matrix, Parameters, ParametersMut, Real, Scalar, Shape, Tape, Tensor, Vector, tensor,
};

/// Every number of a structure, leaf by leaf; and that both ways to the leaves, by value and by slice, are one.
fn flat<P: ParametersMut<Number = f64>>(p: &mut P) -> Vec<f64> {
    let mut walked = vec![];
    p.map_with(|x| {
        walked.push(x);
        x
    });
    let leaves: Vec<_> = p.leaves().flatten().copied().collect();
    assert_eq!(walked, leaves);
    let written: Vec<_> = (0..P::LEAVES).flat_map(|index| p.leaf_mut(index).to_vec()).collect();
    assert_eq!(written, leaves);
    leaves
}

#[derive(Clone, Copy, Debug, PartialEq, Parameters)]
struct Layer<E: Element, const I: usize, const O: usize> {
    weight: Matrix<E, I, O>,
    bias: Vector<E, O>,
}

#[derive(Clone, Copy, Debug, PartialEq, Parameters)]
struct Network<E: Element> {
    first: Layer<E, 2, 3>,
    hidden: [Layer<E, 3, 3>; 2],
    scale: (Scalar<E>, [Vector<E, 3>; 1]),
}

fn network() -> Network<f64> {
    let mut next = 0.0;
    let zeros = Network {
        first: Layer { weight: Tensor::zeros(), bias: Tensor::zeros() },
        hidden: [Layer { weight: Tensor::zeros(), bias: Tensor::zeros() }; 2],
        scale: (Tensor::zeros(), [Tensor::zeros()]),
    };
    zeros.map_with(|_| {
        next += 1.0;
        next
    })
}

#[test]
fn nested_structures_are_walked_in_the_order_of_their_fields() {
    let numbers: Vec<_> = (1..=37).map(f64::from).collect();
    assert_eq!(flat(&mut network()), numbers);
    assert_eq!(Network::<f64>::LEAVES, 8);
    assert_eq!(network().hidden[1].bias, tensor([31.0, 32.0, 33.0]));
    assert_eq!(network().scale.0, 34.0);
}

#[test]
fn every_mode_has_the_structure() {
    fn value<E: Real>(n: &Network<E>) -> Scalar<E> {
        let layers = n.hidden.iter().map(|layer| layer.weight.sum() * layer.bias.sum());
        layers.fold(n.first.bias.sum() * n.scale.0, |sum, y| sum + y) * n.scale.1[0].sum()
    }
    let (at, direction) = (network().map_with(f64::sin), network().map_with(f64::cos));
    let (_, forward) = wengert::jvp(|n| value(&n), &at, &direction);
    let slope = Tape::new().grad(|n| value(&n), &at);
    let mut reverse = 0.0;
    for (slope, direction) in slope.leaves().flatten().zip(direction.leaves().flatten()) {
        reverse += slope * direction;
    }
    assert!((forward.item() - reverse).abs() < 1e-12);
    let nested = at.map_with(|x| 2.0 * x).map_tensors(&mut Lifted);
    assert_eq!(nested.scale.0.into_repr(), Dual::constant(2.0 * at.scale.0.item()));
}

/// Constants as dual numbers.
struct Lifted;
impl wengert::TensorMap<Dual<f64, 2>> for Lifted {
    type Number = f64;
    fn map<S: Shape>(&mut self, x: &Tensor<f64, S>) -> Tensor<Dual<f64, 2>, S> {
        x.map(Dual::constant)
    }
}

#[test]
fn structures_are_copied_compared_and_printed() {
    let (a, b) = (network(), network());
    assert_eq!(a, b);
    assert_ne!(a, a.map_with(|x| x + 1.0));
    let layer = Layer { weight: tensor([[0.5]]), bias: tensor([1.0]) };
    assert_eq!(format!("{layer:?}"), "Layer { weight: tensor([[0.5]]), bias: tensor([1.]) }");
    let tape = Tape::new();
    assert_eq!(format!("{:?}", tape.var(&layer)), format!("{layer:?}"));
}

/// Two shape parameters, one of them bounded in the where-clause, as the element is.
#[derive(Parameters)]
struct Affine<E, S: Shape, B>
where
    E: Element + Copy,
    B: Dim,
    Tensor<f32, S>: Copy,
{
    scale: Tensor<E, S>,
    matrix: Tensor<E, (B, B)>,
}

/// A tuple struct with a default for its element.
#[derive(Parameters)]
struct Pair<E: Element = f64>(Scalar<E>, Vector<E, 2>);

/// Nothing at all in front of the element's name.
#[derive(Parameters)]
#[expect(clippy::type_complexity, reason = "the deeper the better")]
struct Deep<E: wengert::Element, const N: usize>([[(Pair<E>, Affine<E, (), wengert::Const<N>>); 2]; 2]);

#[test]
fn every_kind_of_parameter_is_kept() {
    let affine = Affine { scale: tensor([1.0, 2.0]), matrix: tensor([[3.0]]) };
    let pair: Pair = Pair(tensor(1.0), tensor([2.0, 3.0]));
    assert_eq!(flat(&mut affine.map_with(|x| 2.0 * x)), [2.0, 4.0, 6.0]);
    assert_eq!(flat(&mut pair.map_with(|x| x)), [1.0, 2.0, 3.0]);
    let part = |x: f64| {
        let y = x + 0.5;
        (Pair(tensor(x), Tensor::full(x)), Affine { scale: tensor(y), matrix: Matrix::<f64, 2, 2>::full(y) })
    };
    let mut deep = Deep([[part(1.0), part(2.0)], [part(3.0), part(4.0)]]);
    assert_eq!(Deep::<f64, 2>::LEAVES, 16);
    assert_eq!(deep.leaf(13), [4.0, 4.0]);
    deep.leaf_mut(15)[3] = 7.0;
    assert_eq!(flat(&mut deep)[28..], [4.5, 4.5, 4.5, 7.0]);
}

/// What is no parameter goes along.
#[derive(Parameters)]
struct Configured<'a, E: Element> {
    #[parameters(skip)]
    name: &'a str,
    weight: Scalar<E>,
    #[parameters(skip)]
    powers: Vec<i32>,
    #[parameters(skip)]
    mean: Vector<f32, 2>,
}

#[test]
fn a_skipped_field_is_the_same_in_every_mode() {
    let at = Configured { name: "cubic", weight: tensor(2.0), powers: vec![3, 1], mean: tensor([1.0, 2.0]) };
    let slope = Tape::new().grad(
        |c| {
            assert_eq!(c.name, "cubic");
            c.powers.iter().fold(c.weight.zeros_like(), |sum, &n| sum + c.weight.powi(n))
        },
        &at,
    );
    assert_eq!(slope.weight, 13.0);
    assert_eq!((slope.name, slope.powers, slope.mean), (at.name, at.powers, at.mean));
    assert_eq!(Configured::<f64>::LEAVES, 1);
}

/// Two elements: the attribute says which of them changes with the mode.
#[derive(Parameters)]
#[parameters(element = F)]
struct Scaled<E: Element, F: Element> {
    #[parameters(skip)]
    by: Vector<E, 2>,
    parameters: Vector<F, 2>,
}

#[test]
fn the_element_can_be_named() {
    let mut scaled = Scaled { by: tensor([1_u8, 2]), parameters: tensor([3.0, 4.0]) };
    assert_eq!(flat(&mut scaled), [3.0, 4.0]);
    assert_eq!(scaled.map_with(|x| -x).by, tensor([1_u8, 2]));
}

/// Names of the prelude and of the crate mean something else here.
mod hygiene {
    #![allow(dead_code, reason = "they are in the way, that is all")]

    struct Float;
    struct Clone;
    struct TensorZip;
    mod wengert {}
    mod core {}

    #[derive(::wengert::Parameters)]
    pub(super) struct Bare<E: ::wengert::Element> {
        pub(super) index: ::wengert::Scalar<E>,
        pub(super) rest: ::wengert::Scalar<E>,
        #[parameters(skip)]
        pub(super) zip: bool,
        pub(super) r#type: ::wengert::Scalar<E>,
    }
}

#[test]
fn other_names_are_not_in_the_way() {
    let mut bare =
        hygiene::Bare { index: tensor(1.0), rest: tensor(2.0), zip: true, r#type: tensor(3.0) }.map_with(|x| 2.0 * x);
    assert_eq!(flat(&mut bare), [2.0, 4.0, 6.0]);
    assert!(bare.zip);
}

#[test]
#[should_panic(expected = "there is no leaf 8: the structure holds 8 tensors")]
fn a_leaf_that_is_not_there_is_named() {
    network().leaf(8);
}

#[test]
#[should_panic(expected = "there is no leaf 9: the structure holds 2 tensors")]
fn a_leaf_to_write_that_is_not_there_is_named() {
    network().first.leaf_mut(9);
}

#[test]
fn tensors_of_every_stored_type_are_printed_in_generic_code() {
    fn shown<E: Element, S: Shape>(x: &Tensor<E, S>) -> std::string::String {
        x.to_string()
    }
    assert_eq!(shown(&tensor([true, false])), "[ true false]");
    assert_eq!(shown(&Tape::new().var(&tensor(0.5))), "0.5");
}
