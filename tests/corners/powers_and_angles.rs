//! Powers of 0 and of negative numbers, angles, distances, remainders.

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

#[test]
fn a_power_known_at_run_time_has_the_limits_of_pow() {
    for (exponent, value, slope) in
        [(0.0, 1.0, 0.0), (0.5, 0.0, INF), (1.0, 0.0, 1.0), (1.5, 0.0, 0.0), (-1.0, INF, -INF)]
    {
        assert_eq!(value_and_grad(|x| x.powf(exponent), &tensor(0.0)), (value, tensor(slope)), "0 to the {exponent}");
        assert_eq!(derivative(|x| x.powf(exponent), 0.0), slope, "0 to the {exponent}");
    }
    // A negative base: whole exponents have values and slopes, others none.
    for (exponent, value, slope) in [(2.0, 4.0, -4.0), (3.0, -8.0, 12.0), (-1.0, -0.5, -0.25), (0.0, 1.0, 0.0)] {
        let (y, dy) = value_and_grad(|x| x.powf(exponent), &tensor(-2.0));
        assert_eq!((y, dy), (value, tensor(slope)), "−2 to the {exponent}");
        assert_eq!(derivative(|x| x.powf(exponent), -2.0), slope, "−2 to the {exponent}");
    }
    let (y, dy) = value_and_grad(|x| x.powf(0.5), &tensor(-2.0_f64));
    assert!(y.is_nan() && dy.item().is_nan() && derivative(|x| x.powf(0.5), -2.0_f64).is_nan());
}

#[test]
fn an_angle_has_a_value_at_the_origin_and_no_slope() {
    for (y, x, angle) in
        [(0.0, 0.0, 0.0), (-0.0, 0.0, -0.0), (0.0, -0.0, core::f64::consts::PI), (-0.0, -0.0, -core::f64::consts::PI)]
    {
        let value: f64 = tensor(y).atan2(&tensor(x)).item();
        assert_eq!(value.to_bits(), f64::to_bits(angle));
        let (dy, dx) = Tape::<f64>::new().grad(|(y, x)| y.atan2(&x), &(tensor(y), tensor(x)));
        assert!(dy.item().is_nan() && dx.item().is_nan());
        assert!(derivative(|y| y.atan2(&y.lift(tensor(x))), y).is_nan());
    }
}

#[test]
fn a_root_has_an_infinite_slope_at_zero_that_a_zero_before_it_leaves_alone() {
    assert_eq!(value_and_grad(|x| x.sqrt(), &tensor(-0.0_f64)).0.to_bits(), (-0.0_f64).to_bits());
    assert_eq!(value_and_grad(|x| x.rsqrt(), &tensor(0.0)), (INF, tensor(-INF)));
    assert!(grad(|x| x.sqrt(), &tensor(-1.0_f64)).item().is_nan());
    // The element that nothing uses gets 0, and not 0 · ∞.
    let x = tensor([0.0, 4.0]);
    assert_eq!(grad(|x| x.sqrt().at([1]), &x), tensor([0.0, 0.25]));
    assert_eq!(forward(|x| x.sqrt().at([1]), &x), tensor([0.0, 0.25]));
    let mask = x.greater(0.0);
    assert_eq!(grad(|x| wengert::select(&mask, &x.sqrt(), &x).sum(), &x), tensor([1.0, 0.25]));
}
