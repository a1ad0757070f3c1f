//! Dual numbers: `3.0+[1.0 0.0]ε`.

use super::{Detail, Entry, alone};
use crate::number::{Dual, Float};
use core::fmt::{Display, Formatter, Result, Write};

/// How the dual numbers of a tensor are printed: values and tangents line up each for themselves.
pub struct Split<F> {
    value: F,
    tangent: F,
    tangents: usize,
}

impl<F: From<Detail>> From<Detail> for Split<F> {
    fn from(detail: Detail) -> Self {
        Split { value: F::from(detail), tangent: F::from(detail), tangents: detail.tangents }
    }
}

impl<F> Split<F> {
    pub(super) fn fit<T: Entry<Format = F>>(&mut self, value: &T, tangents: &[T]) {
        value.fit(&mut self.value);
        for tangent in tangents.iter().take(self.tangents) {
            tangent.fit(&mut self.tangent);
        }
    }

    pub(super) fn write<T: Entry<Format = F>>(&self, value: &T, tangents: &[T], out: &mut dyn Write) -> Result {
        value.write(&self.value, out)?;
        out.write_str("+[")?;
        for (k, tangent) in tangents.iter().take(self.tangents).enumerate() {
            out.write_str(if k == 0 { "" } else { " " })?;
            tangent.write(&self.tangent, out)?;
        }
        out.write_str(match self.tangents {
            shown if shown >= tangents.len() => "]ε",
            0 => "...]ε",
            _ => " ...]ε",
        })
    }
}

impl<T: Float, const K: usize> Entry for Dual<T, K> {
    type Format = Split<T::Format>;

    fn fit(&self, format: &mut Self::Format) {
        format.fit(&self.value, &self.tangents);
    }

    fn write(&self, format: &Self::Format, out: &mut dyn Write) -> Result {
        format.write(&self.value, &self.tangents, out)
    }
}

impl<T: Float, const K: usize> Display for Dual<T, K> {
    /// Value and tangents: `3.0+[1.0 0.0]ε`. Precision and width are honoured; of many tangents the first ones are shown.
    ///
    /// ```
    /// use wengert::Dual;
    ///
    /// let x = Dual::<f64, 2>::variable(3.0, 0);
    /// assert_eq!((x * x).to_string(), "9.0+[6.0 0.0]ε");
    /// ```
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        alone(self, f)
    }
}
