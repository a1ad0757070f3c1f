//! `nll`: the negative log-likelihood of integer labels.

use crate::kernel::total;
use crate::number::{Float, Integer};
use crate::op::labels::Labels;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::Dim;
use crate::tensor::{Element, Real, Scalar, Tensor};

/// The rule of [`Tensor::nll`]: the label of each row, kept in the node's words.
pub struct NegativeLogLikelihood<R: Dim> {
    labels: Labels<R>,
}

// By hand: a derive would ask the axis to be `Copy`, where it is the array of labels that is.
impl<R: Dim> Clone for NegativeLogLikelihood<R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<R: Dim> Copy for NegativeLogLikelihood<R> {}

impl<R: Dim> NegativeLogLikelihood<R> {
    /// The rule for these labels, a tensor of any integer type.
    ///
    /// # Panics
    /// Where a label is below 0 or does not fit into 32 bits. Where there is no such class, the operation panics.
    #[must_use]
    #[track_caller]
    pub fn new(labels: &Tensor<impl Integer, (R,)>) -> Self {
        Self { labels: Labels::new(labels, u32::MAX as usize) }
    }
}

impl<R: Dim> Operation for NegativeLogLikelihood<R> {
    const NAME: &'static str = "nll";
    const WORDS: usize = R::SIZE;
    fn write(&self, words: &mut [u32]) {
        words.copy_from_slice(self.labels.words());
    }
    fn read(words: &[u32]) -> Self {
        NegativeLogLikelihood { labels: Labels::read(words) }
    }
}

impl<T: Float, R: Dim, C: Dim> UnaryOp<T, (R, C)> for NegativeLogLikelihood<R> {
    type Output = ();
    type Saved = Nothing;
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        let rows = x.chunks_exact(C::SIZE).zip(self.labels.words());
        y[0] = total(rows.map(|(x, &label)| -x[label as usize])) / T::from_f64(R::SIZE as f64);
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T]) {
        let dy = dy[0] / T::from_f64(R::SIZE as f64);
        for (dx, &label) in dx.chunks_exact_mut(C::SIZE).zip(self.labels.words()) {
            let dx = &mut dx[label as usize];
            *dx = *dx - dy;
        }
    }
}

impl<E: Element, R: Dim, C: Dim> Tensor<E, (R, C)> {
    /// The mean over the rows of −row\[label\]: how badly logarithms of probabilities, such as
    /// [`log_softmax`](Self::log_softmax) gives, predict labels. From scores, [`cross_entropy`](Self::cross_entropy) is both
    /// in one.
    ///
    /// Labels are a tensor of any integer type, one for each row, from 0.
    ///
    /// Shape: `(R, C)`, labels `(R,)` `→ ()`. Derivative: −1/rows at the label of each row, else 0.
    ///
    /// # Panics
    /// Where a label is not below `C`, naming it, its row and the number of classes.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let x = tensor([[-0.5, -1.0], [-2.0, -0.25]]);
    /// assert_eq!(x.nll(&tensor([0, 1])), 0.375);
    /// assert_eq!(grad(|x| x.nll(&tensor([0, 1])), &x), tensor([[-0.5, 0.0], [0.0, -0.5]]));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn nll<L: Integer>(&self, labels: &Tensor<L, (R,)>) -> Scalar<E>
    where
        E: Real,
    {
        self.unary(NegativeLogLikelihood { labels: Labels::new(labels, C::SIZE) })
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, grad, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>, Const<1>)| -> () { x.nll(&tensor([0])) });
        check::everywhere!(|x: (Const<1>, Const<3>)| -> () { x.nll(&tensor([2u8])) });
        check::everywhere!(|x: (Const<3>, Const<4>)| -> () { x.nll(&tensor([2usize, 0, 2])) });
    }

    #[test]
    fn large_scores_and_impossible_classes() {
        let scores = tensor([[1e4, -1e4, 0.0], [-1e4, 1e4, 1e4]]);
        let labels = tensor([1, 2]);
        assert_eq!(scores.log_softmax::<1>().nll(&labels), scores.cross_entropy(&labels));
        assert_eq!(tensor([[0.0, f64::NEG_INFINITY]]).nll(&tensor([0])), 0.0);
        let slopes = grad(|x| x.nll(&tensor([0])), &tensor([[0.0, f64::NEG_INFINITY]]));
        assert_eq!(slopes, tensor([[-1.0, 0.0]]));
    }

    #[test]
    #[should_panic(expected = "the label of row 1 is -1, but the scores have 3 classes, 0 to 2")]
    fn a_label_outside_the_classes_is_named() {
        let _ = tensor([[0.0; 3]; 2]).nll(&tensor([0, -1]));
    }
}
