//! What masks have: `any`, `all` and `count`, over everything and along one axis.

use crate::shape::{HasAxis, Shape};
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
    #[doc(alias = "count_nonzero")]
    pub fn count(&self) -> usize {
        self.as_slice().iter().filter(|&&x| x).count()
    }

    /// Whether any element along axis `I`, which disappears, is true.
    ///
    /// Shape: `S → S` without axis `I`. A plain tensor: without derivative.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1, 2], [3, 4]]).equal(3).any_axis::<1>(), tensor([false, true]));
    /// ```
    #[must_use]
    pub fn any_axis<const I: usize>(&self) -> Mask<S::Removed>
    where
        S: HasAxis<I>,
    {
        self.count_axis::<I>().greater(0)
    }

    /// Whether all elements along axis `I`, which disappears, are true.
    ///
    /// Shape: `S → S` without axis `I`. A plain tensor: without derivative.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1, 2], [3, 4]]).greater(1).all_axis::<1>(), tensor([false, true]));
    /// ```
    #[must_use]
    pub fn all_axis<const I: usize>(&self) -> Mask<S::Removed>
    where
        S: HasAxis<I>,
    {
        !(!self).any_axis::<I>()
    }

    /// How many elements along axis `I`, which disappears, are true.
    ///
    /// Shape: `S → S` without axis `I`, of `usize`. A plain tensor: without derivative.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([[1, 2], [3, 4]]).greater(1).count_axis::<1>(), tensor([1, 2]));
    /// ```
    #[must_use]
    pub fn count_axis<const I: usize>(&self) -> Tensor<usize, S::Removed>
    where
        S: HasAxis<I>,
    {
        self.cast::<usize>().sum_axis::<I>()
    }
}

#[cfg(test)]
mod tests {
    use crate::tensor;

    #[test]
    fn an_axis_at_a_time() {
        let mask = tensor([[[true, false, true]], [[false, false, true]]]);
        assert_eq!(mask.count_axis::<0>(), tensor([[1, 0, 2]]));
        assert_eq!(mask.any_axis::<0>(), tensor([[true, false, true]]));
        assert_eq!(mask.all_axis::<0>(), tensor([[false, false, true]]));
        assert_eq!(mask.count_axis::<2>(), tensor([[2], [1]]));
        assert_eq!((mask.any_axis::<1>(), mask.all_axis::<1>()), (mask.reshape(), mask.reshape()));
        assert_eq!(tensor([true, false]).count_axis::<0>(), 1);
    }

    #[test]
    fn each_counts_what_is_true() {
        let of = |mask: [[bool; 2]; 2]| (tensor(mask).any(), tensor(mask).all(), tensor(mask).count());
        assert_eq!(of([[false; 2]; 2]), (false, false, 0));
        assert_eq!(of([[false, true], [true, true]]), (true, false, 3));
        assert_eq!(of([[true; 2]; 2]), (true, true, 4));
        assert_eq!((tensor(true).any(), tensor(false).all(), tensor(true).count()), (true, false, 1));
    }
}
