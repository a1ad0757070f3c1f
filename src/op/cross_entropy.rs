//! `cross_entropy` of scores against integer labels.

use crate::kernel::total;
use crate::number::{Float, Integer};
use crate::op::labels::Labels;
use crate::op::lane::{excess, shifted};
use crate::op::{Exp, Ln1p};
use crate::rule::{Operation, UnaryOp};
use crate::shape::{Dim, Shape};
use crate::tensor::{Element, Real, Scalar, Tensor};

/// The rule of [`Tensor::cross_entropy`]: the label of each row, kept in the node's words.
pub struct CrossEntropy<R: Dim> {
    labels: Labels<R>,
}

// By hand: a derive would ask the axis to be `Copy`, where it is the labels that are.
impl<R: Dim> Clone for CrossEntropy<R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<R: Dim> Copy for CrossEntropy<R> {}

impl<R: Dim> CrossEntropy<R> {
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

impl<R: Dim> Operation for CrossEntropy<R> {
    const NAME: &'static str = "cross_entropy";
    const WORDS: usize = R::SIZE;
    fn write(&self, words: &mut [u32]) {
        words.copy_from_slice(self.labels.words());
    }
    fn read(words: &[u32]) -> Self {
        CrossEntropy { labels: Labels::read(words) }
    }
}

impl<T: Float, R: Dim, C: Dim> UnaryOp<T, (R, C)> for CrossEntropy<R> {
    type Output = ();
    /// The probabilities.
    type Saved = (R, C);
    #[inline]
    fn value(&self, x: &[T], y: &mut [T], probabilities: &mut [T]) {
        let (mut peaks, mut excesses) = (<(R,) as Shape>::splat(0_usize), <(R,) as Shape>::splat(T::ZERO));
        let (peaks, excesses) = (<(R,) as Shape>::flat_mut(&mut peaks), <(R,) as Shape>::flat_mut(&mut excesses));
        let rows = x.chunks_exact(C::SIZE).zip(probabilities.chunks_exact_mut(C::SIZE)).zip(self.labels.words());
        let scores = total(rows.zip(peaks.iter_mut().zip(excesses.iter_mut())).map(|(((x, p), &label), (peak, top))| {
            let (at, _) = shifted(x, p, 0..C::SIZE);
            (*peak, *top) = (at, p[at]);
            // Less the largest score: both are large, and what is left is small.
            p[label as usize]
        }));
        // All exponentials at once, and all logarithms.
        T::apply_each(probabilities, &Exp);
        for ((p, &peak), top) in probabilities.chunks_exact_mut(C::SIZE).zip(&*peaks).zip(&mut *excesses) {
            let excess = excess(*top, p, peak, 0..C::SIZE);
            for p in p {
                *p = *p / (T::ONE + excess);
            }
            *top = excess;
        }
        T::apply_each(excesses, &Ln1p);
        y[0] = (total(excesses.iter().copied()) - scores) / T::from_f64(R::SIZE as f64);
    }
    /// dx = (p − 1 at the label) · dy / rows.
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], probabilities: &[T], dy: &[T], dx: &mut [T]) {
        let dy = dy[0] / T::from_f64(R::SIZE as f64);
        for (row, &label) in self.labels.words().iter().enumerate() {
            let (dx, p) = (&mut dx[row * C::SIZE..][..C::SIZE], &probabilities[row * C::SIZE..][..C::SIZE]);
            // p − 1 at the label is minus the sum of the others, which keeps its digits where p is nearly 1.
            let mut others = T::ZERO;
            for (class, (dx, &p)) in dx.iter_mut().zip(p).enumerate() {
                // Chosen without a branch, since nobody can guess a label.
                let (p, change) = if class == label as usize { (T::ZERO, T::ZERO) } else { (p, dy * p) };
                (*dx, others) = (*dx + change, others + p);
            }
            // Where a score is infinite it has no digits to keep.
            let p = p[label as usize];
            let others = if p.is_settled() && others.is_settled() { others } else { T::ONE - p };
            let dx = &mut dx[label as usize];
            *dx = *dx - dy * others;
        }
    }
}

impl<E: Element, R: Dim, C: Dim> Tensor<E, (R, C)> {
    /// The mean over the rows of −ln softmax(row)\[label\]: how badly scores predict labels, stable for large scores.
    ///
    /// Labels are a tensor of any integer type, one for each row, from 0.
    ///
    /// Shape: `(R, C)`, labels `(R,)` `→ ()`. Derivative: (softmax(x) − 1 at the label) / rows.
    ///
    /// # Panics
    /// Where a label is not below `C`, naming it, its row and the number of classes.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// let scores = tensor([[0.0, 0.0], [1e4, 0.0]]);
    /// assert_eq!(scores.cross_entropy(&tensor([1, 0])), core::f64::consts::LN_2 / 2.0);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn cross_entropy<L: Integer>(&self, labels: &Tensor<L, (R,)>) -> Scalar<E>
    where
        E: Real,
    {
        let labels = Labels::new(labels, C::SIZE);
        Tensor(E::unary::<CrossEntropy<R>, (R, C)>(CrossEntropy { labels }, &self.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, Matrix, Vector, op::check, tensor};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>, Const<1>)| -> () { x.cross_entropy(&tensor([0])) });
        check::everywhere!(|x: (Const<1>, Const<3>)| -> () { x.cross_entropy(&tensor([2u8])) });
        check::everywhere!(|x: (Const<3>, Const<4>)| -> () { x.cross_entropy(&tensor([2usize, 0, 2])) });
    }

    /// One after another, so many equal losses would be off by 4·10⁻⁵.
    #[test]
    fn many_rows_lose_no_digits() {
        let scores = Matrix::<f32, 8191, 2>::zeros();
        let labels = Vector::<u8, 8191>::from_fn(|[i]| u8::from(i % 2 == 1));
        assert!((scores.cross_entropy(&labels).item() - core::f32::consts::LN_2).abs() < 1e-6);
        assert!((scores.log_softmax::<1>().nll(&labels).item() - core::f32::consts::LN_2).abs() < 1e-6);
    }

    /// The loss is infinite, and its derivative the same in both modes.
    #[test]
    fn an_infinite_score_of_another_class_says_what_it_says_in_forward_mode() {
        let x = tensor([[0.0, f64::INFINITY], [0.0, 0.0]]);
        let gradient = crate::grad(|x| x.cross_entropy(&tensor([0, 0])), &x);
        let forward = crate::jacfwd(|x| x.cross_entropy(&tensor([0, 0])), &x);
        for (reverse, forward) in gradient.as_slice().iter().zip(forward.as_slice()) {
            assert_eq!(reverse.to_bits(), forward.to_bits(), "{gradient:?} {forward:?}");
        }
        assert_eq!(gradient[[0, 0]], -0.5);
    }

    #[test]
    #[should_panic(expected = "the label of row 1 is 3, but the scores have 3 classes, 0 to 2")]
    fn a_label_outside_the_classes_is_named() {
        let _ = tensor([[0.0; 3]; 2]).cross_entropy(&tensor([0, 3]));
    }
}
