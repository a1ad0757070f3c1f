//! The Hessian–vector product: forward over reverse accumulation.

use crate::number::{Dual, Float};
use crate::shape::Shape;
#[cfg(feature = "alloc")]
use crate::tape::Tape;
use crate::tape::{Buffers, Var, WengertList};
use crate::tensor::{Parameters, Scalar, Tensor, TensorMap, TensorZip};
use crate::transform::jvp::Towards;
use core::marker::PhantomData;

/// The gradient of a scalar function of one tensor and the gradient's derivative in a direction, which is the product of
/// the Hessian and the direction. It costs a few gradients, however many inputs there are.
///
/// On a tape of its own; of several tensors it is [`WengertList::hvp`].
///
/// Shape: `(S → ()), S, S → (S, S)`.
///
/// ```
/// use wengert::*;
///
/// // ½ xᵀAx has the gradient Ax and the Hessian A.
/// let a = tensor([[2.0, 1.0], [1.0, 3.0]]);
/// let (slope, product) = hvp(|x| 0.5 * x.dot(&x.lift(a).mv(&x)), &tensor([1.0, 1.0]), &tensor([1.0, 0.0]));
/// assert_eq!((slope, product), (tensor([3.0, 4.0]), tensor([2.0, 1.0])));
/// ```
#[cfg(feature = "alloc")]
pub fn hvp<T: Float, S: Shape>(
    f: impl for<'t> FnOnce(Tensor<Var<'t, Dual<T, 1>>, S>) -> Scalar<Var<'t, Dual<T, 1>>>,
    at: &Tensor<T, S>,
    direction: &Tensor<T, S>,
) -> (Tensor<T, S>, Tensor<T, S>) {
    Tape::<Dual<T, 1>>::new().hvp(f, at, direction)
}

impl<T: Float, M: Buffers<Dual<T, 1>>> WengertList<Dual<T, 1>, M> {
    /// The gradient of a scalar function of any [`Parameters`] and its derivative in a direction, on this tape of dual
    /// numbers: see [`hvp`](crate::hvp).
    ///
    /// # Panics
    /// Where a fixed tape is too small.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let mut tape = Tape::<Dual<f64, 1>>::new();
    /// let (at, towards) = ((tensor(2.0), tensor(3.0)), (tensor(1.0), tensor(0.0)));
    /// let (slope, product) = tape.hvp(|(a, b)| a * a * b, &at, &towards);
    /// assert_eq!(slope, (tensor(12.0), tensor(4.0)));
    /// assert_eq!(product, (tensor(6.0), tensor(4.0))); // the first column of [[2b, 2a], [2a, 0]]
    /// ```
    pub fn hvp<'t, P: Parameters<Number = T>>(
        &'t mut self,
        f: impl FnOnce(P::With<Var<'t, Dual<T, 1>, M>>) -> Scalar<Var<'t, Dual<T, 1>, M>>,
        at: &P,
        direction: &P,
    ) -> (P::With<T>, P::With<T>) {
        let (tape, y) = self.start(|tape| at.zip_tensors(direction, &mut Onto(tape)), f);
        y.backward();
        let part = |select| at.map_tensors(&mut Part { tape, next: 0, select });
        (part(|adjoint| adjoint.value), part(|adjoint| adjoint.tangents[0]))
    }
}

/// Numbers and their tangents as variables of a tape.
struct Onto<'t, T: 'static, M>(&'t WengertList<Dual<T, 1>, M>);

impl<'t, T: Float, M: Buffers<Dual<T, 1>>> TensorZip<Var<'t, Dual<T, 1>, M>> for Onto<'t, T, M> {
    type Number = T;
    fn zip<S: Shape>(&mut self, x: &Tensor<T, S>, direction: &Tensor<T, S>) -> Tensor<Var<'t, Dual<T, 1>, M>, S> {
        self.0.var(&Towards(PhantomData).zip(x, direction))
    }
}

/// One part of the adjoints of the leaves: the gradient, or its derivative.
struct Part<'t, T: 'static, M> {
    tape: &'t WengertList<Dual<T, 1>, M>,
    next: usize,
    select: fn(&Dual<T, 1>) -> T,
}

impl<T: Float, M: Buffers<Dual<T, 1>>> TensorMap<T> for Part<'_, T, M> {
    type Number = T;
    fn map<S: Shape>(&mut self, x: &Tensor<T, S>) -> Tensor<T, S> {
        let (mut part, at) = (*x, self.next);
        self.next += S::NUMEL;
        self.tape.read_gradient(at, |adjoints| {
            for (part, adjoint) in part.as_mut_slice().iter_mut().zip(adjoints) {
                *part = (self.select)(adjoint);
            }
        });
        part
    }
}
