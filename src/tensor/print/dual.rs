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

impl<T: Float, const K: usize> Entry for Dual<T, K> {
    type Format = Split<T::Format>;

    fn fit(&self, format: &mut Self::Format) {
        self.value.fit(&mut format.value);
        for tangent in self.tangents.iter().take(format.tangents) {
            tangent.fit(&mut format.tangent);
        }
    }

    fn write(&self, format: &Self::Format, out: &mut dyn Write) -> Result {
        self.value.write(&format.value, out)?;
        out.write_str("+[")?;
        for (k, tangent) in self.tangents.iter().take(format.tangents).enumerate() {
            out.write_str(if k == 0 { "" } else { " " })?;
            tangent.write(&format.tangent, out)?;
        }
        out.write_str(match format.tangents {
            shown if shown >= K => "]ε",
            0 => "...]ε",
            _ => " ...]ε",
        })
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
