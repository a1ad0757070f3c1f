//! Dual numbers as numbers.

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
