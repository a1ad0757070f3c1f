//! Elementwise functions against those of the standard library and against their formulas, by ndarray's `mapv`.

use super::*;

/// Functions of the standard library under our names: the same bits.
macro_rules! of_std {
    ($x:ident: $($name:ident)*) => { $( identical(&$x.$name(), &array(&$x).mapv(f64::$name)); )* };
}

/// Formulas, up to so many rounding errors of the result.
macro_rules! formulas {
    ($x:ident: $($name:ident$(($($argument:expr),*))?, $roundings:expr, $formula:expr;)*) => { $(
        nearly(stringify!($name), &$x.$name($($($argument),*)?), &array(&$x).mapv($formula), $roundings);
    )* };
}

/// Numbers of every kind, NaN and infinities among them.
fn anywhere<S: Shape>(numbers: &[f64]) {
    let x = filled::<f64, S>(numbers, 0);
    of_std!(x: abs acos acosh asin asinh atan atanh cbrt ceil cos cosh exp2 exp_m1 floor fract ln log10 log2);
    of_std!(x: recip round sin sinh sqrt tan trunc);
    identical(&-x, &-array(&x));
    // On vector registers, in units in the last place that `tests/vectorized.rs` counts too. Of tanh, ours is 2.4 units from
    // the truth at worst and the standard library's 2.0 (by decimal arithmetic of 40 digits).
    formulas! { x:
        exp, 1.0, f64::exp;
        ln_1p, 1.0, f64::ln_1p;
        tanh, 4.4, f64::tanh;
    }
    // Not the standard library's: the sign of 0 is 0.
    formulas! { x:
        signum, 0.0, |x| if x == 0.0 { x } else { x.signum() };
        square, 0.0, |x| x * x;
        rsqrt, 1.0, |x| x.sqrt().recip();
        relu, 0.0, |x| if x <= 0.0 { 0.0 } else { x };
        leaky_relu(0.25), 0.0, |x| if x <= 0.0 { x * 0.25 } else { x };
        clamp(-1.5, 2.0), 0.0, |x: f64| x.clamp(-1.5, 2.0);
        powi(-3), 0.0, |x: f64| x.powi(-3);
        powi(0), 0.0, |x: f64| x.powi(0);
        powi(5), 0.0, |x: f64| x.powi(5);
        powf(2.5), 0.0, |x: f64| x.powf(2.5);
        powf(-0.5), 0.0, |x: f64| x.powf(-0.5);
        scale(-0.3), 0.0, |x| x * -0.3;
    }
}

/// Formulas that lose digits or overflow elsewhere.
fn moderate<S: Shape>(numbers: &[f64]) {
    let x = filled::<f64, S>(numbers, 0);
    formulas! { x:
        sigmoid, 4.0, |x| 1.0 / (1.0 + (-x).exp());
        silu, 4.0, |x| x / (1.0 + (-x).exp());
        softplus, 4.0, |x| if x > 0.0 { x + (-x).exp().ln_1p() } else { x.exp().ln_1p() };
        log_sigmoid, 4.0, |x| if x < 0.0 { x - x.exp().ln_1p() } else { -(-x).exp().ln_1p() };
        elu(0.75), 1.0, |x| if x > 0.0 { x } else { 0.75 * x.exp_m1() };
    }
}

/// Functions of two tensors that broadcast.
fn pairs<A: Shape + Broadcast<B>, B: Shape>(numbers: &[f64]) {
    let (a, b) = (filled::<f64, A>(numbers, 0), filled::<f64, B>(numbers, 13));
    let (x, y) = (array(&a), array(&b));
    let shape = Broadcasted::<A, B>::DIMS;
    identical(&a.pow(&b), &zipped(&x, &y, shape, |x, y| x.powf(*y)));
    identical(&a.atan2(&b), &zipped(&x, &y, shape, |x, y| x.atan2(*y)));
    identical(&a.hypot(&b), &zipped(&x, &y, shape, |x, y| x.hypot(*y)));
    identical(&a.copysign(&b), &zipped(&x, &y, shape, |x, y| x.copysign(*y)));
    identical(&(a % b), &zipped(&x, &y, shape, |x, y| x % y));
    // NaN on either side, and of equal numbers the first.
    let larger = |x: &f64, y: &f64| if x.is_nan() || x >= y { *x } else { *y };
    let smaller = |x: &f64, y: &f64| if x.is_nan() || x <= y { *x } else { *y };
    identical(&a.maximum(&b), &zipped(&x, &y, shape, larger));
    identical(&a.minimum(&b), &zipped(&x, &y, shape, smaller));
}

fn interpolation<S: Shape>(numbers: &[f64]) {
    let (a, b) = (filled::<f64, S>(numbers, 0), filled::<f64, S>(numbers, 13));
    let theirs = zipped(&array(&a), &array(&b), S::DIMS, |x, y| x + 0.3 * (y - x));
    identical(&a.lerp(&b, &tensor(0.3)), &theirs);
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn functions_of_one_number_are_those_of_the_standard_library(numbers in wild_numbers()) {
        anywhere::<()>(&numbers);
        anywhere::<(Const<1>,)>(&numbers);
        anywhere::<(Const<4>, Const<5>)>(&numbers);
        anywhere::<(Const<2>, One, Const<3>, Const<4>)>(&numbers);
    }

    #[test]
    fn activations_are_their_formulas(numbers in numbers(-30.0..30.0)) {
        moderate::<()>(&numbers);
        moderate::<(Const<1>,)>(&numbers);
        moderate::<(Const<4>, Const<5>)>(&numbers);
        moderate::<(Const<2>, One, Const<3>, Const<4>)>(&numbers);
    }

    #[test]
    fn functions_of_two_numbers_are_those_of_the_standard_library(numbers in wild_numbers()) {
        broadcasting!(pairs(&numbers));
    }

    #[test]
    fn interpolation_is_its_formula(numbers in numbers(-10.0..10.0)) {
        interpolation::<()>(&numbers);
        interpolation::<(Const<1>,)>(&numbers);
        interpolation::<(Const<4>, Const<5>)>(&numbers);
        interpolation::<(Const<2>, One, Const<3>, Const<4>)>(&numbers);
        // All three broadcast.
        let (a, b) = (filled::<f64, (Const<4>, Const<1>)>(&numbers, 0), filled::<f64, (Const<7>,)>(&numbers, 13));
        let w = filled::<f64, (Const<4>, Const<1>)>(&numbers, 31);
        let shape = [4, 7];
        let difference = zipped(&array(&a), &array(&b), &shape, |x, y| y - x);
        let step = zipped(&array(&w), &difference, &shape, |w, d| w * d);
        identical(&a.lerp(&b, &w), &zipped(&array(&a), &step, &shape, |x, s| x + s));
    }

    #[test]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "that is what is compared")]
    fn conversions_are_those_of_as(numbers in wild_numbers()) {
        let x = filled::<f64, (Const<8>, Const<12>)>(&numbers, 0);
        equal(&x.cast::<i32>(), &array(&x).mapv(|x| x as i32));
        equal(&x.cast::<u8>(), &array(&x).mapv(|x| x as u8));
        let whole = x.cast::<i64>();
        equal(&whole.cast::<f64>(), &elements(&whole).mapv(|n| n as f64));
        equal(&whole.cast::<i8>(), &elements(&whole).mapv(|n| n as i8));
    }
}
