//! Two objectives of Microsoft's ADBench, a benchmark of differentiation tools, and its data: shared by examples, tests
//! and benchmarks.
#![allow(dead_code, reason = "each program takes what it needs")]

pub(crate) mod bundle;
pub(crate) mod mixture;

use flate2::read::GzDecoder;
use std::{error::Error, fs::File, io::Read, path::Path};

/// The numbers of a file of `data/adbench`, in their order: `numbers("gmm_test")`, `numbers("expected/gmm_test_J")`.
pub(crate) fn numbers(name: &str) -> Result<Vec<f64>, Box<dyn Error>> {
    // The benchmarks are a crate of their own within this one.
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|top| top.join("data/adbench"));
    let folder = { folders }.find(|folder| folder.is_dir()).ok_or("there is no folder data/adbench")?;
    let mut text = String::new();
    GzDecoder::new(File::open(folder.join(format!("{name}.txt.gz")))?).read_to_string(&mut text)?;
    Ok(text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?)
}

/// Takes numbers off the front of a file.
pub(crate) struct Reader {
    numbers: std::vec::IntoIter<f64>,
}

impl Reader {
    pub(crate) fn open(name: &str) -> Result<Self, Box<dyn Error>> {
        Ok(Reader { numbers: numbers(name)?.into_iter() })
    }

    /// The next number.
    pub(crate) fn number(&mut self) -> Result<f64, Box<dyn Error>> {
        self.numbers.next().ok_or_else(|| "the file ends too early".into())
    }

    /// The next number, which counts something.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked by the way back")]
    pub(crate) fn count(&mut self) -> Result<usize, Box<dyn Error>> {
        let number = self.number()?;
        let count = number as usize;
        if count as f64 == number { Ok(count) } else { Err(format!("{number} is not a count").into()) }
    }

    /// As many numbers as a tensor of shape `S` holds.
    pub(crate) fn tensor<S: wengert::Shape>(&mut self) -> Result<wengert::Tensor<f64, S>, Box<dyn Error>> {
        Ok(wengert::Tensor::try_from_iter(self.numbers.by_ref().take(S::NUMEL))?)
    }
}
