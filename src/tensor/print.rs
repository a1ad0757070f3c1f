//! Printing.

use crate::number::Stored;
use crate::shape::Shape;
use crate::tensor::{Element, Tensor};

/// An element that can be printed.
pub trait Entry: Stored + core::fmt::Debug {}
impl<T: Stored + core::fmt::Debug> Entry for T {}

impl<E: Element<Number: Entry>, S: Shape> core::fmt::Debug for Tensor<E, S> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.read(|x| write!(f, "{:?} {x:?}", S::DIMS))
    }
}
