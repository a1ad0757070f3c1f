//! Axes: what a tensor's type says about one of its dimensions.

use crate::shape::BroadcastDim;
pub use typenum::Const;

/// One axis of a tensor: a length, and an identity that the compiler compares.
///
/// Three kinds of axis exist: [`Const<N>`], whose identity is its length; [`One`], which `keepdim` reductions leave
/// and which broadcasts against every axis; and named axes made by [`dim!`](crate::dim), which differ from each
/// other even where their lengths agree.
///
/// ```
/// use wengert::{Const, Dim};
///
/// wengert::dim!(Batch = 32);
/// assert_eq!(Const::<3>::SIZE, 3);
/// assert_eq!(Batch::SIZE, 32);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an axis",
    label = "not an axis",
    note = "an axis is `Const<N>`, `One`, or a named axis made by `dim!(Name = N)`; a shape is a tuple of up to six of them"
)]
pub trait Dim: BroadcastDim<Self, Output = Self> + BroadcastDim<One, Output = Self> + Sized + 'static {
    /// The axis as a bare length: `Const<N>`.
    type Length: Length;
    /// How many elements lie along the axis.
    const SIZE: usize = <Self::Length as Length>::SIZE;
}

/// A bare length, [`Const<N>`], and how `N` things lie side by side: `[T; N]`.
///
/// The conversions are the safe ones of the standard library, so that nested arrays are flat slices and back
/// at no cost and without `unsafe`.
///
/// ```
/// use wengert::{Const, shape::Length};
///
/// let pairs: &[[i32; 2]] = <Const<2> as Length>::chunks(&[1, 2, 3, 4]);
/// assert_eq!(pairs, [[1, 2], [3, 4]]);
/// assert_eq!(<Const<2> as Length>::flatten(pairs), [1, 2, 3, 4]);
/// ```
pub trait Length: 'static {
    /// The number of elements.
    const SIZE: usize;
    /// `[T; N]`.
    type Array<T: Copy>: Copy;
    /// An array full of `value`.
    fn fill<T: Copy>(value: T) -> Self::Array<T>;
    /// A flat slice as arrays. A remainder shorter than one array is left out.
    fn chunks<T: Copy>(flat: &[T]) -> &[Self::Array<T>];
    /// A flat slice as arrays, to write to.
    fn chunks_mut<T: Copy>(flat: &mut [T]) -> &mut [Self::Array<T>];
    /// Arrays as one flat slice.
    fn flatten<T: Copy>(arrays: &[Self::Array<T>]) -> &[T];
    /// Arrays as one flat slice, to write to.
    fn flatten_mut<T: Copy>(arrays: &mut [Self::Array<T>]) -> &mut [T];
}

impl<const N: usize> Length for Const<N> {
    const SIZE: usize = {
        crate::shape::require(N > 0, "an axis must hold at least one element: `Const<0>` is not an axis length");
        N
    };
    type Array<T: Copy> = [T; N];
    #[inline(always)]
    fn fill<T: Copy>(value: T) -> [T; N] {
        [value; N]
    }
    #[inline(always)]
    fn chunks<T: Copy>(flat: &[T]) -> &[[T; N]] {
        flat.as_chunks().0
    }
    #[inline(always)]
    fn chunks_mut<T: Copy>(flat: &mut [T]) -> &mut [[T; N]] {
        flat.as_chunks_mut().0
    }
    #[inline(always)]
    fn flatten<T: Copy>(arrays: &[[T; N]]) -> &[T] {
        arrays.as_flattened()
    }
    #[inline(always)]
    fn flatten_mut<T: Copy>(arrays: &mut [[T; N]]) -> &mut [T] {
        arrays.as_flattened_mut()
    }
}

impl<const N: usize> Dim for Const<N> {
    type Length = Self;
}

/// The axis of length 1 that [`sum_keepdim`](crate::Tensor::sum_keepdim) and its kin leave.
///
/// It broadcasts against *every* axis, also against one whose length is a generic parameter: that is what lets
/// `e / e.sum_keepdim::<1>()` compile for any `const N` and any `D: Dim`.
///
/// ```
/// use wengert::*;
///
/// fn shares<E: Real, M: Dim, N: Dim>(x: &Tensor<E, (M, N)>) -> Tensor<E, (M, N)> {
///     x / x.sum_keepdim::<1>()
/// }
/// assert_eq!(shares(&tensor([[1.0, 3.0], [4.0, 4.0]])), tensor([[0.25, 0.75], [0.5, 0.5]]));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct One;

impl Dim for One {
    type Length = Const<1>;
}

/// Makes a named axis: a type that stands for one dimension and no other.
///
/// Two named axes of the same length are different types, so exchanging them is a compile error, even where the
/// numbers would fit. A visibility and attributes may stand before the name.
///
/// ```
/// use wengert::*;
///
/// dim!(Batch = 2);
/// dim!(
///     /// What the sensor sees.
///     pub Pixels = 3
/// );
/// let x: Tensor<f64, (Batch, Pixels)> = Tensor::ones();
/// let w: Tensor<f64, (Pixels, Const<4>)> = Tensor::full(0.5);
/// let y: Tensor<f64, (Batch, Const<4>)> = x.mm(&w);
/// assert_eq!(y[[0, 0]], 1.5);
///
/// // Data take the names of the context, and `reshape` renames.
/// let bias: Tensor<f64, (Pixels,)> = [0.1, 0.2, 0.3].into();
/// let same: Tensor<f64, (Pixels,)> = tensor([0.1, 0.2, 0.3]).reshape();
/// assert_eq!(bias, same);
/// ```
///
/// The expansion of `dim!(Batch = 2)`:
///
/// ```
/// # use wengert as wengert;
/// # use wengert::{Const, Dim, One};
/// /// A named axis of length 2.
/// #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
/// struct Batch;
/// impl Dim for Batch {
///     type Length = Const<2>;
/// }
/// impl wengert::shape::BroadcastDim<Batch> for Batch { type Output = Batch; }
/// impl wengert::shape::BroadcastDim<One> for Batch { type Output = Batch; }
/// impl wengert::shape::BroadcastDim<Const<1>> for Batch { type Output = Batch; }
/// impl wengert::shape::BroadcastDim<Batch> for Const<1> { type Output = Batch; }
/// ```
#[macro_export]
macro_rules! dim {
    ($(#[$attribute:meta])* $visibility:vis $name:ident = $length:expr) => {
        $(#[$attribute])*
        #[doc = concat!("A named axis of length ", stringify!($length), ".")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        $visibility struct $name;
        impl $crate::Dim for $name {
            type Length = $crate::Const<{ $length }>;
        }
        #[diagnostic::do_not_recommend]
        impl $crate::shape::BroadcastDim<$name> for $name {
            type Output = $name;
        }
        #[diagnostic::do_not_recommend]
        impl $crate::shape::BroadcastDim<$crate::One> for $name {
            type Output = $name;
        }
        #[diagnostic::do_not_recommend]
        impl $crate::shape::BroadcastDim<$crate::Const<1>> for $name {
            type Output = $name;
        }
        #[diagnostic::do_not_recommend]
        impl $crate::shape::BroadcastDim<$name> for $crate::Const<1> {
            type Output = $name;
        }
    };
}
