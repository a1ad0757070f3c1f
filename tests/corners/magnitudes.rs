//! Numbers so large or so small that formulas written naively lose them.

use super::*;

#[test]
fn scores_of_any_size_have_probabilities() {
    for shift in [-1e300, -1e4, 0.0, 1e4, 1e300] {
        let p = (Vector::<f64, 4>::zeros() + shift).softmax::<0>();
        assert_eq!(p, Vector::full(0.25));
        assert_eq!((Vector::<f64, 4>::zeros() + shift).log_softmax::<0>(), Vector::full(-(4_f64.ln())));
        let loss = (Matrix::<f64, 1, 4>::zeros() + shift).cross_entropy(&tensor([2]));
        assert_eq!(loss, 4_f64.ln(), "at {shift:e}");
    }
    assert_eq!(tensor([[0.0, 1e4]]).cross_entropy(&tensor([0])), 1e4);
    assert_eq!(grad(|x| x.cross_entropy(&tensor([0])), &tensor([[0.0, 1e4]])), tensor([[-1.0, 1.0]]));
    let single: Matrix<f32, 1, 2> = tensor([[1e4, 1e4]]);
    assert_eq!(single.cross_entropy(&tensor([1])).item(), core::f32::consts::LN_2);
}

#[test]
fn quotients_of_extreme_numbers_have_slopes() {
    close(grad(|x| x / 1e-300, &tensor(1e-300)).item(), 1e300);
    let (a, b) = Tape::new().grad(|(a, b)| a / b, &(tensor(1e300), tensor(1e200)));
    close(a.item(), 1e-200);
    close(b.item(), -1e-100);
    let quotient = Dual::<f64, 2>::variable(1e300, 0) / Dual::variable(1e200, 1);
    close(quotient.tangents[0], 1e-200);
    close(quotient.tangents[1], -1e-100);
    assert_eq!(tensor([1e300, 1e300]).dot(&tensor([1e300, -1.0])), INF);
}

#[test]
fn small_numbers_keep_their_digits() {
    assert_eq!(value_and_grad(|x| x.exp_m1(), &tensor(1e-300)), (1e-300, tensor(1.0)));
    assert_eq!(value_and_grad(|x| x.ln_1p(), &tensor(1e-300)), (1e-300, tensor(1.0)));
    assert_eq!(value_and_grad(|x| x.sin() + x.tan() + x.asinh(), &tensor(1e-300)), (3e-300, tensor(3.0)));
    assert_eq!(value_and_grad(|x| x.square(), &tensor(1e-300)), (0.0, tensor(2e-300)));
}

/// The gradient in both modes, which is the same.
macro_rules! gradient {
    (|$x:ident| $f:expr, $at:expr) => {{
        let (reverse, forward) = (grad(|$x| $f, &$at), forward(|$x| $f, &$at));
        for (reverse, forward) in reverse.as_slice().iter().zip(forward.as_slice()) {
            assert!((reverse - forward).abs() <= 1e-12 * forward.abs(), "{reverse:e} in reverse, {forward:e} forward");
        }
        reverse
    }};
}

#[test]
fn scores_far_apart_have_values_and_gradients() {
    for sign in [1.0, -1.0] {
        let x = tensor([1e4, -1e4]) * sign;
        let (p, q) = if sign > 0.0 { ([1.0, 0.0], [0.0, -2e4]) } else { ([0.0, 1.0], [-2e4, 0.0]) };
        assert_eq!(x.softmax::<0>(), tensor(p));
        assert_eq!(x.log_softmax::<0>(), tensor(q));
        assert_eq!(x.logsumexp(), 1e4);
        assert_eq!(gradient!(|x| x.softmax::<0>().at([0]), x), Vector::zeros());
        assert_eq!(gradient!(|x| x.log_softmax::<0>().at([0]), x), tensor([1.0, 0.0]) - tensor(p));
        assert_eq!(gradient!(|x| x.logsumexp(), x), tensor(p));
        assert_eq!(gradient!(|x| x.logsumexp_axis::<0>(), x), tensor(p));
        let row = |x: &Vector<f64, 2>| x.reshape::<(Const<1>, Const<2>)>();
        assert_eq!(row(&x).cross_entropy(&tensor([0])), -q[0]);
        assert_eq!(row(&x).log_softmax::<1>().nll(&tensor([0])), -q[0]);
        assert_eq!(
            gradient!(|x| x.reshape::<(Const<1>, Const<2>)>().cross_entropy(&tensor([0])), x),
            tensor(p) - tensor([1.0, 0.0])
        );
    }
}

#[test]
fn equal_large_scores_share_probability_and_gradient() {
    for shift in [1e4, -1e4] {
        let x = Vector::<f64, 4>::full(shift);
        assert_eq!(x.logsumexp(), shift + 4_f64.ln());
        assert_eq!(gradient!(|x| x.logsumexp(), x), Vector::full(0.25));
        assert_eq!(gradient!(|x| x.softmax::<0>().at([0]), x), tensor([0.1875, -0.0625, -0.0625, -0.0625]));
        assert_eq!(gradient!(|x| x.log_softmax::<0>().at([0]), x), tensor([0.75, -0.25, -0.25, -0.25]));
    }
}

#[test]
fn logistic_losses_of_large_scores_have_gradients_in_both_modes() {
    let (x, t) = (tensor([1e4, 1e4, -1e4, -1e4]), tensor([1.0, 0.0, 1.0, 0.0]));
    assert_eq!(x.bce_with_logits(&t), 5e3);
    assert_eq!(gradient!(|x| x.bce_with_logits(&x.lift(t)), x), tensor([0.0, 0.25, -0.25, 0.0]));
    assert_eq!((x.softplus(), x.log_sigmoid()), (x.relu(), -(-x).relu()));
    assert_eq!(gradient!(|x| x.softplus().sum(), x), tensor([1.0, 1.0, 0.0, 0.0]));
    assert_eq!(gradient!(|x| x.log_sigmoid().sum(), x), tensor([0.0, 0.0, 1.0, 1.0]));
    assert_eq!(x.silu(), x.relu());
    assert_eq!(gradient!(|x| x.silu().sum(), x), tensor([1.0, 1.0, 0.0, 0.0]));
}

#[test]
fn large_lanes_are_normalised_with_their_gradients() {
    // Deviations of ±1 around ±1e4, and ±1e4 around 0: mean 0 and variance 1 after.
    for x in [tensor([1e4 + 1.0, 1e4 - 1.0]), tensor([1.0 - 1e4, -1.0 - 1e4]), tensor([1e4, -1e4])] {
        assert_eq!(x.layer_norm::<0>(0.0), tensor([1.0, -1.0]));
        let gradient = gradient!(|x| x.layer_norm::<0>(0.0).at([0]), x);
        assert!(gradient.abs().max() <= 1e-12, "two elements are always at ±1: {gradient:?}");
    }
    // Of three at −1, 0 and 1 times s: ∂y₁/∂x = (δ − (1 + y₁y)/3)/(s·√(2/3)), where y₁ = 0.
    let s = 1e4;
    let gradient = gradient!(|x| x.layer_norm::<0>(0.0).at([1]), tensor([-s, 0.0, s]));
    for (slope, expected) in gradient.as_slice().iter().zip([-1.0 / 3.0, 2.0 / 3.0, -1.0 / 3.0]) {
        close(*slope, expected / (s * (2.0_f64 / 3.0).sqrt()));
    }
    assert_eq!(tensor([1e4 + 1.0, 1e4 - 1.0, 1e4]).var(), 1.0);
    assert_eq!(tensor([1e8 + 1.0, 1e8 - 1.0, 1e8]).std(), 1.0);
}

#[test]
fn functions_near_one_keep_the_digits_of_the_difference() {
    for x in [1e-10, -1e-10, 1e-17, -1e-17, 5e-324] {
        // x ∓ x²/2, to the next order.
        let (below, above) = (x - x * x / 2.0, x + x * x / 2.0);
        close(tensor(x).ln_1p().item(), below);
        close(tensor(x).exp_m1().item(), above);
        close(derivative(|x| x.ln_1p(), x), 1.0 - x);
        close(derivative(|x| x.exp_m1(), x), 1.0 + x);
        close(grad(|x| x.ln_1p() + x.exp_m1(), &tensor(x)).item(), 2.0);
        // Second derivatives: −1 and 1 at 0.
        let x = tensor(Dual::<f64, 1>::variable(x, 0));
        close(grad(|x| x.ln_1p(), &x).into_repr().tangents[0], -1.0 + 2.0 * x.into_repr().value);
        close(grad(|x| x.exp_m1(), &x).into_repr().tangents[0], 1.0 + x.into_repr().value);
    }
    // ln(1 + eˣ) and elu near −∞ are eˣ and −1.
    close(tensor(-40.0).softplus().item(), (-40.0_f64).exp());
    close(tensor(40.0).log_sigmoid().item(), -(-40.0_f64).exp());
    close(tensor(-1e-10).elu(1.0).item(), (-1e-10_f64).exp_m1());
}
