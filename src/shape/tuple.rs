//! Shapes: tuples of axes, rank 0 to 6.

use crate::shape::{Broadcast, Dim, Length};
use core::slice::{from_mut, from_ref};

/// A shape: a tuple of up to six axes, `()` for a scalar, `(Const<3>,)` for a vector, `(Batch, Const<3>)` for a matrix.
///
/// A shape knows how its elements are stored: nested arrays, last axis innermost, which are contiguous and read as
/// one flat slice. `S: Shape` is all that generic code needs for operators between tensors of the same shape and
/// between a tensor and a scalar.
///
/// ```
/// use wengert::{Const, Shape};
///
/// type Images = (Const<5>, Const<8>, Const<8>);
/// assert_eq!(Images::DIMS, [5, 8, 8]);
/// assert_eq!(Images::NUMEL, 320);
/// assert_eq!(Images::index_of(65), [1, 0, 1]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a shape",
    label = "not a shape",
    note = "a shape is a tuple of up to six axes, such as `()`, `(Const<3>,)` or `(Batch, Const<3>)`"
)]
pub trait Shape: Broadcast<Self, Output = Self> + Broadcast<(), Output = Self> + Sized + 'static {
    /// The length of each axis.
    const DIMS: &'static [usize];
    /// The number of axes.
    const RANK: usize = Self::DIMS.len();
    /// The number of elements: the product of the lengths, 1 for a scalar.
    const NUMEL: usize;
    /// The place of one element: `[usize; RANK]`.
    type Index: Copy + AsRef<[usize]> + core::fmt::Debug;
    /// Storage: nested arrays, `[[T; N]; M]` for `(Const<M>, Const<N>)`.
    type Array<T: Copy>: Copy;
    /// Storage full of `value`.
    fn splat<T: Copy>(value: T) -> Self::Array<T>;
    /// All elements, last axis fastest.
    fn flat<T: Copy>(array: &Self::Array<T>) -> &[T];
    /// All elements, to write to.
    fn flat_mut<T: Copy>(array: &mut Self::Array<T>) -> &mut [T];
    /// The first `NUMEL` elements of a slice as storage.
    ///
    /// # Panics
    /// Where the slice is shorter than `NUMEL`.
    fn from_flat<T: Copy>(flat: &[T]) -> &Self::Array<T>;
    /// The index of the element at a position of the flat slice.
    fn index_of(position: usize) -> Self::Index;

    /// The position of an index in the flat slice, or `None` where it lies outside.
    #[must_use]
    fn position_of(index: Self::Index) -> Option<usize> {
        let mut position = 0;
        for (&i, &n) in index.as_ref().iter().zip(Self::DIMS) {
            if i >= n {
                return None;
            }
            position = position * n + i;
        }
        Some(position)
    }
}

/// `[[T; B]; A]` for the axes `A B`.
macro_rules! nest {
    ($t:ty;) => { $t };
    ($t:ty; $d:ident $($rest:ident)*) => { <$d::Length as Length>::Array<nest!($t; $($rest)*)> };
}
/// `A::fill(B::fill(value))` for the axes `A B`.
macro_rules! fill {
    ($v:ident;) => { $v };
    ($v:ident; $d:ident $($rest:ident)*) => { $d::Length::fill(fill!($v; $($rest)*)) };
}
/// `B::flatten(A::flatten(slice))` for the axes `A B`.
macro_rules! flatten {
    ($f:ident $s:expr;) => { $s };
    ($f:ident $s:expr; $d:ident $($rest:ident)*) => { flatten!($f $d::Length::$f($s); $($rest)*) };
}
/// `A::chunks(B::chunks(slice))` for the axes `A B`.
macro_rules! chunk {
    ($s:expr;) => { $s };
    ($s:expr; $d:ident $($rest:ident)*) => { $d::Length::chunks(chunk!($s; $($rest)*)) };
}

/// Implements [`Shape`] for one rank. The expansion of `shape!(2: A B)`:
///
/// ```ignore
/// impl<A: Dim, B: Dim> Shape for (A, B) {
///     const DIMS: &'static [usize] = &[A::SIZE, B::SIZE];
///     const NUMEL: usize = 1 * A::SIZE * B::SIZE;
///     type Index = [usize; 2];
///     type Array<T: Copy> = <A::Length as Length>::Array<<B::Length as Length>::Array<T>>;
///     fn splat<T: Copy>(value: T) -> Self::Array<T> { A::Length::fill(B::Length::fill(value)) }
///     fn flat<T: Copy>(array: &Self::Array<T>) -> &[T] { B::Length::flatten(A::Length::flatten(from_ref(array))) }
///     // …
/// }
/// ```
macro_rules! shape {
    ($rank:literal: $($d:ident)*) => {
        impl<$($d: Dim),*> Shape for ($($d,)*) {
            const DIMS: &'static [usize] = &[$($d::SIZE),*];
            const NUMEL: usize = 1 $(* $d::SIZE)*;
            type Index = [usize; $rank];
            type Array<T: Copy> = nest!(T; $($d)*);
            #[inline(always)]
            fn splat<T: Copy>(value: T) -> Self::Array<T> {
                fill!(value; $($d)*)
            }
            #[inline(always)]
            fn flat<T: Copy>(array: &Self::Array<T>) -> &[T] {
                flatten!(flatten from_ref(array); $($d)*)
            }
            #[inline(always)]
            fn flat_mut<T: Copy>(array: &mut Self::Array<T>) -> &mut [T] {
                flatten!(flatten_mut from_mut(array); $($d)*)
            }
            #[inline(always)]
            fn from_flat<T: Copy>(flat: &[T]) -> &Self::Array<T> {
                &chunk!(flat; $($d)*)[0]
            }
            fn index_of(position: usize) -> [usize; $rank] {
                let (mut rest, mut index) = (position, [0; $rank]);
                for (i, &n) in index.iter_mut().zip(Self::DIMS).rev() {
                    *i = rest % n;
                    rest /= n;
                }
                index
            }
        }
    };
}
shape!(0:);
shape!(1: A);
shape!(2: A B);
shape!(3: A B C);
shape!(4: A B C D);
shape!(5: A B C D F);
shape!(6: A B C D F G);
