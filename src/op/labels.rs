//! What losses against labels share: one class for each row, checked and kept in a node's words.

use crate::number::Integer;
use crate::shape::{Dim, Length};
use crate::tensor::Tensor;

/// The class of each row.
pub(crate) struct Labels<R: Dim>(<R::Length as Length>::Array<u32>);

// By hand: a derive would ask the axis to be `Copy`, where it is the array of labels that is.
impl<R: Dim> Clone for Labels<R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<R: Dim> Copy for Labels<R> {}

impl<R: Dim> Labels<R> {
    /// Checks labels, which are a tensor of any integer type, against the number of classes.
    #[track_caller]
    pub(crate) fn new<L: Integer>(labels: &Tensor<L, (R,)>, classes: usize) -> Self {
        let mut checked = R::Length::fill(0);
        let slots = R::Length::flatten_mut(core::slice::from_mut(&mut checked));
        for (row, (slot, label)) in slots.iter_mut().zip(labels.as_slice()).enumerate() {
            match label.to_u32() {
                Some(label) if usize::try_from(label).is_ok_and(|label| label < classes) => *slot = label,
                _ => no_such_class(row, label.to_i64(), classes),
            }
        }
        Labels(checked)
    }

    pub(crate) fn read(words: &[u32]) -> Self {
        Labels(R::Length::chunks(words)[0])
    }

    pub(crate) fn words(&self) -> &[u32] {
        R::Length::flatten(core::slice::from_ref(&self.0))
    }
}

#[cold]
#[track_caller]
fn no_such_class(row: usize, label: Option<i64>, classes: usize) -> ! {
    let last = classes - 1;
    match label {
        Some(label) => panic!("the label of row {row} is {label}, but the scores have {classes} classes, 0 to {last}"),
        None => panic!("the label of row {row} is too large: the scores have {classes} classes, 0 to {last}"),
    }
}
