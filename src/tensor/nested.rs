//! Tensors from nested arrays.

use crate::number::Stored;
use crate::shape::{Const, Dim, Shape};
use crate::tensor::Tensor;

/// Nested arrays, up to six deep, or one number.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number or an array of numbers up to six deep",
    label = "cannot become a tensor",
    note = "write literals such as `tensor([[1.0, 2.0], [3.0, 4.0]])`; a slice becomes a tensor with `Tensor::from_slice`",
    note = "scalars that were computed, and other tensors of one shape, are joined by `stack([a, b])`"
)]
pub trait Nested {
    /// The innermost type.
    type Element: Stored;
    /// The lengths of the arrays, outermost first.
    type Shape: Shape;
    /// The arrays as storage, which they are already.
    fn into_storage(self) -> <Self::Shape as Shape>::Array<Self::Element>;
}

#[diagnostic::do_not_recommend]
impl<T: Stored> Nested for T {
    type Element = T;
    type Shape = ();
    #[inline]
    fn into_storage(self) -> T {
        self
    }
}

/// Arrays of one depth. The expansion of `nested!([[T; B]; A]: A B)`:
///
/// ```ignore
/// impl<T: Stored, const A: usize, const B: usize> Nested for [[T; B]; A] {
///     type Element = T;
///     type Shape = (Const<A>, Const<B>);
///     fn into_storage(self) -> Self { self }
/// }
/// ```
macro_rules! nested {
    ($array:ty: $($n:ident)+) => {
        #[diagnostic::do_not_recommend]
        impl<T: Stored, $(const $n: usize),+> Nested for $array {
            type Element = T;
            type Shape = ($(Const<$n>,)+);
            #[inline]
            fn into_storage(self) -> Self {
                self
            }
        }
    };
}
nested!([T; A]: A);
nested!([[T; B]; A]: A B);
nested!([[[T; C]; B]; A]: A B C);
nested!([[[[T; D]; C]; B]; A]: A B C D);
nested!([[[[[T; F]; D]; C]; B]; A]: A B C D F);
nested!([[[[[[T; G]; F]; D]; C]; B]; A]: A B C D F G);

/// Nested arrays as tensors whose axes the context names. The expansion of `named!([[T; N1]; N0]: A N0, B N1)`:
///
/// ```ignore
/// impl<T: Stored, A: Dim<Length = Const<N0>>, const N0: usize, B: Dim<Length = Const<N1>>, const N1: usize>
///     From<[[T; N1]; N0]> for Tensor<T, (A, B)>
/// {
///     fn from(nested: [[T; N1]; N0]) -> Self { Tensor(nested) }
/// }
/// ```
macro_rules! named {
    ($array:ty: $($axis:ident $n:ident),+) => {
        impl<T: Stored, $($axis: Dim<Length = Const<$n>>, const $n: usize),+> From<$array> for Tensor<T, ($($axis,)+)> {
            /// The arrays as a tensor, with the axes that the context names: `let x: Tensor<f64, (Joint,)> = [1.0, 2.0].into()`.
            #[inline]
            fn from(nested: $array) -> Self {
                Tensor(nested)
            }
        }
    };
}
named!([T; N0]: A N0);
named!([[T; N1]; N0]: A N0, B N1);
named!([[[T; N2]; N1]; N0]: A N0, B N1, C N2);
named!([[[[T; N3]; N2]; N1]; N0]: A N0, B N1, C N2, D N3);
named!([[[[[T; N4]; N3]; N2]; N1]; N0]: A N0, B N1, C N2, D N3, F N4);
named!([[[[[[T; N5]; N4]; N3]; N2]; N1]; N0]: A N0, B N1, C N2, D N3, F N4, G N5);

/// A tensor from nested arrays, its shape read off them. Literals are `f64` unless the context says otherwise.
///
/// ```
/// use wengert::*;
///
/// let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);       // Matrix<f64, 2, 3>
/// let b: Matrix<f32, 1, 2> = tensor([[1.0, 2.0]]);
/// let c = tensor(5.0);                                      // Scalar<f64>
/// assert_eq!(a.sum() - c, 16.0);
/// assert_eq!((2.0 * b).sum(), 6.0);
///
/// // Named axes come from the context, by `From`.
/// dim!(Joint = 2);
/// let angles: Tensor<f64, (Joint,)> = [0.5, -0.5].into();
/// assert_eq!(angles.sum(), 0.0);
/// ```
#[inline]
pub fn tensor<N: Nested>(nested: N) -> Tensor<N::Element, N::Shape> {
    const { assert!(<N::Shape as Shape>::NUMEL > 0) }
    Tensor(nested.into_storage())
}
