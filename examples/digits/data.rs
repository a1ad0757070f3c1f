//! The data: 1797 handwritten digits, most of them to learn from, the others to be tested on.

use crate::model::{Batch, Pixels};
use flate2::read::GzDecoder;
use rand::{rngs::StdRng, seq::SliceRandom};
use std::{error::Error, fs::File};
use wengert::{Dim, Tensor};

/// The blackest a pixel can be in the file.
const BLACK: f32 = 16.0;

/// An image, and the digit that it shows.
pub(crate) struct Digit {
    /// Row by row, 0 for paper to 1 for ink.
    pub(crate) pixels: Tensor<f32, (Pixels,)>,
    pub(crate) label: u8,
}

impl Digit {
    /// A line of the file: the pixels, then the label.
    fn parse(line: &[u8]) -> Result<Self, Box<dyn Error>> {
        let (&label, pixels) = line.split_last().ok_or("the data hold an empty line")?;
        let pixels: Vec<f32> = pixels.iter().map(|&pixel| f32::from(pixel) / BLACK).collect();
        Ok(Digit { pixels: Tensor::from_slice(&pixels)?, label })
    }
}

/// The shuffled digits: four fifths to learn from, one fifth to be tested on.
pub(crate) fn load(rng: &mut StdRng) -> Result<(Vec<Digit>, Vec<Digit>), Box<dyn Error>> {
    let file = File::open(concat!(env!("CARGO_MANIFEST_DIR"), "/data/digits.csv.gz"))?;
    let mut lines = csv::ReaderBuilder::new().has_headers(false).from_reader(GzDecoder::new(file));
    let mut digits = Vec::new();
    for line in lines.deserialize::<Vec<u8>>() {
        digits.push(Digit::parse(&line?)?);
    }
    digits.shuffle(rng);
    let test = digits.split_off(digits.len() * 4 / 5);
    Ok((digits, test))
}

/// The digits in full batches, and the few that are left over.
pub(crate) fn batches(digits: &[Digit]) -> (&[[Digit; Batch::SIZE]], &[Digit]) {
    digits.as_chunks()
}

/// Images, the rows of one matrix, and their labels.
pub(crate) type Examples<B> = (Tensor<f32, (B, Pixels)>, Tensor<u8, (B,)>);

/// Digits as tensors. A batch may have any size that is a type.
pub(crate) fn batch<B: Dim>(digits: &[Digit]) -> Examples<B> {
    assert_eq!(digits.len(), B::SIZE, "every digit has a row, and every row a digit");
    let images = Tensor::<_, (B, Pixels)>::from_fn(|[row, pixel]| digits[row].pixels[[pixel]]);
    let labels = Tensor::<_, (B,)>::from_fn(|[row]| digits[row].label);
    (images, labels)
}
