//! Where functions have corners, poles and gaps, and numbers have no digits left: NaN, infinities, ties, zeros.

use wengert::{
    Const, Dual, Matrix, One, Real, Scalar, Shape, Tape, Tensor, Vector, derivative, grad, jvp, tensor, value_and_grad,
};

/// The gradient of a function of a vector by forward mode: one direction after another.
fn forward<const N: usize>(
    f: impl Fn(Vector<Dual<f64, 1>, N>) -> Scalar<Dual<f64, 1>>,
    x: &Vector<f64, N>,
) -> Vector<f64, N> {
    Vector::from_fn(|i| {
        let direction = Vector::from_fn(|j| f64::from(i == j));
        jvp(&f, x, &direction).1.item()
    })
}

/// Equal element by element, where NaN equals NaN.
fn same<S: Shape>(a: &Tensor<f64, S>, b: &Tensor<f64, S>) {
    for (x, y) in a.as_slice().iter().zip(b.as_slice()) {
        assert!(x == y || (x.is_nan() && y.is_nan()), "{a:?} {b:?}");
    }
}

/// Equal up to some rounding errors.
fn close(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-14 * b.abs(), "{a:e}, should be {b:e}");
}

const NAN: f64 = f64::NAN;
const INF: f64 = f64::INFINITY;

mod not_a_number {
    use super::*;

    #[test]
    fn it_passes_through_every_function_and_back() {
        /// Functions whose slope depends on the argument.
        fn curved<E: Real>(x: &Scalar<E>) -> Vec<Scalar<E>> {
            let one = x.ones_like();
            vec![
                x.abs(),
                x.acos(),
                x.acosh(),
                x.asin(),
                x.asinh(),
                x.atan(),
                x.atanh(),
                x.cbrt(),
                x.ceil(),
                x.cos(),
                x.cosh(),
                x.exp(),
                x.exp2(),
                x.exp_m1(),
                x.floor(),
                x.ln(),
                x.ln_1p(),
                x.log10(),
                x.log2(),
                x.recip(),
                x.relu(),
                x.round(),
                x.sigmoid(),
                x.signum(),
                x.sin(),
                x.sinh(),
                x.sqrt(),
                x.square(),
                x.tan(),
                x.tanh(),
                x.trunc(),
                x.powi(3),
                x.pow(&(one + 1.0)),
                one.pow(x) * 0.0 + x * x,
                x.atan2(&one),
                one.atan2(x),
                x.hypot(&one),
                x * x,
                one / x,
            ]
        }
        /// Functions whose slope does not.
        fn straight<E: Real>(x: &Scalar<E>) -> Vec<Scalar<E>> {
            let one = x.ones_like();
            vec![
                x.fract(),
                x.max(),
                x.sum(),
                x.mean(),
                -x,
                x + one,
                one - x,
                x / one,
                x.powi(1),
                x.maximum(&one),
                one.maximum(x),
                x.minimum(&one),
                one.minimum(x),
            ]
        }
        let tape = Tape::new();
        let x = tape.var(&tensor(NAN));
        let dual = Tensor::from(Dual::<f64, 1>::variable(NAN, 0));
        for (i, (y, forward)) in curved(&x).iter().zip(curved(&dual)).enumerate() {
            tape.zero_grad();
            y.backward();
            assert!(y.item().is_nan() && x.grad().item().is_nan(), "curved function {i}, reverse");
            let Dual { value, tangents } = forward.into_repr();
            assert!(value.is_nan() && tangents[0].is_nan(), "curved function {i}, forward");
        }
        for (i, (y, forward)) in straight(&x).iter().zip(straight(&dual)).enumerate() {
            tape.zero_grad();
            y.backward();
            assert!(y.item().is_nan() && forward.item().is_nan(), "straight function {i}");
            assert_eq!(x.grad().item().abs(), 1.0, "straight function {i}, reverse");
            assert_eq!(forward.into_repr().tangents[0].abs(), 1.0, "straight function {i}, forward");
        }
    }

    #[test]
    fn it_is_the_largest_and_takes_the_gradient_in_both_modes() {
        let x = tensor([1.0, NAN, 3.0, NAN]);
        assert!(x.max().item().is_nan());
        same(&grad(|x| x.max(), &x), &tensor([0.0, 1.0, 0.0, 0.0]));
        same(&forward(|x| x.max(), &x), &tensor([0.0, 1.0, 0.0, 0.0]));
        let rows = tensor([[1.0, NAN], [NAN, 4.0], [7.0, 4.0]]);
        same(&rows.max_axis::<1>(), &tensor([NAN, NAN, 7.0]));
        same(&grad(|x| x.max_axis::<0>().sum(), &rows), &tensor([[0.0, 1.0], [1.0, 0.0], [0.0, 0.0]]));
    }

    #[test]
    fn it_stays_in_its_row() {
        let x = tensor([[1.0, NAN, 3.0], [1.0, 2.0, 3.0]]);
        for y in [x.softmax::<1>(), x.log_softmax::<1>(), x / x.sum_keepdim::<1>(), x - x.max_keepdim::<1>()] {
            assert!(y.row(0).as_slice().iter().all(|y| y.is_nan()));
            assert!(y.row(1).as_slice().iter().all(|y| y.is_finite()));
        }
        let product = x.mm(&Matrix::<f64, 3, 2>::ones());
        assert!(product.row(0).as_slice().iter().all(|y| y.is_nan()));
        assert_eq!(product.row(1), tensor([6.0, 6.0]));
        let gradient = grad(|x| x.softmax::<1>().row(1).at([0]), &x);
        assert_eq!(gradient.row(0), tensor([0.0, 0.0, 0.0]), "a row that is not used gets nothing");
        assert!(gradient.row(1).as_slice().iter().all(|y| y.is_finite()));
        let gradient = grad(|x| x.log_softmax::<1>().row(1).sum(), &x);
        assert_eq!(gradient.row(0), tensor([0.0, 0.0, 0.0]), "a row that is not used gets nothing");
    }

    #[test]
    fn the_way_back_through_a_product_takes_every_row() {
        // 0 · NaN, from a row whose result nothing uses, as in every library that multiplies whole matrices.
        let data = tensor([[NAN, 1.0], [1.0, 2.0]]);
        let at = tensor([3.0, 4.0]);
        same(&forward(|w| w.lift(data).mv(&w).at([1]), &at), &tensor([1.0, 2.0]));
        assert!(grad(|w| w.lift(data).mv(&w).at([1]), &at)[[0]].is_nan());
        // What is taken out before the product stays out.
        same(&grad(|w| w.lift(data).row(1).dot(&w), &at), &tensor([1.0, 2.0]));
    }

    #[test]
    fn it_compares_with_nothing_in_every_mode() {
        fn compares<E: Real>(x: &Scalar<E>) -> Scalar<E> {
            let (x, one) = (*x, x.ones_like());
            let comparisons =
                [x == x, x < one, x > one, x <= one, x >= one, x == 1.0, x < 1.0, x > 1.0, one < x, 1.0 >= x];
            assert!(comparisons.iter().all(|holds| !holds) && x != x);
            x
        }
        let _ = compares(&tensor(NAN));
        let _ = grad(|x| compares(&x), &tensor(NAN));
        let _ = derivative(|x| compares(&x), NAN);
    }
}

mod infinity {
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
}

mod ties_and_kinks {
    use super::*;

    #[test]
    fn the_first_of_equal_elements_takes_the_gradient_in_both_modes() {
        let x = tensor([2.0, 5.0, 5.0, 5.0]);
        assert_eq!(grad(|x| x.max(), &x), tensor([0.0, 1.0, 0.0, 0.0]));
        assert_eq!(forward(|x| x.max(), &x), tensor([0.0, 1.0, 0.0, 0.0]));
        let flat = Matrix::<f64, 2, 3>::ones();
        assert_eq!(grad(|x| x.max_axis::<0>().sum(), &flat), tensor([[1.0, 1.0, 1.0], [0.0, 0.0, 0.0]]));
        assert_eq!(grad(|x| x.max_axis::<1>().sum(), &flat), tensor([[1.0, 0.0, 0.0], [1.0, 0.0, 0.0]]));
        assert_eq!(grad(|x| x.max(), &Vector::full(-INF)), tensor([1.0, 0.0]));
        assert_eq!(grad(|x| x.max(), &tensor([-0.0, 0.0])), tensor([1.0, 0.0]), "−0 equals 0");
    }

    #[test]
    fn the_left_of_equal_operands_takes_the_gradient_in_both_modes() {
        let at = tensor([3.0, 3.0]);
        for (gradient, expected) in [
            (grad(|x| x.at([0]).maximum(&x.at([1])), &at), [1.0, 0.0]),
            (forward(|x| x.at([0]).maximum(&x.at([1])), &at), [1.0, 0.0]),
            (grad(|x| x.at([1]).minimum(&x.at([0])), &at), [0.0, 1.0]),
            (forward(|x| x.at([1]).minimum(&x.at([0])), &at), [0.0, 1.0]),
            (grad(|x| x.maximum(&x).sum(), &at), [1.0, 1.0]),
            (grad(|x| x.minimum(&x.max()).sum(), &at), [1.0, 1.0]),
        ] {
            assert_eq!(gradient, tensor(expected));
        }
    }

    #[test]
    fn kinks_have_the_slope_zero_in_both_modes() {
        for zero in [0.0, -0.0] {
            assert_eq!(derivative(|x| x.abs(), zero), 0.0);
            assert_eq!(derivative(|x| x.relu(), zero), 0.0);
            assert_eq!(derivative(|x| x.signum(), zero), 0.0);
            assert_eq!(grad(|x| x.abs() + x.relu() + x.signum(), &tensor(zero)), 0.0);
        }
        assert_eq!(grad(|x| x.hypot(&x), &tensor(0.0)), 0.0);
        assert_eq!(derivative(|x| x.hypot(&x), 0.0), 0.0);
        assert_eq!(
            grad(|x| (x.floor() + x.ceil() + x.round() + x.trunc()).sum(), &tensor([2.0, -0.5])),
            Vector::zeros()
        );
        assert_eq!(grad(|x| x.fract().sum(), &tensor([2.0, -0.5])), Vector::ones());
    }

    #[test]
    fn axes_of_length_one_are_no_special_case() {
        let x: Tensor<f64, (Const<1>, One, Const<2>)> = tensor([[[3.0, 5.0]]]).reshape();
        assert_eq!(x.softmax::<0>().as_slice(), [1.0, 1.0]);
        assert_eq!(x.log_softmax::<1>().as_slice(), [0.0, 0.0]);
        assert_eq!(grad(|x| (x.softmax::<1>() * x).sum(), &x).as_slice(), [1.0, 1.0]);
        assert_eq!(grad(|x| x.softmax::<1>().at([0, 0, 1]), &x).as_slice(), [0.0, 0.0]);
        assert_eq!(x.sum_axis::<0>().sum_axis::<0>(), tensor([3.0, 5.0]));
        assert_eq!(x.max_keepdim::<1>().as_slice(), x.as_slice());
        assert_eq!(tensor([[7.0]]).cross_entropy(&tensor([0])), 0.0);
        assert_eq!(grad(|x| x.cross_entropy(&tensor([0])), &tensor([[7.0]])), tensor([[0.0]]));
        assert_eq!(grad(|x| x.mm(&x).mv(&x.row(0)).dot(&x.row(0)), &tensor([[2.0]])), tensor([[32.0]]));
        assert_eq!(tensor([4.0]).mean(), 4.0);
    }
}

mod powers_and_angles {
    use super::*;

    #[test]
    fn a_power_of_zero_has_the_limits_of_its_slope() {
        for (exponent, value, slope) in
            [(0.0, 1.0, 0.0), (0.5, 0.0, INF), (1.0, 0.0, 1.0), (1.5, 0.0, 0.0), (2.0, 0.0, 0.0)]
        {
            assert_eq!(tensor(0.0).pow(&tensor(exponent)), value);
            assert_eq!(grad(|x| x.pow(&x.lift(tensor(exponent))), &tensor(0.0)), slope, "0 to the {exponent}");
            assert_eq!(derivative(|x| x.pow(&x.lift(tensor(exponent))), 0.0), slope, "0 to the {exponent}");
        }
        // (x²)″ = 2 and (x³)″ = 0 also at 0, by reverse over forward.
        for (exponent, curvature) in [(1.0, 0.0), (2.0, 2.0), (3.0, 0.0)] {
            let x = tensor(Dual::<f64, 1>::variable(0.0, 0));
            assert_eq!(grad(|x| x.pow(&x.lift(tensor(exponent))), &x).into_repr().tangents, [curvature]);
            let n = [1, 2, 3].into_iter().find(|n| f64::from(*n) == exponent).expect("one of them");
            assert_eq!(grad(|x| x.powi(n), &x).into_repr().tangents, [curvature]);
        }
    }

    #[test]
    fn where_a_power_is_zero_its_exponent_has_the_slope_zero() {
        let (base, exponent) = Tape::new().grad(|(a, b)| a.pow(&b), &(tensor(0.0), tensor(2.0)));
        assert_eq!((base, exponent), (tensor(0.0), tensor(0.0)));
    }

    #[test]
    fn a_negative_base_has_a_slope_and_its_exponent_has_none() {
        let (base, exponent) = Tape::<f64>::new().grad(|(a, b)| a.pow(&b), &(tensor(-2.0), tensor(3.0)));
        assert_eq!(base, 12.0);
        assert!(exponent.item().is_nan());
        assert_eq!(derivative(|x| x.pow(&x.lift(tensor(3.0))), -2.0), 12.0);
        assert_eq!(grad(|x| x.pow(&x.lift(tensor(-1.0))), &tensor(-2.0)), -0.25);
        assert!(tensor(-2.0_f64).pow(&tensor(0.5)).item().is_nan());
    }

    #[test]
    fn the_extreme_integer_powers_have_slopes() {
        for n in [i32::MIN, i32::MIN + 1, -1, 0, 1, i32::MAX] {
            assert_eq!(value_and_grad(|x| x.powi(n), &tensor(1.0)), (1.0, tensor(f64::from(n))));
            assert_eq!(derivative(|x| x.powi(n), 1.0), f64::from(n));
        }
        assert_eq!(grad(|x| (x.powi(0) + x.powi(1) + x.powi(2)).sum(), &tensor([0.0, -0.0])), tensor([1.0, 1.0]));
    }

    #[test]
    fn an_angle_has_its_slopes_at_any_distance() {
        for r in [1.0, 1e-200, 1e-160, 1e160, 1e200] {
            let (y, x) = Tape::new().grad(|(y, x)| y.atan2(&x), &(tensor(3.0 * r), tensor(4.0 * r)));
            close(y.item() * r, 4.0 / 25.0);
            close(x.item() * r, -3.0 / 25.0);
            let dual = num_traits::Float::atan2(Dual::<f64, 2>::variable(3.0 * r, 0), Dual::variable(4.0 * r, 1));
            assert_eq!(dual.tangents, [y.item(), x.item()]);
        }
        for (y, x) in [(0.0, 1.0), (0.0, -1.0), (-0.0, -1.0), (1.0, 0.0)] {
            let (dy, dx) = Tape::new().grad(|(y, x)| y.atan2(&x), &(tensor(y), tensor(x)));
            assert_eq!((dy, dx), (tensor(x), tensor(-y)), "on the unit circle");
        }
    }

    #[test]
    fn an_angle_at_the_origin_that_nothing_uses_leaves_the_gradient_alone() {
        let x = tensor([[0.0, 0.0], [3.0, 4.0]]);
        let gradient = grad(|x| x.t().row(0).atan2(&x.t().row(1)).at([1]), &x);
        assert_eq!(gradient.row(0), tensor([0.0, 0.0]));
        close(gradient[[1, 0]], 4.0 / 25.0);
    }

    #[test]
    fn a_distance_neither_overflows_nor_vanishes() {
        for r in [1e-200, 1e200] {
            let (y, (a, b)) = Tape::new().value_and_grad(|(a, b)| a.hypot(&b), &(tensor(3.0 * r), tensor(4.0 * r)));
            close(y, 5.0 * r);
            close(a.item(), 0.6);
            close(b.item(), 0.8);
        }
    }

    #[test]
    fn slopes_near_the_ends_of_an_interval_keep_their_digits() {
        for gap in [1e-3, 1e-6, 1e-9, 1e-12_f64] {
            let (x, above) = (1.0 - gap, 1.0 + gap);
            // What is left to 1 is exact.
            let (left, over) = (1.0 - x, above - 1.0);
            let root = (left * (2.0 - left)).sqrt();
            close(derivative(|x| x.asin(), x), 1.0 / root);
            close(derivative(|x| x.acos(), -x), -1.0 / root);
            close(derivative(|x| x.atanh(), x), 1.0 / (left * (2.0 - left)));
            close(derivative(|x| x.acosh(), above), 1.0 / (over * (2.0 + over)).sqrt());
        }
    }

    #[test]
    fn remainders_count_how_often_the_divisor_fits() {
        // 0.1 is a little more than a tenth, so it fits into 1 nine times, though 1 / 0.1 rounds to 10.
        for (a, b, n) in
            [(1.0, 0.1, 9.0), (7.5, 2.0, 3.0), (-7.5, 2.0, -3.0), (7.5, -2.0, -3.0), (3.0, INF, 0.0), (6.0, 3.0, 2.0)]
        {
            let y = Dual::<f64, 2>::variable(a, 0) % Dual::variable(b, 1);
            assert_eq!((y.value, y.tangents), (a % b, [1.0, -n]), "{a} % {b}");
        }
    }
}

mod magnitudes {
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
}

mod dual_numbers {
    use super::*;
    use num_traits::{Float, Num, NumCast, One as _, ToPrimitive, Zero};

    type D = Dual<f64, 1>;

    #[test]
    fn they_compare_by_value() {
        let (small, large, other) = (D::new(1.0, [9.0]), D::new(2.0, [0.0]), D::new(1.0, [-9.0]));
        for holds in [small < large, large > small, small == other, small <= other, small >= other, large >= other] {
            assert!(holds);
        }
        assert!(D::new(0.0, [1.0]).is_zero() && !D::new(1.0, [0.0]).is_zero());
        assert!(D::nan() != D::nan() && D::nan().partial_cmp(&small).is_none());
        assert_eq!(small.partial_cmp(&large), Some(core::cmp::Ordering::Less));
        let nested = |outer: f64, inner: f64| Dual::<D, 1>::new(D::new(1.0, [inner]), [D::new(outer, [0.0])]);
        assert_eq!(nested(1.0, 2.0), nested(3.0, 4.0));
    }

    #[test]
    fn the_larger_and_the_smaller_one_keep_their_tangents_and_avoid_nan() {
        let (a, b, nan) = (D::new(1.0, [10.0]), D::new(2.0, [20.0]), D::new(NAN, [30.0]));
        assert_eq!((a.max(b).tangents, a.min(b).tangents), ([20.0], [10.0]));
        assert_eq!((a.max(nan).tangents, nan.max(a).tangents), ([10.0], [10.0]));
        assert_eq!((a.min(nan).tangents, nan.min(a).tangents), ([10.0], [10.0]));
        assert!(nan.max(nan).value.is_nan());
        assert_eq!((b.abs_sub(a).tangents, a.abs_sub(b).tangents), ([10.0], [0.0]));
        assert_eq!((b.clamp(D::zero(), a).tangents, (-b).clamp(a, b).tangents), ([10.0], [10.0]));
    }

    #[test]
    fn they_convert_as_their_values_do() {
        assert_eq!(D::from_str_radix("ff", 16).map(|x| x.value).ok(), f64::from_str_radix("ff", 16).ok());
        assert_eq!((D::new(3.7, [1.0]).to_i64(), D::new(-1.0, [1.0]).to_u64()), (Some(3), None));
        let converted: D = NumCast::from(7_u8).expect("7 is a float");
        assert_eq!((converted.value, converted.tangents), (7.0, [0.0]));
        assert_eq!((D::one().value, D::zero().tangents), (1.0, [0.0]));
        let sum: D = [D::variable(1.0, 0), D::variable(2.0, 0)].into_iter().sum();
        let product: D = [D::variable(3.0, 0), D::variable(2.0, 0)].into_iter().product();
        assert_eq!((sum.value, sum.tangents, product.value, product.tangents), (3.0, [2.0], 6.0, [5.0]));
    }

    #[test]
    fn assignments_are_the_operators() {
        let (a, b) = (D::new(7.5, [1.0]), D::new(2.0, [3.0]));
        let mut x = a;
        x += b;
        x -= b;
        x *= b;
        x /= b;
        assert_eq!((x.value, x.tangents), (7.5, [1.0]));
        x %= b;
        assert_eq!((x.value, x.tangents), (1.5, [1.0 - 3.0 * 3.0]));
    }
}

mod labels {
    use super::*;
    use std::panic::catch_unwind;

    #[test]
    fn a_label_of_any_integer_type_that_is_no_class_is_refused() {
        fn refusal<L: wengert::Integer + core::panic::RefUnwindSafe>(label: L) -> String {
            let payload =
                catch_unwind(|| Matrix::<f64, 1, 3>::zeros().cross_entropy(&tensor([label]))).expect_err("refused");
            *payload.downcast::<String>().expect("a message")
        }
        assert_eq!(refusal(3), "the label of row 0 is 3, but the scores have 3 classes, 0 to 2");
        assert_eq!(refusal(-1), "the label of row 0 is -1, but the scores have 3 classes, 0 to 2");
        assert_eq!(refusal(255_u8), "the label of row 0 is 255, but the scores have 3 classes, 0 to 2");
        assert_eq!(
            refusal(i64::MIN),
            format!("the label of row 0 is {}, but the scores have 3 classes, 0 to 2", i64::MIN)
        );
        assert_eq!(refusal(u128::MAX), "the label of row 0 is too large: the scores have 3 classes, 0 to 2");
        assert_eq!(refusal(1_u64 << 32), "the label of row 0 is 4294967296, but the scores have 3 classes, 0 to 2");
    }
}

mod reviewed {
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
        let (loss, slope) =
            value_and_grad(|x| x.cross_entropy(&tensor([0])), &scores.reshape::<(Const<1>, Const<2>)>());
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
}
