//! What reviewers of the crate found.

use super::*;
use num_traits::Float;
use wengert::{check, function};

#[test]
fn what_a_function_sends_back_itself_is_not_its_gradient() {
    let at = tensor([1.0, 2.0]);
    let penalised = grad(
        |x| {
            let y = (x * x * x).sum();
            y.backward();
            y + 0.0 * x.lift(x.grad()).sum()
        },
        &at,
    );
    assert_eq!(penalised, tensor([3.0, 12.0]));
}

#[test]
fn a_detached_variable_has_no_gradient() {
    let tape = Tape::new();
    let x = tape.var(&tensor(3.0));
    (x * x).backward();
    assert_eq!((x.grad(), x.detach().grad()), (tensor(6.0), tensor(0.0)));
}

#[test]
fn long_sums_keep_their_digits_in_every_mode() {
    // In a thread of its own: the tensors are 400 kB each.
    let sums = || {
        let x: Tensor<f32, (Const<100_000>,)> = Tensor::full(0.1);
        let (_, forward) = jvp(|x| x.sum(), &x, &x);
        let ones: Tensor<f32, (Const<100_000>,)> = Tensor::ones();
        let reverse = Tape::new().grad(|b| (b * b.lift(ones * 0.1)).sum(), &tensor(1.0_f32));
        [x.sum().item(), forward.item(), reverse.item(), x.dot(&ones).item()]
    };
    let sums = std::thread::Builder::new().stack_size(64 << 20).spawn(sums).unwrap().join().unwrap();
    for sum in sums {
        assert!((sum - 1e4).abs() < 0.05, "{sum}");
    }
}

#[test]
fn an_infinite_inner_tangent_leaves_outer_zeros_alone() {
    // ∂²/∂x∂y of x² + 3√y at y = 0, forward over forward.
    let y = Dual::new(Dual::<f64, 1>::variable(0.0, 0), [Dual::constant(0.0)]);
    let x = Dual::new(Dual::constant(1.0), [Dual::<f64, 1>::constant(1.0)]);
    for z in [x * x + y.sqrt(), x * x + y.sqrt() * Dual::constant(Dual::constant(3.0)), x * x + y.sqrt().sin()] {
        assert_eq!(z.tangents[0].tangents[0], 0.0);
    }
}

#[test]
fn inverse_functions_have_slopes_at_any_distance() {
    assert!((derivative(|x| x.asinh(), 1e200_f64) * 1e200 - 1.0).abs() < 1e-12);
    assert!((derivative(|x| x.acosh(), 1e200_f64) * 1e200 - 1.0).abs() < 1e-12);
}

#[test]
fn products_with_one_column_are_those_with_a_vector() {
    let a = Matrix::<f64, 7, 13>::from_fn(|[i, j]| (i * 13 + j) as f64 * 0.01 - 0.3);
    let b = Vector::<f64, 13>::from_fn(|[i]| (i as f64).cos());
    let product = a.mm(&b.reshape::<(Const<13>, Const<1>)>());
    let by_column = grad(|b| a_times(&a, &b.reshape::<(Const<13>, Const<1>)>()).sum(), &b);
    assert!((product.reshape::<(Const<7>,)>() - a.mv(&b)).abs().max() < 1e-14);
    assert!((by_column - a.sum_axis::<0>()).abs().max() < 1e-14);
}

fn a_times<E: Real>(a: &Matrix<E::Base, 7, 13>, b: &Matrix<E, 13, 1>) -> Matrix<E, 7, 1> {
    b.lift(a).mm(b)
}

#[test]
fn differences_settle_where_the_argument_is_small_and_where_the_function_is_steep() {
    check::gradients(&function!(|x: ()| -> () { x.ln() }), &tensor(1e-5)).unwrap();
    check::gradients(&function!(|x: ()| -> () { x.recip() }), &tensor(1e-4)).unwrap();
    check::gradients(&function!(|x: ()| -> () { (1e6 * x).sin() }), &tensor(1.0)).unwrap();
    let wrong = function!(|x: ()| -> () { x.detach() * x + 3e6 });
    assert!(check::gradients(&wrong, &tensor(3.0)).is_err());
}

#[test]
fn small_probabilities_keep_their_digits() {
    let scores = tensor([20.0_f32, 0.0]);
    let rest = (-20.0_f64).exp();
    let nearly = |x: f32, y: f64| assert!((f64::from(x) / y - 1.0).abs() < 1e-6, "{x} {y}");
    nearly(scores.log_softmax::<0>()[[0]], -rest);
    let (loss, slope) = value_and_grad(|x| x.cross_entropy(&tensor([0])), &scores.reshape::<(Const<1>, Const<2>)>());
    nearly(loss, rest);
    nearly(slope[[0, 0]], -rest);
    nearly(slope[[0, 1]], rest);
    nearly(derivative(|x| x.sigmoid(), 17.0_f32), (-17.0_f64).exp());
}

#[test]
fn long_columns_keep_their_digits() {
    let sums = || Matrix::<f32, 100_000, 2>::full(0.1).sum_axis::<0>();
    let sums = std::thread::Builder::new().stack_size(64 << 20).spawn(sums).unwrap().join().unwrap();
    assert!((sums - 1e4).abs().max() < 0.05, "{sums}");
}
