//! The axes of a tensor with the letters that `einsum!` gives them.

/// The axes of a tensor, and the letter of each: a number below 16, one hexadecimal digit for each axis, the last axis
/// being the last digit.
#[derive(Clone, Copy)]
pub(crate) struct Lettered {
    pub(crate) dims: &'static [usize],
    pub(crate) letters: u32,
}

impl Lettered {
    /// A scalar.
    pub(super) const NONE: Lettered = Lettered { dims: &[], letters: 0 };

    /// The letter of an axis.
    pub(super) const fn letter(&self, axis: usize) -> usize {
        (self.letters >> (4 * (self.dims.len() - 1 - axis)) & 15) as usize
    }

    /// Whether no letter stands twice, and each stands in one of the operands.
    pub(crate) const fn is_drawn_from(&self, x: Self, y: Self) -> bool {
        let mut axis = 0;
        while axis < self.dims.len() {
            let letter = self.letter(axis);
            if self.count(letter) != 1 || x.count(letter) + y.count(letter) == 0 {
                return false;
            }
            axis += 1;
        }
        true
    }

    /// How many axes have a letter.
    pub(super) const fn count(&self, letter: usize) -> usize {
        let (mut axis, mut count) = (0, 0);
        while axis < self.dims.len() {
            count += (self.letter(axis) == letter) as usize;
            axis += 1;
        }
        count
    }
}
