//! `cast`: plain numbers of another type.

use crate::number::Stored;
use crate::shape::Shape;
use crate::tensor::Tensor;
use num_traits::AsPrimitive;

impl<T: Stored, S: Shape> Tensor<T, S> {
    /// Each number as one of another type, as Rust's `as` converts it: `f64` to `f32`, integers to floats and back, `bool`
    /// to integers.
    ///
    /// Shape: `S → S`. Derivative: none; plain numbers only.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1u8, 2]).cast::<f64>() / 4.0, tensor([0.25, 0.5]));
    /// assert_eq!(tensor([2.9, -2.9]).cast::<i32>(), tensor([2, -2]));
    /// ```
    #[inline]
    #[must_use]
    pub fn cast<U: Stored>(&self) -> Tensor<U, S>
    where
        T: AsPrimitive<U>,
    {
        self.map(T::as_)
    }
}

#[cfg(test)]
mod tests {
    use crate::tensor;

    #[test]
    fn numbers_convert_like_as() {
        assert_eq!(tensor([[0.1]]).cast::<f32>(), tensor([[0.1_f32]]));
        assert_eq!(tensor([300.0, -1.0, f64::NAN]).cast::<u8>(), tensor([255, 0, 0]));
        assert_eq!(tensor([true, false]).cast::<u8>().sum(), 1);
    }
}
