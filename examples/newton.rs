//! Newton's method on functions that are not convex, with exact Hessians: `cargo run --example newton`.
//!
//! A step of Newton solves H·h = −g. Where the Hessian H has negative eigenvalues that leads uphill, to a saddle or a
//! maximum. So its eigenvalues are replaced by their absolute values: along a direction that curves down the step is as long
//! as along one that curves up as much, and it goes downhill.

use wengert::*;

/// Where the gradient is shorter than this, a minimum is found.
const TOLERANCE: f64 = 1e-10;

/// Rosenbrock's function of many numbers: a long curved valley. Shape: `(N,) → ()`.
fn rosenbrock<E: Real>(x: &Vector<E, 8>) -> Scalar<E> {
    let (here, next) = (x.narrow::<0, 0, 7>(), x.narrow::<0, 1, 7>());
    (100.0 * (next - here.square()).square() + (1.0 - here).square()).sum()
}

/// Himmelblau's function: four minima, four saddles, one maximum.
fn himmelblau<E: Real>(p: &Vector<E, 2>) -> Scalar<E> {
    let (x, y) = (p.at([0]), p.at([1]));
    (x.square() + y - 11.0).square() + (x + y.square() - 7.0).square()
}

/// One step of a search.
struct Step {
    cost: f64,
    /// The length of the gradient.
    slope: f64,
    /// The least eigenvalue of the Hessian.
    curvature: f64,
    /// The part of Newton's step that was gone.
    length: f64,
}

/// Where a search ended, and each step on the way there.
struct Search<const N: usize> {
    end: Vector<f64, N>,
    steps: Vec<Step>,
}

/// The step of Newton, with the absolute values of the eigenvalues: −V·|Λ|⁻¹·Vᵀ·g. And the least eigenvalue.
fn newton_step<const N: usize>(gradient: &Vector<f64, N>, hessian: &Matrix<f64, N, N>) -> (Vector<f64, N>, f64) {
    let (values, vectors) = hessian.eigh();
    // What is almost flat is taken for a little curved.
    let least = 1e-8 * values.abs().max().item();
    let curvatures = values.abs().map(|value| value.max(least));
    (-vectors.mv(&(gradient.vm(&vectors) / curvatures)), values.min().item())
}

/// The first of 1, ½, ¼, … for which the function falls by a ten-thousandth of what its slope promises (Armijo's rule).
fn line_search(cost: f64, slope: f64, f: impl Fn(f64) -> f64) -> f64 {
    let mut length = 1.0;
    // At the end there is nothing left but rounding.
    while f(length) > cost + 1e-4 * length * slope + 1e-15 * cost.abs() {
        length *= 0.5;
        assert!(length > 1e-15, "the function falls along a direction of descent");
    }
    length
}

/// Newton's method from a start to a minimum. `derivatives` gives the value, the gradient and the Hessian.
fn newton<const N: usize>(
    start: Vector<f64, N>,
    f: impl Fn(&Vector<f64, N>) -> f64,
    derivatives: impl Fn(&Vector<f64, N>) -> (f64, Vector<f64, N>, Matrix<f64, N, N>),
) -> Search<N> {
    let mut search = Search { end: start, steps: Vec::new() };
    loop {
        let (cost, gradient, hessian) = derivatives(&search.end);
        let (step, curvature) = newton_step(&gradient, &hessian);
        let slope = gradient.norm().item();
        if slope < TOLERANCE {
            search.steps.push(Step { cost, slope, curvature, length: 0.0 });
            return search;
        }
        assert!(search.steps.len() < 200, "Newton's method comes to an end");
        let length = line_search(cost, gradient.dot(&step).item(), |length| f(&(search.end + length * step)));
        search.end += length * step;
        search.steps.push(Step { cost, slope, curvature, length });
    }
}

/// Whether convergence is quadratic: close to the end each gradient is at most so many times the square of the one before,
/// up to rounding. The bound is for steps that begin with a gradient of 10⁻⁴ or less.
fn is_quadratic(steps: &[Step], times: f64) -> bool {
    let mut close = steps.windows(2).filter(|pair| pair[0].slope < 1e-4).peekable();
    close.peek().is_some() && close.all(|pair| pair[1].slope <= times * pair[0].slope.powi(2) + 1e-12)
}

/// How many steps gradient descent takes, with the same rule for their length, until its gradient is as short.
fn gradient_descent(start: Vector<f64, 8>, tolerance: f64) -> usize {
    let mut tape = Tape::new();
    let (mut x, mut rate) = (start, 1e-3);
    for step in 0.. {
        let (cost, gradient) = tape.value_and_grad(|x| rosenbrock(&x), &x);
        let square = gradient.dot(&gradient).item();
        if square.sqrt() < tolerance {
            return step;
        }
        // The length of the last step is where the search begins.
        rate *= 2.0
            * line_search(cost, -2.0 * rate * square, |part| rosenbrock(&(x - 2.0 * part * rate * gradient)).item());
        x -= rate * gradient;
    }
    unreachable!("the numbers do not end")
}

fn print(steps: &[Step]) {
    println!("step   value        ‖gradient‖   least eigenvalue   part of the step");
    for (i, step) in steps.iter().enumerate() {
        let Step { cost, slope, curvature, length } = step;
        println!("{i:>4}   {cost:<10.4e}   {slope:<10.3e}   {curvature:>16.3}   {length:>16}");
    }
    println!();
}

fn main() {
    println!("Rosenbrock's function of eight numbers, from a start where its Hessian has negative eigenvalues.\n");
    let start = Vector::from_fn(|[i]| if i % 2 == 0 { 0.1 } else { 0.9 });
    let f = |x: &Vector<f64, 8>| rosenbrock(x).item();
    let valley = newton(start, f, |x| value_grad_and_hessian(|x| rosenbrock(&x), x));
    print(&valley.steps);
    let descent = gradient_descent(start, 1e-6);
    let newton_steps = valley.steps.iter().position(|step| step.slope < 1e-6).expect("the search ends below");
    println!("to a gradient of 10⁻⁶: {newton_steps} steps of Newton, {descent} of gradient descent\n");

    println!("Himmelblau's function, from near its maximum, where the Hessian is negative definite.\n");
    let f = |x: &Vector<f64, 2>| himmelblau(x).item();
    let hill = newton(tensor([-0.3, -0.8]), f, |x| value_grad_and_hessian(|x| himmelblau(&x), x));
    print(&hill.steps);
    let [x, y] = *hill.end.repr();
    println!("a minimum at ({x:.6}, {y:.6})");

    for search in [&valley.steps, &hill.steps] {
        assert!(search[..search.len() - 1].iter().any(|step| step.curvature < 0.0), "the function is not convex");
        assert!(search.last().is_some_and(|step| step.curvature > 0.0), "the end is a minimum");
        assert!(is_quadratic(search, 3000.0), "convergence is quadratic");
    }
    assert!((valley.end - 1.0).norm() < 1e-9, "the minimum of Rosenbrock's function is 1 everywhere");
    assert!(f(&hill.end) < 1e-20, "a minimum of Himmelblau's function has the value 0");
    assert!(newton_steps * 20 < descent, "Newton's method is much faster");
}
