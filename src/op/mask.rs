//! What masks have: `any`, `all` and `count`.

use crate::shape::Shape;
use crate::tensor::Tensor;

/// A tensor of `bool`, as comparisons make it. It is plain in every mode, and `&`, `|`, `^` and `!` combine masks.
pub type Mask<S> = Tensor<bool, S>;

impl<S: Shape> Mask<S> {
    /// Whether any element is true.
    ///
    /// Shape: `S → bool`, which has no derivative.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert!(tensor([1.0, f64::NAN]).not_equal(&tensor([1.0, 2.0])).any());
    /// ```
    #[inline]
    #[must_use]
    pub fn any(&self) -> bool {
        self.as_slice().contains(&true)
    }

    /// Whether all elements are true.
    ///
    /// Shape: `S → bool`, which has no derivative.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert!(tensor([[1, 2], [3, 4]]).greater(0).all());
    /// ```
    #[inline]
    #[must_use]
    pub fn all(&self) -> bool {
        !self.as_slice().contains(&false)
    }

    /// How many elements are true.
    ///
    /// Shape: `S → usize`, which has no derivative.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let (guesses, labels) = (tensor([3, 1, 4]), tensor([3, 1, 5]));
    /// assert_eq!(guesses.equal(&labels).count(), 2);
    /// ```
    #[inline]
    #[must_use]
    pub fn count(&self) -> usize {
        self.as_slice().iter().filter(|&&x| x).count()
    }
}

#[cfg(test)]
mod tests {
    use crate::tensor;

    #[test]
    fn each_counts_what_is_true() {
        let of = |mask: [[bool; 2]; 2]| (tensor(mask).any(), tensor(mask).all(), tensor(mask).count());
        assert_eq!(of([[false; 2]; 2]), (false, false, 0));
        assert_eq!(of([[false, true], [true, true]]), (true, false, 3));
        assert_eq!(of([[true; 2]; 2]), (true, true, 4));
        assert_eq!((tensor(true).any(), tensor(false).all(), tensor(true).count()), (true, false, 1));
    }
}
