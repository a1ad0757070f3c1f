//! What an operation's value leaves for its pullback.

use crate::shape::{Const, Dim, Shape};
use core::marker::PhantomData;

/// Room for numbers that an operation computes on the way and needs again on the way back: any [`Shape`], or
/// [`Nothing`].
///
/// ```
/// use wengert::{Const, Nothing, Saved};
///
/// assert_eq!(<(Const<2>, Const<3>) as Saved>::NUMBERS, 6);
/// assert_eq!(<Nothing as Saved>::NUMBERS, 0);
/// ```
pub trait Saved: 'static {
    /// How many numbers.
    const NUMBERS: usize;
    /// Storage for them.
    type Array<T: Copy>: Copy;
    /// Storage full of `value`.
    fn splat<T: Copy>(value: T) -> Self::Array<T>;
    /// The numbers, to write to.
    fn flat_mut<T: Copy>(array: &mut Self::Array<T>) -> &mut [T];
}

/// No room at all: most operations need only their operands and their result.
#[derive(Debug, Clone, Copy)]
pub struct Nothing;

impl Saved for Nothing {
    const NUMBERS: usize = 0;
    type Array<T: Copy> = [T; 0];
    #[inline(always)]
    fn splat<T: Copy>(_: T) -> [T; 0] {
        []
    }
    #[inline(always)]
    fn flat_mut<T: Copy>(array: &mut [T; 0]) -> &mut [T] {
        array
    }
}

impl<S: Shape> Saved for S {
    const NUMBERS: usize = S::NUMEL;
    type Array<T: Copy> = S::Array<T>;
    #[inline(always)]
    fn splat<T: Copy>(value: T) -> S::Array<T> {
        <S as Shape>::splat(value)
    }
    #[inline(always)]
    fn flat_mut<T: Copy>(array: &mut S::Array<T>) -> &mut [T] {
        <S as Shape>::flat_mut(array)
    }
}

/// Room for the factors of an `N`×`N` matrix, and `N` numbers more: the order of its rows.
///
/// ```
/// use wengert::{Const, Factors, Saved};
///
/// assert_eq!(Factors::<Const<3>>::NUMBERS, 12);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Factors<N>(PhantomData<N>);

impl<N: Dim> Saved for Factors<N> {
    const NUMBERS: usize = (N::SIZE + 1) * N::SIZE;
    /// Two matrices, since the type of an array with one row more cannot be written. A tape keeps `NUMBERS` only.
    type Array<T: Copy> = <(Const<2>, N, N) as Shape>::Array<T>;
    #[inline(always)]
    fn splat<T: Copy>(value: T) -> Self::Array<T> {
        <(Const<2>, N, N) as Shape>::splat(value)
    }
    #[inline(always)]
    fn flat_mut<T: Copy>(array: &mut Self::Array<T>) -> &mut [T] {
        &mut <(Const<2>, N, N) as Shape>::flat_mut(array)[..Self::NUMBERS]
    }
}
