//! Equality of tensors, order of scalars, and scalars against literals.

use crate::number::{Float, Stored};
use crate::shape::Shape;
use crate::tensor::{Element, Real, Scalar, Tensor};
use core::cmp::Ordering;

impl<E: Element, S: Shape> PartialEq for Tensor<E, S> {
    /// All elements equal. In every mode by value: tangents do not count, so branches go where the plain program goes.
    fn eq(&self, other: &Self) -> bool {
        self.read(|a| other.read(|b| a == b))
    }
}

impl<E: Element<Number: Eq>, S: Shape> Eq for Tensor<E, S> {}

impl<E: Element<Number: PartialOrd>> PartialOrd for Scalar<E> {
    /// By value, in every mode.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.read(|a| other.read(|b| a[0].partial_cmp(&b[0])))
    }
}

impl<E: Real> PartialEq<f64> for Scalar<E> {
    /// The scalar's value against a literal, which is rounded to the scalar's type.
    fn eq(&self, literal: &f64) -> bool {
        self.item() == E::Base::from_f64(*literal)
    }
}

impl<E: Real> PartialOrd<f64> for Scalar<E> {
    fn partial_cmp(&self, literal: &f64) -> Option<Ordering> {
        self.item().partial_cmp(&E::Base::from_f64(*literal))
    }
}

impl<E: Real> PartialEq<Scalar<E>> for f64 {
    fn eq(&self, scalar: &Scalar<E>) -> bool {
        scalar == self
    }
}

impl<E: Real> PartialOrd<Scalar<E>> for f64 {
    fn partial_cmp(&self, scalar: &Scalar<E>) -> Option<Ordering> {
        E::Base::from_f64(*self).partial_cmp(&scalar.item())
    }
}

/// Integer scalars against integers. The expansion of `integers!(i32)` is the two impls below with `i32` for `$t`.
macro_rules! integers {
    ($($t:ty)*) => { $(
        impl PartialEq<$t> for Tensor<$t, ()> {
            fn eq(&self, literal: &$t) -> bool {
                self.0 == *literal
            }
        }
        impl PartialOrd<$t> for Tensor<$t, ()> {
            fn partial_cmp(&self, literal: &$t) -> Option<Ordering> {
                self.0.partial_cmp(literal)
            }
        }
    )* };
}
integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize bool);

impl<T: Stored + Default, S: Shape> Default for Tensor<T, S> {
    /// Every element the default: 0, or false.
    fn default() -> Self {
        Self::full(T::default())
    }
}
