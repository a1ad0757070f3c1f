//! Floats, by the rules of `NumPy`: as many decimals as the shown entries need, exponents where those would be too many.

use super::{Detail, Entry};
use crate::number::Primitive;
use core::fmt::{Error, Result, Write};

/// How many decimals there are where nobody asks for a number of them.
const DECIMALS: usize = 8;

/// How the floats of a tensor are printed.
pub struct Decimals {
    asked: Option<usize>,
    fitted: bool,
    /// The magnitudes of the finite numbers other than 0.
    largest: f64,
    smallest: f64,
    fixed: Columns,
    scientific: Columns,
    /// The columns of the widest of `nan`, `inf` and `-inf`.
    special: usize,
}

/// The columns of a number's parts.
#[derive(Clone, Copy, Default)]
struct Columns {
    before: usize,
    after: usize,
    exponent: usize,
}

impl From<Detail> for Decimals {
    fn from(detail: Detail) -> Self {
        Decimals {
            asked: detail.decimals,
            fitted: false,
            largest: 0.0,
            smallest: f64::INFINITY,
            fixed: Columns::default(),
            scientific: Columns::default(),
            special: 0,
        }
    }
}

impl Decimals {
    fn fit<T: Primitive>(&mut self, x: T) {
        self.fitted = true;
        if let Some(special) = special(x) {
            self.special = self.special.max(special.len());
            return;
        }
        let magnitude = x.abs().to_f64().unwrap_or(f64::NAN);
        if magnitude != 0.0 {
            self.largest = self.largest.max(magnitude);
            self.smallest = self.smallest.min(magnitude);
        }
        if !self.is_scientific() {
            self.fixed.fit(&Text::fixed(x, self.decimals()));
        }
        self.scientific.fit(&Text::scientific(x, self.decimals()));
    }

    fn decimals(&self) -> usize {
        self.asked.unwrap_or(DECIMALS)
    }

    /// `NumPy`'s rule. Once true it stays so, whatever else is fitted in.
    fn is_scientific(&self) -> bool {
        self.largest >= 1e8 || self.smallest < 1e-4 || self.largest / self.smallest > 1000.0
    }

    fn write<T: Primitive>(&self, x: T, out: &mut dyn Write) -> Result {
        if let Some(special) = special(x) {
            return write!(out, "{special:>0$}", self.width());
        }
        match self.asked {
            _ if self.fitted => self.align(x, out),
            Some(decimals) => write!(out, "{x:.decimals$?}"),
            None => write!(out, "{x:?}"),
        }
    }

    fn align<T: Primitive>(&self, x: T, out: &mut dyn Write) -> Result {
        let scientific = self.is_scientific();
        let text = if scientific { Text::scientific(x, self.decimals()) } else { Text::fixed(x, self.decimals()) };
        let Ok(text) = text else { return write!(out, "{x:?}") };
        let Parts { before, after, sign, exponent } = text.parts();
        let Columns { after: decimals, exponent: digits, .. } = self.columns();
        let head = self.width() - self.tail();
        write!(out, "{before:>head$}.")?;
        if scientific {
            write!(out, "{after:0<decimals$}e{sign}{exponent:0>digits$}")
        } else {
            write!(out, "{after:<decimals$}")
        }
    }

    fn columns(&self) -> Columns {
        if self.is_scientific() { self.scientific } else { self.fixed }
    }

    fn width(&self) -> usize {
        self.special.max(self.columns().before + self.tail())
    }

    /// The columns from the decimal point on.
    fn tail(&self) -> usize {
        let Columns { after, exponent, .. } = self.columns();
        1 + after + if self.is_scientific() { 2 + exponent } else { 0 }
    }
}

impl Columns {
    /// A number whose text is too long counts for nothing: it will not be aligned.
    fn fit(&mut self, text: &core::result::Result<Text, Error>) {
        let Ok(text) = text else { return };
        let Parts { before, after, exponent, .. } = text.parts();
        self.before = self.before.max(before.len());
        self.after = self.after.max(after.len());
        self.exponent = self.exponent.max(exponent.len()).max(2);
    }
}

fn special<T: Primitive>(x: T) -> Option<&'static str> {
    match x {
        _ if x.is_nan() => Some("nan"),
        _ if x == T::infinity() => Some("inf"),
        _ if x == T::neg_infinity() => Some("-inf"),
        _ => None,
    }
}

/// A printed number, on the stack: there is room for 17 digits with a sign, zeros before them, and an exponent.
struct Text {
    bytes: [u8; 40],
    length: usize,
}

/// `-2.50e-7` is `-2`, `5`, `-` and `7`.
struct Parts<'a> {
    before: &'a str,
    after: &'a str,
    sign: char,
    exponent: &'a str,
}

impl Write for Text {
    fn write_str(&mut self, text: &str) -> Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

impl Text {
    const EMPTY: Text = Text { bytes: [0; 40], length: 0 };

    /// The shortest decimals that read back as `x`, or the rounded ones if those are more than wanted.
    fn fixed<T: Primitive>(x: T, decimals: usize) -> core::result::Result<Text, Error> {
        let mut text = Text::EMPTY;
        write!(text, "{x}")?;
        if text.parts().after.len() > decimals {
            text = Text::EMPTY;
            write!(text, "{x:.decimals$}")?;
        }
        Ok(text)
    }

    /// The same with an exponent.
    fn scientific<T: Primitive>(x: T, decimals: usize) -> core::result::Result<Text, Error> {
        let mut text = Text::EMPTY;
        write!(text, "{x:e}")?;
        if text.parts().after.len() > decimals {
            text = Text::EMPTY;
            write!(text, "{x:.decimals$e}")?;
        }
        Ok(text)
    }

    fn parts(&self) -> Parts<'_> {
        let text = core::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default();
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, ""));
        let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |exponent| ('-', exponent));
        Parts { before, after: after.trim_end_matches('0'), sign, exponent }
    }
}

/// The expansion of `floats!(f32)` is the impl below with `f32` for `$t`.
macro_rules! floats {
    ($($t:ty)*) => { $(
        impl Entry for $t {
            type Format = Decimals;
            fn fit(&self, format: &mut Decimals) {
                format.fit(*self);
            }
            fn write(&self, format: &Decimals, out: &mut dyn Write) -> Result {
                format.write(*self, out)
            }
        }
    )* };
}
floats!(f32 f64);
