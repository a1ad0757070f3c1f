//! Jacobians, Hessians and higher derivatives: by every accumulation, and against closed forms.
#![cfg(feature = "alloc")]

use wengert::*;

/// Softmax of a row, scaled by another: four results of four inputs, no symmetry.
fn mixture<E: Real>(x: &Vector<E, 4>) -> Vector<E, 4> {
    x.softmax::<0>() * x.exp() + x.cumsum() * x.sum()
}

fn close<S: Shape>(a: &Tensor<f64, S>, b: &Tensor<f64, S>) {
    let largest = b.as_slice().iter().fold(1.0, |m: f64, x| m.max(x.abs()));
    for (a, b) in a.as_slice().iter().zip(b.as_slice()) {
        assert!((a - b).abs() <= 1e-13 * largest, "{a:e} and {b:e}");
    }
}

const X: [f64; 4] = [0.3, -0.7, 1.1, 0.2];

#[test]
fn jacobians_agree_whatever_accumulates_them() {
    let x = tensor(X);
    let reverse = jacrev(|x| mixture(&x), &x);
    close(&jacfwd(|x| mixture(&x), &x), &reverse);
    close(&lanes::<1>().jacfwd(|x| mixture(&x), &x), &reverse);
    close(&lanes::<3>().jacfwd(|x| mixture(&x), &x), &reverse);
    close(&jacobian(&function!(|x: (Const<4>,)| -> (Const<4>,) { mixture(&x) }), &x), &reverse);
    let mut fixed = FixedTape::<f64, 64, 16>::new();
    close(&fixed.jacrev(|x| mixture(&x), &x), &reverse);
    let (y, by_vjp) = vjp(|x| mixture(&x), &x, &tensor([0.0, 0.0, 1.0, 0.0]));
    assert_eq!(y, mixture(&x));
    close(&by_vjp, &reverse.row(2));
    let (y, by_jvp) = jvp(|x| mixture(&x), &x, &tensor([0.0, 1.0, 0.0, 0.0]));
    assert_eq!(y.value(), mixture(&x));
    close(&by_jvp, &reverse.t().row(1));
}

#[test]
fn a_jacobian_has_the_axes_of_the_result_then_those_of_the_input() {
    let x = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let j: Tensor<f64, (Const<3>, Const<2>, Const<2>, Const<3>)> = jacfwd(|x| x.t(), &x);
    for (i, k) in [(0, 0), (1, 2), (1, 0)] {
        assert_eq!(j[[k, i, i, k]], 1.0);
    }
    assert_eq!(j.sum(), 6.0);
    assert_eq!(jacrev(|x| x.t(), &x), j);
    // More inputs than lanes, and a scalar result.
    let long = Tensor::<f64, (Const<21>,)>::from_fn(|[i]| i as f64);
    let square = function!(|x: (Const<21>,)| -> () { x.dot(&x) });
    assert_eq!(jacfwd(|x| x.dot(&x), &long), 2.0 * long);
    assert_eq!(jacobian(&square, &long), 2.0 * long);
}

#[test]
fn what_does_not_depend_on_the_input_has_a_jacobian_of_zeros() {
    let x = tensor(X);
    assert_eq!(jacrev(|x| x.detach() * 2.0, &x), Tensor::zeros());
    assert_eq!(jacfwd(|x| x.detach() * 2.0, &x), Tensor::zeros());
    assert_eq!(jacrev(|x| x, &x), Tensor::eye());
    // Twice the same: the variable itself is the result, and nothing accumulates from row to row.
    let mut tape = Tape::new();
    assert_eq!(tape.jacrev(|x| x, &x), tape.jacrev(|x| 1.0 * x, &x));
}

fn rosenbrock<E: Real, const N: usize>(x: &Vector<E, N>) -> Scalar<E> {
    let mut sum = x.new_tensor(0.0);
    for i in 1..N {
        let (a, b) = (x.at([i - 1]), x.at([i]));
        sum = sum + 100.0 * (b - a * a).square() + (1.0 - a).square();
    }
    sum
}

/// The Hessian of Rosenbrock's function by hand.
fn rosenbrock_by_hand<const N: usize>(x: &[f64; N]) -> [[f64; N]; N] {
    let mut h = [[0.0; N]; N];
    for i in 0..N {
        if i + 1 < N {
            h[i][i] += 1200.0 * x[i] * x[i] - 400.0 * x[i + 1] + 2.0;
            h[i][i + 1] = -400.0 * x[i];
            h[i + 1][i] = -400.0 * x[i];
        }
        if i > 0 {
            h[i][i] += 200.0;
        }
    }
    h
}

#[test]
fn hessians_equal_their_closed_forms() {
    // A quadratic form: A + Aᵀ.
    let a = tensor([[1.0, 2.0, -1.0], [0.5, 3.0, 0.0], [4.0, 0.25, -2.0]]);
    let x = tensor([0.3, -0.7, 1.1]);
    close(&hessian(|x| x.dot(&x.lift(a).mv(&x)), &x), &(a + a.t()));
    // Rosenbrock, with more inputs than lanes.
    let x = core::array::from_fn::<f64, 11, _>(|i| (i as f64 * 0.9).sin());
    close(&hessian(|x| rosenbrock(&x), &tensor(x)), &tensor(rosenbrock_by_hand(&x)));
    close(&lanes::<11>().hessian(|x| rosenbrock(&x), &tensor(x)), &tensor(rosenbrock_by_hand(&x)));
    // Log-sum-exp: diag(p) − p·pᵀ.
    let x = tensor(X);
    let p = x.softmax::<0>();
    let (y, slope, curvature) = value_grad_and_hessian(|x| x.logsumexp(), &x);
    assert!((y - x.logsumexp().item()).abs() < 1e-15);
    close(&slope, &p);
    close(&curvature, &(p.diag() - p.outer(&p)));
}

#[test]
fn a_hessian_times_a_vector_is_its_product() {
    let x = core::array::from_fn::<f64, 11, _>(|i| (i as f64 * 0.9).sin());
    let v = Vector::<f64, 11>::from_fn(|[i]| (i as f64 + 1.0).cos());
    let (slope, product) = hvp(|x| rosenbrock(&x), &tensor(x), &v);
    close(&product, &tensor(rosenbrock_by_hand(&x)).mv(&v));
    close(&slope, &grad(|x| rosenbrock(&x), &tensor(x)));
    // Forward over forward gives the same.
    let (_, forward) = jvp(|x| jacfwd(|y| rosenbrock(&y), &x), &tensor(x), &v);
    close(&forward, &product);
}

#[test]
fn third_derivatives_by_nesting() {
    // Σ x⁴/24 + x₀x₁x₂: third derivatives 24x/24 on the diagonal, 1 where the three differ.
    fn f<E: Real>(x: &Vector<E, 3>) -> Scalar<E> {
        (x.powi(4) / 24.0).sum() + x.prod()
    }
    let x = tensor([0.5, -1.5, 2.0]);
    let expected = Tensor::<f64, (Const<3>, Const<3>, Const<3>)>::from_fn(|[i, j, k]| {
        if i == j && j == k {
            x[[i]]
        } else if i != j && j != k && i != k {
            1.0
        } else {
            0.0
        }
    });
    // Forward over (forward over reverse); forward over forward over forward; reverse over … is forward inside.
    close(&jacfwd(|x| hessian(|y| f(&y), &x), &x), &expected);
    close(&jacfwd(|x| jacfwd(|y| jacfwd(|z| f(&z), &y), &x), &x), &expected);
    let by_tape_of_nested_duals = jacfwd(|x| jacfwd(|y| grad(|z| f(&z), &y), &x), &x);
    close(&by_tape_of_nested_duals, &expected);
}

/// d/dx (x · d/dy (x + y)) = 1 at x = y = 1, in each mix: the inner variable must not see the outer one's tangent.
#[test]
fn an_inner_derivative_does_not_see_the_outer_variable() {
    type D<T> = Dual<T, 1>;
    // Forward over forward.
    let outer =
        derivative(|x: Scalar<D<f64>>| x * tensor(derivative(|y| x.map(Dual::constant) + y, D::constant(1.0))), 1.0);
    assert_eq!(outer, 1.0);
    // Forward over reverse: a tape of duals inside forward mode.
    let (_, outer) = jvp(
        |x: Scalar<D<f64>>| x * grad(|y| y.tape().constant(&x) + y, &tensor(D::constant(1.0))),
        &tensor(1.0),
        &tensor(1.0),
    );
    assert_eq!(outer, 1.0);
    // Jets inside dual numbers, and dual numbers inside jets.
    let outer = derivative(
        |x: Scalar<D<f64>>| {
            let inner = nth_derivative::<1, _>(|y| x.map(Jet::constant) + y, D::constant(1.0));
            x * tensor(inner)
        },
        1.0,
    );
    assert_eq!(outer, 1.0);
    let outer = nth_derivative::<1, f64>(
        |x| {
            let inner = derivative(|y| x.map(Dual::constant) + y, Jet::constant(1.0));
            x * tensor(inner)
        },
        1.0,
    );
    assert_eq!(outer, 1.0);
}

#[test]
fn jets_reach_high_orders() {
    let (y, all) = derivatives::<20, _>(|x| (2.0 * x).sin(), 0.3_f64);
    assert_eq!(y, 0.6_f64.sin());
    for (order, d) in (1_i32..).zip(&all) {
        let expected = 2_f64.powi(order) * (0.6 + f64::from(order) * core::f64::consts::FRAC_PI_2).sin();
        assert!((d - expected).abs() < 1e-9 * 2_f64.powi(order), "{order}: {d} {expected}");
    }
    // 1/(1 − x): n!
    let (_, all) = derivatives::<10, _>(|x| 1.0 / (1.0 - x), 0.0_f64);
    let mut factorial = 1.0;
    for (i, d) in all.iter().enumerate() {
        factorial *= i as f64 + 1.0;
        assert!((d - factorial).abs() <= 1e-12 * factorial);
    }
    // x²·⁵ at 1: falling factorials. Powers and activations take as many steps as sin does, not 2²⁰.
    let (_, all) = derivatives::<20, _>(|x| x.powf(2.5), 1.0_f64);
    let mut falling = 1.0;
    for (i, d) in all.iter().enumerate() {
        falling *= 2.5 - i as f64;
        assert!((d - falling).abs() <= 1e-12 * falling.abs(), "{i}: {d} {falling}");
    }
    // σ is odd around 0 but for ½, and so is what silu has beside x/2.
    let (_, all) = derivatives::<20, _>(|x| x.silu() + x.softplus() + x.log_sigmoid(), 0.0_f64);
    assert!(all.iter().skip(2).step_by(2).all(|odd| odd.abs() < 1e-3), "{all:?}");
    // Through tensors, and through a tape: the gradient of the third derivative.
    let third = |a: f64| grad(|a| a.exp(), &tensor(Jet::<f64, 3>::variable(a))).into_repr().derivatives()[2];
    assert!((third(0.5) - 0.5_f64.exp()).abs() < 1e-14);
    // Order 0 is the function.
    assert_eq!(nth_derivative::<0, f64>(|x| x * x, 3.0), 9.0);
}

#[test]
fn a_gradient_written_in_place_is_the_gradient() {
    let (w, b) = (tensor([[1.0, 2.0], [3.0, 4.0]]), tensor([0.5, -0.5]));
    let mut tape = Tape::new();
    let mut slope = (Matrix::zeros(), Vector::zeros());
    for _ in 0..2 {
        let y = tape.value_and_grad_into(|(w, b)| (w.mv(&b) + b).square().sum(), &(w, b), &mut slope);
        let (expected, expected_slope) = tape.value_and_grad(|(w, b)| (w.mv(&b) + b).square().sum(), &(w, b));
        assert_eq!((y, slope), (expected, expected_slope));
    }
}
