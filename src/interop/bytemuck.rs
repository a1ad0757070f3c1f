//! Tensors in boxes, made where they stay.
//!
//! `Box::new(tensor)` makes the tensor on the stack and copies it, unless the compiler optimises, and so does the `clone`
//! of a box. Bytemuck makes a box of zeros on the heap, for types which may hold them, and what is here writes into it.

use crate::number::{Ring, Stored};
use crate::shape::Shape;
use crate::tensor::{LengthError, Tensor};
use alloc::boxed::Box;
use bytemuck::Zeroable;

impl<T: Stored, S: Shape> Tensor<T, S>
where
    S::Array<T>: Zeroable,
{
    /// A box in which every element is `value`, made without a copy on the stack. (Feature `bytemuck`.)
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = Matrix::<f64, 512, 512>::boxed_full(0.5);
    /// assert_eq!(a.sum(), 131_072.0);
    /// ```
    #[must_use]
    pub fn boxed_full(value: T) -> Box<Self> {
        let mut boxed: Box<Self> = bytemuck::zeroed_box();
        boxed.as_mut_slice().fill(value);
        boxed
    }

    /// A box in which every element is computed from its index, made without a copy on the stack. (Feature `bytemuck`.)
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = Matrix::<usize, 512, 512>::boxed_from_fn(|[i, j]| 1000 * i + j);
    /// assert_eq!(a[[3, 14]], 3014);
    /// ```
    #[must_use]
    pub fn boxed_from_fn(mut f: impl FnMut(S::Index) -> T) -> Box<Self> {
        let mut boxed: Box<Self> = bytemuck::zeroed_box();
        for (position, element) in boxed.as_mut_slice().iter_mut().enumerate() {
            *element = f(S::index_of(position));
        }
        boxed
    }

    /// A box with the elements of a slice, last axis fastest, made without a copy on the stack. (Feature `bytemuck`.)
    ///
    /// # Errors
    /// [`LengthError`], naming both lengths, where the slice is not as long as the tensor.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let data = vec![1.5_f32; 1 << 20];
    /// let a = Vector::<f32, { 1 << 20 }>::boxed_from_slice(&data)?;
    /// assert_eq!(a.as_slice(), data);
    /// let error = Vector::<f32, 3>::boxed_from_slice(&[1.0]).unwrap_err();
    /// assert_eq!(error.to_string(), "there are 1 elements, a tensor of shape [3] holds 3");
    /// # Ok::<(), LengthError>(())
    /// ```
    pub fn boxed_from_slice(slice: &[T]) -> Result<Box<Self>, LengthError> {
        LengthError::check::<S>(slice.len())?;
        let mut boxed: Box<Self> = bytemuck::zeroed_box();
        boxed.as_mut_slice().copy_from_slice(slice);
        Ok(boxed)
    }

    /// A box with a copy of this tensor, which may lie in a box itself, made without another copy on the stack. (Feature
    /// `bytemuck`.)
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = Matrix::<f64, 512, 512>::boxed_full(0.5);
    /// let mut b = a.to_boxed(); // `a.clone()` would go by way of the stack
    /// *b += 1.0;
    /// assert_eq!((a[[0, 0]], b[[0, 0]]), (0.5, 1.5));
    /// ```
    #[must_use]
    pub fn to_boxed(&self) -> Box<Self> {
        let mut boxed: Box<Self> = bytemuck::zeroed_box();
        boxed.copy_from(self);
        boxed
    }
}

impl<T: Ring, S: Shape> Tensor<T, S>
where
    S::Array<T>: Zeroable,
{
    /// A box in which every element is 0, made without a copy on the stack. (Feature `bytemuck`.)
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = Matrix::<f64, 512, 512>::boxed_full(0.5);
    /// let mut product = Matrix::<f64, 512, 512>::boxed_zeros();
    /// a.mm_into(&a, &mut product);
    /// assert_eq!(product[[7, 7]], 128.0);
    /// ```
    #[must_use]
    pub fn boxed_zeros() -> Box<Self> {
        Self::boxed_full(T::ZERO)
    }
}
