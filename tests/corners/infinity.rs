//! Infinities and poles, and constants beside them.

use super::*;

#[test]
fn masked_scores_get_no_probability_and_no_gradient() {
    fn check<E: Real>(x: Vector<E, 3>) -> Vector<E, 3> {
        x + x.lift(tensor([0.0, -INF, 0.0]).cast())
    }
    /// Plain numbers into the base float of a mode.
    trait Cast<T> {
        fn cast(self) -> T;
    }
    impl<T: wengert::Primitive> Cast<Vector<T, 3>> for Vector<f64, 3> {
        fn cast(self) -> Vector<T, 3> {
            Vector::from_fn(|i| T::from_f64(self[i]))
        }
    }
    let x = tensor([1.0, 2.0, 3.0]);
    let p = check(x).softmax::<0>();
    assert_eq!(p[[1]], 0.0);
    close(p.sum().item(), 1.0);
    let (q, r) = (derivative(|x| x.sigmoid(), 2.0), p[[2]] * (1.0 - p[[2]]));
    close(q, r);
    let reverse = grad(|x| check(x).softmax::<0>().at([2]), &x);
    close(reverse[[0]], -r);
    assert_eq!(reverse[[1]], 0.0);
    let along = forward(|x| check(x).softmax::<0>().at([2]), &x);
    close(along[[0]], -r);
    assert_eq!(along[[1]], 0.0);
    for gradient in [
        grad(|x| check(x).log_softmax::<0>().at([2]), &x),
        forward(|x| check(x).log_softmax::<0>().at([2]), &x),
        grad(|x| check(x).reshape::<(Const<1>, Const<3>)>().cross_entropy(&tensor([2])), &x),
        forward(|x| check(x).reshape::<(Const<1>, Const<3>)>().cross_entropy(&tensor([2])), &x),
    ] {
        assert_eq!(gradient[[1]], 0.0);
        assert!(gradient.as_slice().iter().all(|g| g.is_finite()));
    }
}

/// The gradient of a loss of masked scores in both modes.
macro_rules! of_masked_scores {
    (|$masked:ident| $scaled:expr) => {{
        fn loss<E: Real<Base = f64>>(x: &Vector<E, 3>) -> Scalar<E> {
            let $masked = x + x.lift(tensor([0.0, -INF, 0.0]));
            $scaled.reshape::<(Const<1>, Const<3>)>().cross_entropy(&tensor([2]))
        }
        let x = tensor([1.0, 2.0, 3.0]);
        let reverse = grad(|x| loss(&x), &x);
        assert!(reverse[[0]] > 0.0 && reverse[[1]] == 0.0 && reverse[[2]] < 0.0);
        for (forward, reverse) in forward(|x| loss(&x), &x).as_slice().iter().zip(reverse.as_slice()) {
            close(*forward, *reverse);
        }
    }};
}

#[test]
fn a_masked_score_may_be_divided_in_both_modes() {
    of_masked_scores!(|x| x / 2.0);
    of_masked_scores!(|x| x / x.full_like(2.0));
}

#[test]
fn a_masked_score_may_be_multiplied_in_both_modes() {
    of_masked_scores!(|x| x * 0.5);
    of_masked_scores!(|x| 0.5 * x);
}

#[test]
fn constants_keep_zero_tangents_however_large_they_are() {
    let constant = Dual::<f64, 1>::constant;
    let (zero, two, infinite) = (constant(0.0), constant(2.0), constant(INF));
    for y in [
        infinite / two,
        two / infinite,
        two / zero,
        constant(1e200) / constant(1e-200),
        infinite + two,
        infinite - two,
        num_traits::Float::sqrt(zero),
        num_traits::Float::ln(zero),
        num_traits::Float::recip(zero),
        num_traits::Float::exp(constant(1e4)),
        num_traits::Float::powf(zero, two),
        num_traits::Float::atan2(zero, zero),
        num_traits::Float::acosh(zero),
        infinite % two,
        two % zero,
    ] {
        assert_eq!(y.tangents, [0.0], "{y:?}");
    }
}

#[test]
fn products_of_constants_keep_zero_tangents_too() {
    let (two, infinite) = (Dual::<f64, 1>::constant(2.0), Dual::constant(INF));
    assert_eq!((two * infinite).tangents, [0.0]);
    assert_eq!((infinite * two).tangents, [0.0]);
}

#[test]
fn poles_have_infinite_slopes_in_both_modes() {
    assert_eq!(value_and_grad(|x| x.sqrt(), &tensor(0.0)), (0.0, tensor(INF)));
    assert_eq!(value_and_grad(|x| x.ln(), &tensor(0.0)), (-INF, tensor(INF)));
    assert_eq!(value_and_grad(|x| x.recip(), &tensor(0.0)), (INF, tensor(-INF)));
    assert_eq!(value_and_grad(|x| x.cbrt(), &tensor(0.0)), (0.0, tensor(INF)));
    assert_eq!(value_and_grad(|x| 1.0 / x, &tensor(0.0)), (INF, tensor(-INF)));
    assert_eq!(value_and_grad(|x| x.ln_1p(), &tensor(-1.0)), (-INF, tensor(INF)));
    assert_eq!(value_and_grad(|x| x.powi(-1), &tensor(0.0)), (INF, tensor(-INF)));
    assert_eq!(derivative(|x| x.sqrt(), 0.0), INF);
    assert_eq!(derivative(|x| x.ln(), 0.0), INF);
    assert_eq!(derivative(|x| 1.0 / x, 0.0), -INF);
    assert_eq!(derivative(|x| x.asin(), 1.0), INF);
    assert_eq!(derivative(|x| x.acos(), 1.0), -INF);
    assert_eq!(derivative(|x| x.acosh(), 1.0), INF);
    assert_eq!(derivative(|x| x.atanh(), -1.0), INF);
}

#[test]
fn saturated_functions_are_flat() {
    for x in [-1e4, 1e4, -INF, INF] {
        for slope in [derivative(|x| x.tanh(), x), derivative(|x| x.sigmoid(), x), derivative(|x| x.atan(), x)] {
            assert!(slope.abs() <= 1e-8, "{slope} at {x}");
        }
    }
    assert_eq!(tensor([-INF, INF]).sigmoid(), tensor([0.0, 1.0]));
    assert_eq!(tensor([-INF, INF]).relu(), tensor([0.0, INF]));
    assert_eq!(grad(|x| x.relu().sum(), &tensor([-INF, INF])), tensor([0.0, 1.0]));
}
