//! `roll`: one axis shifted in a circle.

use crate::number::{Float, Stored};
use crate::op::lane::lanes;
use crate::rule::{Nothing, Operation, UnaryOp};
use crate::shape::{Dim, HasAxis, Shape};
use crate::tensor::{Element, Tensor};

/// The rule of [`Tensor::roll`]. The shift towards the end of the axis is kept in the node's word.
#[derive(Debug, Clone, Copy)]
pub struct Roll<const I: usize>(pub u32);

impl<const I: usize> Operation for Roll<I> {
    const NAME: &'static str = "roll";
    const WORDS: usize = 1;
    fn write(&self, words: &mut [u32]) {
        words[0] = self.0;
    }
    fn read(words: &[u32]) -> Self {
        Roll(words[0])
    }
}

impl<T: Stored, const I: usize, S: HasAxis<I>> UnaryOp<T, S> for Roll<I> {
    type Output = S;
    type Saved = Nothing;
    #[cfg_attr(all(feature = "simd", not(debug_assertions)), inline(always))]
    fn value(&self, x: &[T], y: &mut [T], _: &mut [T]) {
        let (length, shift) = (S::Axis::SIZE * S::INNER, self.0 as usize * S::INNER);
        for (x, y) in x.chunks_exact(length).zip(y.chunks_exact_mut(length)) {
            let (stay, fall_off) = x.split_at(length - shift);
            let (back, moved) = y.split_at_mut(shift);
            moved.copy_from_slice(stay);
            back.copy_from_slice(fall_off);
        }
    }
    #[inline]
    fn pullback(&self, _: &[T], _: &[T], _: &[T], dy: &[T], dx: &mut [T])
    where
        T: Float,
    {
        for lane in lanes::<I, S>() {
            for (from, to) in lane.clone().zip(lane.cycle().skip(self.0 as usize)) {
                dx[from] = dx[from] + dy[to];
            }
        }
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// Axis `I` shifted by so many places towards its end; what falls off comes back at the beginning. Negative shifts go
    /// the other way.
    ///
    /// Shape: `S → S`. Derivative: each adjoint goes back to its element.
    ///
    /// ```
    /// use wengert::tensor;
    ///
    /// assert_eq!(tensor([1, 2, 3, 4]).roll::<0>(1), tensor([4, 1, 2, 3]));
    /// assert_eq!(tensor([1, 2, 3, 4]).roll::<0>(-6), tensor([3, 4, 1, 2]));
    /// ```
    #[cfg_attr(all(feature = "simd", not(debug_assertions)), inline(always))]
    #[must_use]
    pub fn roll<const I: usize>(&self, shift: isize) -> Self
    where
        S: HasAxis<I>,
    {
        let shift = shift.rem_euclid(S::Axis::SIZE.cast_signed()).cast_unsigned();
        #[expect(clippy::cast_possible_truncation, reason = "an axis has fewer places than a word counts")]
        self.unary(Roll::<I>(shift as u32))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Const, op::check};

    #[test]
    fn all_modes_agree() {
        check::everywhere!(|x: (Const<1>,)| -> (Const<1>,) { x.roll::<0>(5) });
        check::everywhere!(|x: (Const<2>, Const<3>)| -> (Const<2>, Const<3>) { x.roll::<1>(2) });
        check::everywhere!(|x: (Const<2>, Const<1>, Const<3>, Const<2>)| -> (Const<2>, Const<1>, Const<3>, Const<2>) { x.roll::<2>(-1) });
    }
}
