//! Jets: `1.0+[1.0 0.5]ε`, the terms in the order of their powers.

use super::{Entry, alone, dual::Split};
use crate::number::{Float, Jet};
use core::fmt::{Display, Formatter, Result, Write};

impl<T: Float, const N: usize> Entry for Jet<T, N> {
    type Format = Split<T::Format>;

    fn fit(&self, format: &mut Self::Format) {
        format.fit(&self.value, &self.terms);
    }

    fn write(&self, format: &Self::Format, out: &mut dyn Write) -> Result {
        format.write(&self.value, &self.terms, out)
    }
}

impl<T: Float, const N: usize> Display for Jet<T, N> {
    /// Value and terms: `1.0+[1.0 0.5]ε`. Precision and width are honoured; of many terms the first ones are shown.
    ///
    /// ```
    /// use wengert::Jet;
    ///
    /// let x = Jet::<f64, 2>::variable(3.0);
    /// assert_eq!((x * x).to_string(), "9.0+[6.0 1.0]ε");
    /// ```
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        alone(self, f)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Jet, Tensor, Vector};

    #[test]
    fn values_and_terms_line_up_each_for_themselves() {
        let x: Vector<Jet<f64, 1>, 2> = Tensor::from_repr([Jet::new(1.0, [-2.0]), Jet::new(10.0, [0.5])]);
        assert_eq!(std::format!("{x}"), "[ 1.+[-2. ]ε 10.+[ 0.5]ε]");
    }
}
