//! The checker that every rule goes through.

use crate::number::{Dual, Elementary, Float, Primitive};
use crate::rule::Operation;
use crate::shape::{Const, Dim, Shape};
use crate::tape::{Tape, Var};
use crate::tensor::{Parameters, Real, Scalar, Tensor, TensorMap};
use crate::transform::{Function, derivatives};
use crate::{check, tensor};
use core::marker::PhantomData;
use std::vec::Vec;

/// A tensor filled with the given numbers, over and over.
pub(crate) fn fill<T: Primitive, S: Shape>(numbers: &[f64]) -> Tensor<T, S> {
    let mut numbers = numbers.iter().cycle();
    Tensor::from_fn(|_| T::from_f64(*numbers.next().expect("there are numbers to fill with")))
}

/// Numbers between −1.5 and 1.5, away from 0 and from each other, so that no kink is near.
pub(crate) fn sample<T: Primitive, S: Shape>(seed: usize) -> Tensor<T, S> {
    let mut next = seed;
    Tensor::from_fn(|_| {
        next += 1;
        let fraction = (next as f64 * 0.618_033_988_749_894_9).fract();
        T::from_f64(if fraction < 0.5 { fraction * 2.6 - 1.5 } else { fraction * 2.6 - 1.1 })
    })
}

/// A matrix plus n on its diagonal, which keeps it away from singular ones.
pub(crate) fn dominant<E: Real, N: Dim>(x: &Tensor<E, (N, N)>) -> Tensor<E, (N, N)> {
    x + x.lift(Tensor::<E::Base, (N, N)>::eye().map(|x| x * E::Base::from_f64(1.0 + N::SIZE as f64)))
}

/// A matrix times its transpose, plus 1 on the diagonal: symmetric and positive definite.
pub(crate) fn positive<E: Real, N: Dim>(x: &Tensor<E, (N, N)>) -> Tensor<E, (N, N)> {
    x.mm(&x.t()) + x.lift(Tensor::<E::Base, (N, N)>::eye())
}

/// Checks a function of tensors, as [`function!`](crate::function) writes it, in both floats, at sampled points: see
/// [`function`].
macro_rules! everywhere {
    (|$x:ident: $a:ty| -> $b:ty $body:block) => {{
        let f = $crate::function!(|$x: $a| -> $b $body);
        $crate::op::check::function::<f64, _, $b, _>(f, &$crate::op::check::sample::<f64, $a>(1));
        $crate::op::check::function::<f32, _, $b, _>(f, &$crate::op::check::sample::<f32, $a>(1));
    }};
    (|$x:ident: $a:ty, $y:ident: $c:ty| -> $b:ty $body:block) => {{
        use $crate::op::check::sample;
        let f = $crate::function!(|$x: $a, $y: $c| -> $b $body);
        $crate::op::check::function::<f64, _, $b, _>(f, &(sample::<f64, $a>(1), sample::<f64, $c>(100)));
        $crate::op::check::function::<f32, _, $b, _>(f, &(sample::<f32, $a>(1), sample::<f32, $c>(100)));
    }};
}

/// Checks a function of two tensors that broadcast, on many pairs of shapes, at the given pairs of numbers.
macro_rules! pairs {
    (|$x:ident, $y:ident| $body:block, $points:expr) => {
        $crate::op::check::pairs!(@shapes |$x, $y| $body, $points,
            (): (),
            (Const<3>,): (Const<3>,),
            (Const<1>,): (Const<1>,),
            (Const<2>, Const<3>): (),
            (): (Const<2>, Const<3>),
            (Const<2>, Const<3>): (Const<3>,),
            (Const<3>,): (Const<2>, Const<3>),
            (Const<2>, Const<1>): (Const<3>,),
            (Const<2>, One): (Const<2>, Const<3>),
            (Const<2>, Const<1>, Const<3>, Const<1>): (Const<4>, Const<1>, Const<2>)
        );
    };
    (@shapes |$x:ident, $y:ident| $body:block, $points:expr, $($a:ty: $c:ty),*) => {{
        #[allow(unused_imports, reason = "not every list of shapes uses both")]
        use $crate::{Broadcasted, Const, One, op::check};
        let (left, right): (std::vec::Vec<f64>, std::vec::Vec<f64>) = $points.into_iter().unzip();
        $({
            let f = $crate::function!(|$x: $a, $y: $c| -> Broadcasted<$a, $c> { $body });
            let at = (check::fill::<f64, $a>(&left), check::fill::<f64, $c>(&right));
            check::function::<f64, _, Broadcasted<$a, $c>, _>(f, &at);
            let at = (check::fill::<f32, $a>(&left), check::fill::<f32, $c>(&right));
            check::function::<f32, _, Broadcasted<$a, $c>, _>(f, &at);
        })*
    }};
}
pub(crate) use {everywhere, pairs};

/// Checks one function at one point: plain, forward and reverse mode and finite differences agree; they agree too where
/// the result is used several times; and the second derivatives by reverse over forward and by forward over forward do.
pub(crate) fn function<T: Primitive, P: Parameters<Number = T>, B: Shape, F: Function<P, B>>(f: F, at: &P) {
    let number = core::any::type_name::<T>();
    check::gradients(&f, at).unwrap_or_else(|error| panic!("{number}: {error}"));
    let f = Several(f, PhantomData::<B>);
    check::gradients(&f, at).unwrap_or_else(|error| panic!("{number}, used several times: {error}"));
    let (reverse, forward) = (second_reverse(&f, at), second_forward(&f, at));
    let largest = forward.iter().fold(0.0, |m: f64, d| m.max(d.abs()));
    let tolerance = 4096.0 * T::epsilon().to_f64().unwrap() * largest;
    for (i, (r, f)) in reverse.iter().zip(&forward).enumerate() {
        assert!(
            (r - f).abs() <= tolerance,
            "{number}: second derivative {i} is {r:e} by reverse mode, {f:e} by forward"
        );
    }
}

/// f · f + f, weighted so that no symmetry hides an error, and summed: the result of `f` is used three times.
struct Several<F, B>(F, PhantomData<B>);

impl<P: Parameters<Number: Primitive>, B: Shape, F: Function<P, B>> Function<P, ()> for Several<F, B> {
    fn call<E: Real<Base = <P::Number as Float>::Base>>(&self, at: P::With<E>) -> Scalar<E> {
        let y = self.0.call(at);
        let weights: Tensor<E::Base, B> = sample(7);
        (y * y + y * y.lift(weights)).sum()
    }
}

/// The direction in which second derivatives are taken.
fn direction(i: usize) -> f64 {
    (i as f64 * 0.7).cos()
}

/// Second derivatives in a direction: the gradient on a tape of dual numbers.
fn second_reverse<T: Primitive, P: Parameters<Number = T>, F: Function<P, ()>>(f: &F, at: &P) -> Vec<f64> {
    let tape = Tape::<Dual<T, 1>>::new();
    f.call::<Var<'_, Dual<T, 1>>>(at.map_tensors(&mut Directed { tape: &tape, next: 0 })).backward();
    let mut collect = Tangents { tape: &tape, next: 0, second: Vec::new() };
    let _ = at.map_tensors(&mut collect);
    collect.second
}

struct Directed<'t, T: 'static> {
    tape: &'t Tape<Dual<T, 1>>,
    next: usize,
}

impl<'t, T: Primitive> TensorMap<Var<'t, Dual<T, 1>>> for Directed<'t, T> {
    type Number = T;
    fn map<S: Shape>(&mut self, x: &Tensor<T, S>) -> Tensor<Var<'t, Dual<T, 1>>, S> {
        let x: Tensor<Dual<T, 1>, S> = Tensor::from_fn(|index| {
            self.next += 1;
            Dual::new(x[index], [T::from_f64(direction(self.next - 1))])
        });
        self.tape.var(&x)
    }
}

struct Tangents<'t, T: 'static> {
    tape: &'t Tape<Dual<T, 1>>,
    next: usize,
    second: Vec<f64>,
}

impl<T: Primitive> TensorMap<T> for Tangents<'_, T> {
    type Number = T;
    fn map<S: Shape>(&mut self, x: &Tensor<T, S>) -> Tensor<T, S> {
        let gradient: Tensor<Dual<T, 1>, S> = self.tape.leaf_gradient(self.next);
        self.next += S::NUMEL;
        self.second.extend(gradient.as_slice().iter().map(|x| x.tangents[0].to_f64().unwrap()));
        *x
    }
}

/// The same by duals of duals, one input after another.
fn second_forward<T: Primitive, P: Parameters<Number = T>, F: Function<P, ()>>(f: &F, at: &P) -> Vec<f64> {
    let mut inputs = 0;
    let _ = at.map_with(|x| (inputs += 1, x).1);
    (0..inputs)
        .map(|input| {
            let y = f.call::<Dual<Dual<T, 1>, 1>>(at.map_tensors(&mut Nested { input, next: 0, number: PhantomData }));
            y.into_repr().tangents[0].tangents[0].to_f64().unwrap()
        })
        .collect()
}

struct Nested<T> {
    input: usize,
    next: usize,
    number: PhantomData<T>,
}

impl<T: Primitive> TensorMap<Dual<Dual<T, 1>, 1>> for Nested<T> {
    type Number = T;
    fn map<S: Shape>(&mut self, x: &Tensor<T, S>) -> Tensor<Dual<Dual<T, 1>, 1>, S> {
        Tensor::from_fn(|index| {
            let x = Dual::new(x[index], [T::from_f64(direction(self.next))]);
            self.next += 1;
            let seed = if self.next - 1 == self.input { T::ONE } else { T::ZERO };
            Dual::new(x, [Dual::constant(seed)])
        })
    }
}

/// An elementwise rule as a function.
struct Map<F>(F);

impl<T: Primitive, S: Shape, F: Elementary + Operation> Function<Tensor<T, S>, S> for Map<F> {
    fn call<E: Real<Base = T>>(&self, x: Tensor<E, S>) -> Tensor<E, S> {
        x.elementwise(self.0)
    }
}

/// Checks the derivatives of order 1 to 3 by jets against nested dual numbers.
fn jets<F: Elementary + Operation>(f: F, point: f64) {
    let x = Dual::<Dual<Dual<f64, 1>, 1>, 1>::variable(Dual::variable(Dual::variable(point, 0), 0), 0);
    let first = x.apply(&f).tangents[0];
    let second = first.tangents[0];
    let expected = [first.value.value, second.value, second.tangents[0]];
    let (_, jets) = derivatives::<3, _>(|x| x.elementwise(f), point);
    for (order, (jet, dual)) in jets.into_iter().zip(expected).enumerate() {
        let same = (jet - dual).abs() <= 1e-12 * expected.iter().fold(1.0, |m: f64, d| m.max(d.abs()));
        assert!(
            same || (!jet.is_finite() && !dual.is_finite()),
            "{}: derivative {} at {point} is {jet:e} by jets, {dual:e} by duals",
            F::NAME,
            order + 1
        );
    }
    if !F::USES_VALUE {
        assert_eq!(f.slope(point, f64::NAN), f.slope(point, f.value(point)), "the slope of {} uses the value", F::NAME);
    }
}

/// Checks an elementwise function at the given points, on scalars, a vector, and a tensor of rank 4 with axes of length
/// 1; and that it hands on NaN.
pub(crate) fn elementary<F: Elementary + Operation>(f: F, points: &[f64]) {
    fn shape<T: Primitive, S: Shape>(f: impl Elementary + Operation, points: &[f64]) {
        function::<T, _, S, _>(Map(f), &fill::<T, S>(points));
    }
    for point in points {
        shape::<f64, ()>(f, &[*point]);
        shape::<f32, ()>(f, &[*point]);
        jets(f, *point);
    }
    shape::<f64, (Const<5>,)>(f, points);
    shape::<f32, (Const<5>,)>(f, points);
    shape::<f64, (Const<2>, Const<1>, Const<3>, Const<1>)>(f, points);
    shape::<f32, (Const<2>, Const<1>, Const<3>, Const<1>)>(f, points);

    let nan = tensor(f64::NAN).elementwise(f).item();
    assert!(nan.is_nan() || F::NAME == "powi", "{} of NaN is {nan}", F::NAME);
}
