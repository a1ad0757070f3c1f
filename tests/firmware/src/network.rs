//! A network that recognises digits of 4×4 pixels.

use crate::Fingerprint;
use crate::digits::Digit;
use wengert::{Matrix, Real, Vector, tensor};

pub const PIXELS: usize = 16;
pub const HIDDEN: usize = 6;
pub const CLASSES: usize = 10;

/// Weights and biases of two layers.
pub type Network<E> = (Matrix<E, HIDDEN, PIXELS>, Vector<E, HIDDEN>, Matrix<E, CLASSES, HIDDEN>, Vector<E, CLASSES>);

/// How much an image looks like each digit.
pub fn scores<E: Real>((w1, b1, w2, b2): &Network<E>, image: &Vector<E::Base, PIXELS>) -> Vector<E, CLASSES> {
    let hidden = (w1.mv(&w1.lift(image)) + b1).tanh();
    w2.mv(&hidden) + b2
}

/// Row by row, 0 for paper to 1 for ink.
pub fn image((pixels, _): &Digit) -> Vector<f32, PIXELS> {
    tensor(pixels.map(|pixel| f32::from(pixel) / 64.0))
}

/// How many of the digits are recognised.
pub fn recognised(network: &Network<f32>, digits: &[Digit]) -> usize {
    digits.iter().filter(|digit| scores(network, &image(digit)).argmax().into_repr() == usize::from(digit.1)).count()
}

/// A sum of the bits of all weights and biases.
pub fn fingerprint((w1, b1, w2, b2): &Network<f32>) -> u32 {
    let prints = [w1.as_slice(), b1.as_slice(), w2.as_slice(), b2.as_slice()].map(Fingerprint::of);
    prints.into_iter().fold(0, |sum: u32, print| sum.rotate_left(1) ^ print)
}
