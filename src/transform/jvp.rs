//! The directional derivative, by forward accumulation.

use crate::number::{Dual, Float, Stored};
use crate::shape::Shape;
use crate::tensor::{Parameters, Tensor, TensorZip};

/// The value of a function and its derivative in a direction (the Jacobian–vector product), by forward accumulation:
/// one run of the function on dual numbers, in memory that does not grow with the length of the program.
///
/// The function takes any [`Parameters`]: one tensor, a tuple, a struct. So does the direction.
///
/// Where derivatives nest, what the inner function takes from outside must be lifted into its mode: see
/// [`derivative`](crate::derivative).
///
/// ```
/// use wengert::*;
///
/// let (w, b) = (tensor([1.0, 2.0]), tensor(3.0));
/// let (y, dy) = jvp(|(w, b)| w * w * b, &(w, b), &(tensor([1.0, 0.0]), tensor(1.0)));
/// assert_eq!(y, tensor([3.0, 12.0]));
/// assert_eq!(dy, tensor([6.0 + 1.0, 4.0]));
/// ```
pub fn jvp<T: Float, P: Parameters<Number = T>, B: Shape>(
    f: impl FnOnce(P::With<Dual<T, 1>>) -> Tensor<Dual<T, 1>, B>,
    at: &P,
    direction: &P,
) -> (Tensor<T, B>, Tensor<T, B>) {
    let y = f(at.zip_tensors(direction, &mut Towards(core::marker::PhantomData)));
    let (mut value, mut derivative) = (Tensor::full(T::FILLER), Tensor::full(T::FILLER));
    let both = value.as_mut_slice().iter_mut().zip(derivative.as_mut_slice());
    for ((value, derivative), y) in both.zip(y.as_slice()) {
        (*value, [*derivative]) = (y.value, y.tangents);
    }
    (value, derivative)
}

/// Pairs each number with its tangent.
pub(super) struct Towards<T>(pub(super) core::marker::PhantomData<T>);

impl<T: Float> TensorZip<Dual<T, 1>> for Towards<T> {
    type Number = T;
    fn zip<S: Shape>(&mut self, x: &Tensor<T, S>, direction: &Tensor<T, S>) -> Tensor<Dual<T, 1>, S> {
        let mut dual = Tensor::full(Dual::FILLER);
        for ((dual, &x), &tangent) in dual.as_mut_slice().iter_mut().zip(x.as_slice()).zip(direction.as_slice()) {
            *dual = Dual::new(x, [tangent]);
        }
        dual
    }
}
