//! `cast`: plain numbers of another type.

use crate::number::{Ring, Stored};
use crate::shape::Shape;
use crate::tensor::Tensor;
use num_traits::AsPrimitive;

/// A plain number of which [`cast`](Tensor::cast) makes a `U`: floats and integers as Rust's `as` does, and `bool`, which
/// becomes 0 or 1 of any number.
#[diagnostic::on_unimplemented(
    message = "`cast` does not make `{U}` of `{Self}`",
    label = "these types do not convert",
    note = "floats and integers become each other, and a mask becomes numbers, 0 and 1; a mask of numbers is a comparison such as `x.not_equal(&x.zeros_like())`, and everything else is `x.map(|x| …)`"
)]
pub trait Cast<U: Stored>: Stored {
    /// The number as a `U`.
    fn cast(self) -> U;
}

/// The expansion of `numbers!(f64)` is the impl below with `f64` for `$t`.
macro_rules! numbers {
    ($($t:ty)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<U: Stored> Cast<U> for $t
        where
            $t: AsPrimitive<U>,
        {
            #[inline]
            fn cast(self) -> U {
                self.as_()
            }
        }
    )* };
}
numbers!(f32 f64 i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

#[diagnostic::do_not_recommend]
impl<U: Ring> Cast<U> for bool {
    #[inline]
    fn cast(self) -> U {
        if self { U::ONE } else { U::ZERO }
    }
}

impl<T: Stored, S: Shape> Tensor<T, S> {
    /// Each number as one of another type, as Rust's `as` converts it: `f64` to `f32`, integers to floats and back. Of a
    /// mask come 0 and 1, of any number.
    ///
    /// Shape: `S → S`. Derivative: none; plain numbers only.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1u8, 2]).cast::<f64>() / 4.0, tensor([0.25, 0.5]));
    /// assert_eq!(tensor([2.9, -2.9]).cast::<i32>(), tensor([2, -2]));
    /// assert_eq!(tensor([0.5, 2.0]).greater(1.0).cast::<f64>().mean(), 0.5);
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "to")]
    #[doc(alias = "float")]
    pub fn cast<U: Stored>(&self) -> Tensor<U, S>
    where
        T: Cast<U>,
    {
        self.map(T::cast)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Dual, tensor};

    #[test]
    fn numbers_convert_like_as() {
        assert_eq!(tensor([[0.1]]).cast::<f32>(), tensor([[0.1_f32]]));
        assert_eq!(tensor([300.0, -1.0, f64::NAN]).cast::<u8>(), tensor([255, 0, 0]));
    }

    #[test]
    fn masks_become_any_number() {
        let mask = tensor([true, false]);
        assert_eq!((mask.cast::<u8>(), mask.cast::<f32>()), (tensor([1, 0]), tensor([1.0_f32, 0.0])));
        assert_eq!(mask.cast::<Dual<f64, 1>>().value(), tensor([1.0, 0.0]));
    }
}
