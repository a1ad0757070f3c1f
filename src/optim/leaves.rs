//! Parameters with their gradient, wherever both lie.

use crate::number::Float;
use crate::tape::Buffers;
use crate::tensor::ParametersMut;
use crate::transform::Held;

/// Parameters and their gradient, tensor by tensor: what a step of an optimiser goes through.
pub(super) trait Leaves<T> {
    /// Calls a function with the place, the numbers and the gradient of each tensor.
    fn each(self, f: impl FnMut(usize, &mut [T], &[T]));
}

/// Two structures.
impl<P: ParametersMut> Leaves<P::Number> for (&mut P, &P) {
    fn each(self, mut f: impl FnMut(usize, &mut [P::Number], &[P::Number])) {
        let (parameters, gradient) = self;
        for leaf in 0..P::LEAVES {
            f(leaf, parameters.leaf_mut(leaf), gradient.leaf(leaf));
        }
    }
}

/// Both on a tape.
impl<T: Float, B: Buffers<T>, P: ParametersMut<Number = T>> Leaves<T> for &mut Held<'_, T, B, P> {
    fn each(self, mut f: impl FnMut(usize, &mut [T], &[T])) {
        self.each_leaf(|leaf, numbers, gradient| f(leaf, numbers, gradient));
    }
}
