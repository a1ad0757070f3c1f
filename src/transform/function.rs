//! A function that runs in every mode.

use crate::shape::Shape;
use crate::tensor::{Parameters, Real, Tensor};

/// A function of [`Parameters`] that runs in every mode.
///
/// A closure has one element type, so it runs in one mode only. What must run a function in several modes, such as
/// [`check::gradients`](crate::check::gradients), takes a `Function`; [`function!`](crate::function) writes one. Data
/// that it needs are fields:
///
/// ```
/// use wengert::*;
///
/// /// The distance from a centre, squared.
/// struct Distance { centre: Vector<f64, 2> }
/// impl Function<Vector<f64, 2>, ()> for Distance {
///     fn call<E: Real<Base = f64>>(&self, x: Vector<E, 2>) -> Scalar<E> {
///         let r = x - x.lift(self.centre);
///         r.dot(&r)
///     }
/// }
///
/// let f = Distance { centre: tensor([1.0, 1.0]) };
/// assert_eq!(f.call(tensor([4.0, 5.0])), 25.0);
/// assert_eq!(grad(|x| f.call(x), &tensor([4.0, 5.0])), tensor([6.0, 8.0]));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a function that runs in every mode",
    label = "this needs a `Function`, a closure has one element type only",
    note = "`function!(|x: (Const<3>,)| -> () {{ x.dot(&x) }})` writes one; data that it needs are the fields of a struct that implements `Function`"
)]
pub trait Function<P: Parameters, B: Shape> {
    /// The function, in the mode of its argument.
    fn call<E: Real<Base = <P::Number as crate::Float>::Base>>(&self, at: P::With<E>) -> Tensor<E, B>;
}

/// Writes a [`Function`]: arguments and result with their shapes, and a body that runs for every element type.
///
/// ```
/// use wengert::*;
///
/// let f = function!(|w: (Const<2>, Const<3>), x: (Const<3>,)| -> (Const<2>,) { w.mv(&x).tanh() });
/// check::gradients(&f, &(Matrix::<f64, 2, 3>::full(0.1), tensor([1.0, 2.0, 3.0]))).unwrap();
///
/// assert_eq!(f.call((Tensor::ones(), tensor([0.0; 3]))), tensor([0.0, 0.0]));
/// ```
///
/// The body is a function of its own and captures nothing. The expansion of `function!(|x: ()| -> () { x * x })`:
///
/// ```
/// # use wengert as wengert;
/// # let f =
/// {
///     #[derive(Clone, Copy, Default)]
///     struct F;
///     impl<T: wengert::Primitive> wengert::Function<wengert::Tensor<T, ()>, ()> for F {
///         fn call<E: wengert::Real<Base = T>>(&self, x: wengert::Tensor<E, ()>) -> wengert::Tensor<E, ()> { x * x }
///     }
///     // The same under the same name, for calls in which the element type says all there is to know.
///     impl F {
///         # #[allow(dead_code, reason = "it is shown, not called")]
///         fn call<E: wengert::Real>(&self, at: wengert::Tensor<E, ()>) -> wengert::Tensor<E, ()> {
///             <Self as wengert::Function<wengert::Tensor<E::Base, ()>, ()>>::call(self, at)
///         }
///     }
///     F
/// }
/// # ;
/// ```
// Long names, so that no axis of the caller's has the same.
#[macro_export]
macro_rules! function {
    (|$x:ident: $a:ty| -> $b:ty $body:block) => {{
        #[derive(Clone, Copy, Default)]
        struct WengertFunction;
        impl<WengertNumber: $crate::Primitive> $crate::Function<$crate::Tensor<WengertNumber, $a>, $b> for WengertFunction {
            fn call<WengertElement: $crate::Real<Base = WengertNumber>>(&self, $x: $crate::Tensor<WengertElement, $a>) -> $crate::Tensor<WengertElement, $b> $body
        }
        impl WengertFunction {
            #[allow(dead_code, reason = "not every function is called by itself")]
            fn call<WengertElement: $crate::Real>(&self, at: $crate::Tensor<WengertElement, $a>) -> $crate::Tensor<WengertElement, $b> {
                <Self as $crate::Function<$crate::Tensor<WengertElement::Base, $a>, $b>>::call(self, at)
            }
        }
        WengertFunction
    }};
    (|$($x:ident: $a:ty),+| -> $b:ty $body:block) => {{
        #[derive(Clone, Copy, Default)]
        struct WengertFunction;
        impl<WengertNumber: $crate::Primitive> $crate::Function<($($crate::Tensor<WengertNumber, $a>,)+), $b> for WengertFunction {
            fn call<WengertElement: $crate::Real<Base = WengertNumber>>(&self, ($($x,)+): ($($crate::Tensor<WengertElement, $a>,)+)) -> $crate::Tensor<WengertElement, $b> $body
        }
        impl WengertFunction {
            #[allow(dead_code, reason = "not every function is called by itself")]
            fn call<WengertElement: $crate::Real>(&self, at: ($($crate::Tensor<WengertElement, $a>,)+)) -> $crate::Tensor<WengertElement, $b> {
                <Self as $crate::Function<($($crate::Tensor<WengertElement::Base, $a>,)+), $b>>::call(self, at)
            }
        }
        WengertFunction
    }};
}
