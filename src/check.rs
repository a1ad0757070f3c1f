//! Testing derivatives: forward, reverse and finite differences against each other.

use crate::number::{Dual, Float, Primitive};
use crate::shape::Shape;
use crate::tape::{Tape, Var};
use crate::tensor::{Parameters, Tensor, TensorMap};
use crate::transform::Function;
use alloc::vec;
use alloc::vec::Vec;
#[cfg(not(feature = "std"))]
use num_traits::Float as _;

/// A derivative on which two methods disagree.
#[derive(Debug, Clone, PartialEq)]
pub struct Disagreement {
    /// What disagrees with forward mode: reverse mode, or finite differences.
    pub method: &'static str,
    /// The element of the function's result, counted flat.
    pub output: usize,
    /// The parameter, counted flat through all leaves in the order of their fields.
    pub input: usize,
    /// The leaf in which it lies.
    pub leaf: usize,
    /// The place in that leaf, counted flat.
    pub element: usize,
    /// The derivative by forward mode.
    pub forward: f64,
    /// The derivative by the other method.
    pub other: f64,
}

impl core::fmt::Display for Disagreement {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Disagreement { method, output, input, leaf, element, forward, other } = self;
        write!(f, "the derivative of output {output} by input {input}")?;
        // Of one tensor alone the place is the number of the input.
        if element != input {
            write!(f, " (leaf {leaf}, element {element})")?;
        }
        write!(f, " is {forward:e} by forward mode and {other:e} by {method}")
    }
}

impl core::error::Error for Disagreement {}

/// Compares all derivatives of a function at a point: forward mode, reverse mode, and central differences.
///
/// Forward and reverse must agree to 4096 rounding errors (1e-12 in `f64`) of the largest derivative, differences as far
/// as they themselves settle (about 1e-10). At a kink they do not, and this says so; but of a kink whose sides are
/// alike, such as that of |x|, central differences see the mean, which is the slope that `abs` has there.
///
/// # Errors
/// The first derivative on which two methods disagree.
///
/// ```
/// use wengert::*;
///
/// check::gradients(&function!(|x: (Const<2>,)| -> () { (x * x).sum().sqrt() }), &tensor([3.0, 4.0])).unwrap();
///
/// // A wrong rule is found out.
/// #[derive(Clone, Copy)]
/// struct Wrong;
/// impl Operation for Wrong {
///     const NAME: &'static str = "wrong";
///     fn read(_: &[u32]) -> Self { Wrong }
/// }
/// impl Elementary for Wrong {
///     fn value<T: Primitive>(&self, x: T) -> T { x.sin() }
///     fn slope<T: Float>(&self, x: T, _: T) -> T { x.sin() }
/// }
/// let error = check::gradients(&function!(|x: ()| -> () { x.elementwise(Wrong) }), &tensor(0.0)).unwrap_err();
/// assert_eq!(error.method, "finite differences");
///
/// // Of several tensors it says in which of them.
/// let f = function!(|x: (Const<2>,), y: (Const<3>,)| -> () { x.sum() + y.elementwise(Wrong).sum() });
/// let error = check::gradients(&f, &(tensor([1.0, 2.0]), tensor([0.0, 1.0, 2.0]))).unwrap_err();
/// assert_eq!((error.leaf, error.element), (1, 0));
/// assert!(error.to_string().starts_with("the derivative of output 0 by input 2 (leaf 1, element 0) is "));
/// ```
pub fn gradients<P, B, F>(f: &F, at: &P) -> Result<(), Disagreement>
where
    P: Parameters<Number: Primitive>,
    B: Shape,
    F: Function<P, B>,
{
    let inputs = count(at);
    let reverse = reverse(f, at);
    let forward: Vec<_> = (0..inputs).map(|input| column::<P, B, F>(f, at, input)).collect();
    let largest = forward.iter().flatten().fold(0.0, |m: f64, d| if d.is_finite() { m.max(d.abs()) } else { m });
    let epsilon = to_f64(<P::Number as num_traits::Float>::epsilon());
    for (input, forward) in forward.iter().enumerate() {
        let (leaf, element) = place(at, input);
        let differences = differences::<P, B, F>(f, at, input);
        for (output, &forward) in forward.iter().enumerate() {
            let disagree = |method, other: f64, tolerance: f64| {
                let same =
                    forward == other || (forward.is_nan() && other.is_nan()) || (forward - other).abs() <= tolerance;
                if same { Ok(()) } else { Err(Disagreement { method, output, input, leaf, element, forward, other }) }
            };
            disagree("reverse mode", reverse[output][input], 4096.0 * epsilon * largest)?;
            let Estimate { slope, change, rounding } = differences[output];
            let trust = change + rounding;
            if trust > 0.01 * largest.max(1e-9) && trust > 1e-6 {
                disagree("finite differences, which do not settle (is there a kink?)", slope, 0.0)?;
            }
            disagree("finite differences", slope, 16.0 * (trust + epsilon * largest))?;
        }
    }
    Ok(())
}

fn to_f64<T: Primitive>(x: T) -> f64 {
    x.to_f64().unwrap_or(f64::NAN)
}

/// How many numbers a structure holds.
fn count<P: Parameters>(at: &P) -> usize {
    at.leaves().map(<[_]>::len).sum()
}

/// The leaf of an input, and its place there.
fn place<P: Parameters>(at: &P, input: usize) -> (usize, usize) {
    let mut element = input;
    for (leaf, numbers) in at.leaves().enumerate() {
        if element < numbers.len() {
            return (leaf, element);
        }
        element -= numbers.len();
    }
    unreachable!("inputs are counted through all leaves")
}

/// The Jacobian by reverse mode, row by row.
fn reverse<P, B, F>(f: &F, at: &P) -> Vec<Vec<f64>>
where
    P: Parameters<Number: Primitive>,
    B: Shape,
    F: Function<P, B>,
{
    let mut tape = Tape::<P::Number>::new();
    // Operations must write all of their result: let them find garbage.
    let _ = tape.var(&[Tensor::<P::Number, ()>::full(<P::Number as num_traits::Float>::nan()); 256]);
    tape.clear();
    (0..B::NUMEL).map(|output| row(f, &mut tape, at, output)).collect()
}

/// One row of the Jacobian by reverse mode.
fn row<P, B, F>(f: &F, tape: &mut Tape<P::Number>, at: &P, output: usize) -> Vec<f64>
where
    P: Parameters<Number: Primitive>,
    B: Shape,
    F: Function<P, B>,
{
    tape.clear();
    let y = f.call::<Var<'_, P::Number>>(tape.var(at));
    y.at(B::index_of(output)).backward();
    let mut collect = Collect { tape, next: 0, numbers: Vec::new() };
    let _ = at.map_tensors(&mut collect);
    collect.numbers
}

/// Reads the gradients of the leaves in the order in which they were made.
struct Collect<'t, T: 'static> {
    tape: &'t Tape<T>,
    next: usize,
    numbers: Vec<f64>,
}

impl<T: Primitive> TensorMap<T> for Collect<'_, T> {
    type Number = T;
    fn map<S: Shape>(&mut self, x: &Tensor<T, S>) -> Tensor<T, S> {
        let gradient: Tensor<T, S> = self.tape.leaf_gradient(self.next);
        self.next += S::NUMEL;
        self.numbers.extend(gradient.as_slice().iter().map(|&x| to_f64(x)));
        *x
    }
}

/// One column of the Jacobian by forward mode.
fn column<P, B, F>(f: &F, at: &P, input: usize) -> Vec<f64>
where
    P: Parameters<Number: Primitive>,
    B: Shape,
    F: Function<P, B>,
{
    let y =
        f.call::<Dual<P::Number, 1>>(at.map_tensors(&mut Seed { input, next: 0, number: core::marker::PhantomData }));
    y.as_slice().iter().map(|y| to_f64(y.tangents[0])).collect()
}

/// Makes one number the variable and the others constants.
struct Seed<T> {
    input: usize,
    next: usize,
    number: core::marker::PhantomData<T>,
}

impl<T: Float> TensorMap<Dual<T, 1>> for Seed<T> {
    type Number = T;
    fn map<S: Shape>(&mut self, x: &Tensor<T, S>) -> Tensor<Dual<T, 1>, S> {
        Tensor::from_fn(|index| {
            let x = x[index];
            self.next += 1;
            if self.next - 1 == self.input { Dual::variable(x, 0) } else { Dual::constant(x) }
        })
    }
}

/// One entry of the Jacobian by differences, and how far the differences themselves can be trusted.
#[derive(Clone, Copy)]
struct Estimate {
    slope: f64,
    /// By how much the estimate changed when the step was halved: a bound of the truncation error.
    change: f64,
    /// What rounding of the function's values and of its argument does to the slope at this step.
    rounding: f64,
}

/// How often the step is halved at the most: enough for functions that vary a million times faster than their argument.
const HALVINGS: i32 = 40;

/// One column of the Jacobian by central differences of fourth order.
///
/// The step is halved from ε^(1/5) on, or from ε^(1/5)·|x| where x is large, where rounding and truncation errors balance for a well-scaled function, and the
/// estimate that changed least is taken (after C. Ridders, 1982), until rounding takes over.
fn differences<P, B, F>(f: &F, at: &P, input: usize) -> Vec<Estimate>
where
    P: Parameters<Number: Primitive>,
    B: Shape,
    F: Function<P, B>,
{
    let epsilon = to_f64(<P::Number as num_traits::Float>::epsilon());
    let x = magnitude(at, input);
    let mut best = vec![Estimate { slope: f64::NAN, change: f64::INFINITY, rounding: 0.0 }; B::NUMEL];
    let mut before: Vec<f64> = vec![f64::NAN; B::NUMEL];
    let first = epsilon.powf(0.2) * if x.is_finite() { x.max(1.0) } else { 1.0 };
    // A number near 0 may be near a pole, where steps must be small beside it.
    #[expect(clippy::cast_possible_truncation, reason = "an exponent of f64 is a small integer")]
    let nearer = if x > 0.0 && x < 1.0 { -x.log2() as i32 } else { 0 };
    for halvings in 0..HALVINGS + nearer {
        let step = first * 0.5_f64.powi(halvings);
        let samples = [-2.0, -1.0, 1.0, 2.0].map(|k| shifted::<P, B, F>(f, at, input, k * step));
        let [far_below, below, above, far_above] = &samples;
        let mut settled = halvings > 2;
        for (o, best) in best.iter_mut().enumerate() {
            let slope = (far_below[o] - 8.0 * below[o] + 8.0 * above[o] - far_above[o]) / (12.0 * step);
            let rounding = epsilon * (below[o].abs().max(above[o].abs()) + slope.abs() * x) / step;
            let change = (slope - before[o]).abs();
            if change < best.change || best.slope.is_nan() {
                *best = Estimate { slope, change: if change.is_nan() { f64::INFINITY } else { change }, rounding };
            }
            // Once rounding is what changes the estimate, smaller steps make it worse.
            settled &= best.change <= rounding;
            before[o] = slope;
        }
        if settled {
            break;
        }
    }
    best
}

/// The magnitude of one number.
fn magnitude<P: Parameters<Number: Primitive>>(at: &P, input: usize) -> f64 {
    let (leaf, element) = place(at, input);
    to_f64(at.leaf(leaf)[element]).abs()
}

/// The function where one number is moved.
fn shifted<P, B, F>(f: &F, at: &P, input: usize, by: f64) -> Vec<f64>
where
    P: Parameters<Number: Primitive>,
    B: Shape,
    F: Function<P, B>,
{
    let mut shift = Shift { input, next: 0, by: P::Number::from_f64(by) };
    f.call::<P::Number>(at.map_tensors(&mut shift)).as_slice().iter().map(|&y| to_f64(y)).collect()
}

/// Moves one number.
struct Shift<T> {
    input: usize,
    next: usize,
    by: T,
}

impl<T: Float> TensorMap<T> for Shift<T> {
    type Number = T;
    fn map<S: Shape>(&mut self, x: &Tensor<T, S>) -> Tensor<T, S> {
        Tensor::from_fn(|index| {
            self.next += 1;
            if self.next - 1 == self.input { x[index] + self.by } else { x[index] }
        })
    }
}
