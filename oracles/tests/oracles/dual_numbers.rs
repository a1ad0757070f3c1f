//! Derivatives of first and second order, against num-dual.

use super::*;
use num_dual::{Dual2_64, Dual64, DualNum, HyperDual64};
use num_traits::{Float, FloatConst, Signed};
use wengert::{Dual, derivative};

type D = Dual<f64, 1>;
type DD = Dual<D, 1>;

/// Equal to so many digits, relative to the larger of the number and of 1.
fn same(name: &str, x: f64, ours: f64, theirs: f64, tolerance: f64) {
    assert!(
        (ours - theirs).abs() <= tolerance * (1.0 + theirs.abs()),
        "{name} at {x:e}: {ours:e}, should be {theirs:e}"
    );
}

/// The value and two derivatives of a function in our duals, against num-dual's.
#[expect(clippy::needless_pass_by_value, reason = "a pair of closures is written where it is called")]
fn function(
    name: &str,
    x: f64,
    ours: (impl Fn(D) -> D, impl Fn(DD) -> DD),
    theirs: (impl Fn(Dual64) -> Dual64, impl Fn(Dual2_64) -> Dual2_64),
) {
    let (first, reference) = (ours.0(Dual::variable(x, 0)), theirs.0(Dual64::from(x).derivative()));
    same(name, x, first.value, reference.re, 1e-12);
    same(name, x, first.tangents[0], reference.eps, 1e-9);
    let second = ours.1(Dual::variable(Dual::variable(x, 0), 0));
    let reference = theirs.1(Dual2_64::from(x).derivative());
    same(name, x, second.value.value, reference.re, 1e-12);
    same(name, x, second.value.tangents[0], reference.v1, 1e-9);
    same(name, x, second.tangents[0].value, reference.v1, 1e-9);
    same(name, x, second.tangents[0].tangents[0], reference.v2, 1e-6);
}

/// Functions that both crates have under the same name.
macro_rules! functions {
    ($x:expr; $($name:ident)*) => { $(
        function(
            stringify!($name), $x,
            (|x| Float::$name(x), |x| Float::$name(x)),
            (|x| DualNum::$name(&x), |x| DualNum::$name(&x)),
        );
    )* };
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn functions_on_the_whole_line_have_the_derivatives_of_num_dual(x in -5.0..5.0) {
        functions!(x; exp exp2 exp_m1 sin cos atan sinh cosh tanh asinh);
        function("sin_cos", x, (|x| x.sin_cos().0 * x.sin_cos().1, |x| x.sin_cos().0 * x.sin_cos().1),
            (|x| x.sin_cos().0 * x.sin_cos().1, |x| x.sin_cos().0 * x.sin_cos().1));
        for n in [0, 1, 2, 3, 7] {
            function("powi", x, (|x| x.powi(n), |x| x.powi(n)), (|x| DualNum::powi(&x, n), |x| DualNum::powi(&x, n)));
        }
        function("mul_add", x,
            (|x| x.mul_add(x, x), |x| x.mul_add(x, x)), (|x| DualNum::mul_add(&x, x, x), |x| DualNum::mul_add(&x, x, x)));
    }

    #[test]
    fn functions_away_from_zero_have_the_derivatives_of_num_dual(
        x in prop_oneof![-5.0..-0.1, 0.1..5.0]
    ) {
        functions!(x; recip cbrt);
        function("abs", x, (Float::abs, Float::abs), (|x| Signed::abs(&x), |x| Signed::abs(&x)));
        function("signum", x, (Float::signum, Float::signum), (|x| Signed::signum(&x), |x| Signed::signum(&x)));
        for n in [-1, -2, -5] {
            function("powi", x, (|x| x.powi(n), |x| x.powi(n)), (|x| DualNum::powi(&x, n), |x| DualNum::powi(&x, n)));
        }
    }

    #[test]
    fn functions_of_positive_numbers_have_the_derivatives_of_num_dual(x in 0.1..20.0) {
        functions!(x; sqrt ln log2 log10 ln_1p);
        function("log", x, (|x| x.log(D::from(3.0)), |x| x.log(DD::from(D::from(3.0)))),
            (|x| DualNum::log(&x, 3.0), |x| DualNum::log(&x, 3.0)));
        for p in [-1.5, 0.0, 0.5, 1.0, 2.0, 3.7] {
            function("powf", x, (|x| x.powf(D::from(p)), |x| x.powf(DD::from(D::from(p)))),
                (|x| DualNum::powf(&x, p), |x| DualNum::powf(&x, p)));
        }
        if x < 5.0 {
            function("x to the x", x, (|x| x.powf(x), |x| x.powf(x)), (|x| x.powd(x), |x| x.powd(x)));
        }
    }

    #[test]
    fn activations_have_the_derivatives_of_their_formulas_in_num_dual(x in -5.0..5.0) {
        /// The method of a tensor, in reverse mode and in both orders of forward mode, against a formula.
        macro_rules! activations {
            ($($name:ident$(($($argument:expr),*))?: |$y:ident| $formula:expr;)*) => { $( {
                function(
                    stringify!($name), x,
                    (|x| tensor(x).$name($($($argument),*)?).into_repr(), |x| tensor(x).$name($($($argument),*)?).into_repr()),
                    (|$y| $formula, |$y| $formula),
                );
                let reverse = wengert::grad(|x| x.$name($($($argument),*)?), &tensor(x)).item();
                let formula = |$y: Dual64| $formula;
                same(stringify!($name), x, reverse, formula(Dual64::from(x).derivative()).eps, 1e-9);
            } )* };
        }
        activations! {
            square: |x| x * x;
            sigmoid: |x| ((-x).exp() + 1.0).recip();
            softplus: |x| x.exp().ln_1p();
            log_sigmoid: |x| -(-x).exp().ln_1p();
            silu: |x| x / ((-x).exp() + 1.0);
            relu: |x| if x.re > 0.0 { x } else { x * 0.0 };
            leaky_relu(0.25): |x| if x.re > 0.0 { x } else { x * 0.25 };
            elu(0.75): |x| if x.re > 0.0 { x } else { x.exp_m1() * 0.75 };
            clamp(-1.0, 2.0): |x| if x.re < -1.0 { x * 0.0 - 1.0 } else if x.re > 2.0 { x * 0.0 + 2.0 } else { x };
            powi(4): |x| DualNum::powi(&x, 4);
            fract: |x| x - x.re.trunc();
        }
        if x > 0.1 {
            activations! {
                rsqrt: |x| x.sqrt().recip();
                powf(2.5): |x| DualNum::powf(&x, 2.5);
            }
        }
    }

    #[test]
    fn functions_of_small_numbers_have_the_derivatives_of_num_dual(x in -0.95..0.95) {
        functions!(x; asin acos atanh tan ln_1p);
    }

    #[test]
    fn acosh_has_the_derivatives_of_num_dual(x in 1.05..20.0) {
        functions!(x; acosh);
    }

    #[test]
    fn composed_functions_have_the_derivatives_of_num_dual(x in 0.1..3.0) {
        function("composed", x,
            (|x| (x.sin() * x.exp() / (x * x + D::from(1.0))).tanh() - (x.ln() * x + D::from(1.0)).sqrt().max(x),
             |x| (x.sin() * x.exp() / (x * x + DD::from(D::from(1.0)))).tanh() - (x.ln() * x + DD::from(D::from(1.0))).sqrt().max(x)),
            (|x| { let y = (x.ln() * x + 1.0).sqrt(); (x.sin() * x.exp() / (x * x + 1.0)).tanh() - if y.re >= x.re { y } else { x } },
             |x| { let y = (x.ln() * x + 1.0).sqrt(); (x.sin() * x.exp() / (x * x + 1.0)).tanh() - if y.re >= x.re { y } else { x } }));
    }

    #[test]
    fn partial_derivatives_of_two_numbers_are_those_of_hyper_dual_numbers(a in 0.1..4.0, b in -3.0..3.0) {
        /// f, ∂f/∂a, ∂f/∂b, ∂²f/∂a∂b.
        fn check(
            name: &str, a: f64, b: f64,
            ours: impl Fn(DD, DD) -> DD, theirs: impl Fn(HyperDual64, HyperDual64) -> HyperDual64,
        ) {
            // `a` is the inner variable, `b` the outer one.
            let y = ours(Dual::constant(Dual::variable(a, 0)), Dual::variable(Dual::constant(b), 0));
            let z = theirs(HyperDual64::from(a).derivative1(), HyperDual64::from(b).derivative2());
            same(name, a, y.value.value, z.re, 1e-12);
            same(name, a, y.value.tangents[0], z.eps1, 1e-9);
            same(name, a, y.tangents[0].value, z.eps2, 1e-9);
            same(name, a, y.tangents[0].tangents[0], z.eps1eps2, 1e-6);
        }
        check("·", a, b, |a, b| a * b * b, |a, b| a * b * b);
        check("÷", a, b, |a, b| b / a, |a, b| b / a);
        check("÷ turned round", b, a, |b, a| b / a, |b, a| b / a);
        check("pow", a, b, Float::powf, |a, b| a.powd(b));
        check("hypot", a, b, Float::hypot, |a, b| (a * a + b * b).sqrt());
        if b.abs() > 0.05 {
            check("atan2", a, b, Float::atan2, |a, b| DualNum::atan2(&a, b));
            check("atan2 turned round", b, a, Float::atan2, |b, a| DualNum::atan2(&b, a));
        }
    }

    #[test]
    fn all_lanes_carry_their_own_derivative(x in prop::array::uniform3(0.2..3.0)) {
        let f = |[a, b, c]: [Dual<f64, 3>; 3]| (a * b).sin() / c + a.powf(c) - (b / a).ln();
        let all = f(core::array::from_fn(|i| Dual::variable(x[i], i)));
        for i in 0..3 {
            let one = f(core::array::from_fn(|j| if i == j { Dual::variable(x[j], i) } else { Dual::constant(x[j]) }));
            assert_eq!(all.tangents[i].to_bits(), one.tangents[i].to_bits());
            assert!((0..3).all(|j| j == i || one.tangents[j] == 0.0));
        }
    }

    #[test]
    fn what_is_generic_over_num_traits_differentiates(square in 0.1..50.0) {
        /// Somebody else's Newton iteration.
        fn newton<T: Float>(f: impl Fn(T) -> T, slope: impl Fn(T) -> T, mut x: T) -> T {
            for _ in 0..60 {
                x = x - f(x) / slope(x);
            }
            x
        }
        fn root<T: Float>(square: T) -> T {
            let two = T::one() + T::one();
            newton(|x| x * x - square, |x| two * x, T::one())
        }
        let y = root(Dual::<D, 1>::variable(D::variable(square, 0), 0));
        same("√", square, y.value.value, square.sqrt(), 1e-14);
        same("√", square, y.value.tangents[0], 0.5 / square.sqrt(), 1e-12);
        same("√", square, y.tangents[0].tangents[0], -0.25 * square.powf(-1.5), 1e-10);
    }

    #[test]
    fn functions_of_num_traits_have_the_values_of_plain_floats(x in -3.0..3.0, y in -3.0..3.0) {
        /// Everything that is defined on the whole line, added up with primes for weights.
        fn everything<T: Float + FloatConst>(x: T, y: T) -> [T; 28] {
            [
                x.floor(), x.ceil(), x.round(), x.trunc(), x.fract(), x.abs(), x.signum(), x.mul_add(y, x), x.powi(3), x.exp(),
                x.exp2(), x.abs().ln(), x.abs().log(T::one() + y.abs()), x.max(y), x.min(y), x.cbrt(), x.hypot(y),
                x.atan2(y), x.sin_cos().0, x.exp_m1(), x.to_degrees(), x.to_radians(), x % y, x.asinh(),
                x.copysign(y), x * T::PI(), x.clamp(-T::one(), T::one()), T::TAU() - y,
            ]
        }
        let plain = everything(x, y);
        let dual = everything(D::variable(x, 0), D::constant(y));
        for (i, (plain, dual)) in plain.iter().zip(dual).enumerate() {
            assert_eq!(plain.to_bits(), dual.value.to_bits(), "function {i} of {x:e} and {y:e}");
        }
    }

    #[test]
    fn remainders_are_differentiated_by_both_numbers(a in -10.0..10.0, b in 0.1..3.0) {
        // a % b = a − b·n where n is the whole number of times that b fits.
        let y = Dual::<f64, 2>::variable(a, 0) % Dual::variable(b, 1);
        let n = ((a - a % b) / b).round();
        assert_eq!((y.value, y.tangents), (a % b, [1.0, -n]));
    }

    #[test]
    fn derivative_is_that_of_num_dual(x in 0.1..4.0) {
        let ours = derivative(|x| (x.sin() * x.sqrt() + 2.0 / x).exp(), x);
        let theirs = num_dual::first_derivative(|x: Dual64| (x.sin() * x.sqrt() + x.recip() * 2.0).exp(), x).1;
        same("derivative", x, ours, theirs, 1e-12);
    }
}
