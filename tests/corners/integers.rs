//! Integers do what Rust's do: overflow and division by 0 panic where the compiler's checks are on.

use super::*;
use std::hint::black_box;
use std::panic::{UnwindSafe, catch_unwind};

/// What a panic says.
fn refusal<R>(f: impl FnOnce() -> R + UnwindSafe) -> String {
    let Err(payload) = catch_unwind(f) else { panic!("it does not panic") };
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => (*payload.downcast::<&str>().expect("a message")).to_owned(),
    }
}

#[test]
fn overflow_is_that_of_rust() {
    fn check(f: fn(Vector<u8, 2>) -> u8, message: &str, wrapped: u8) {
        let x = tensor([200, 100]);
        // Whether this build checks, which a stable compiler does not say.
        if catch_unwind(|| black_box(u8::MAX) + black_box(1)).is_err() {
            assert_eq!(refusal(|| f(x)), message);
        } else {
            assert_eq!(f(x), wrapped);
        }
    }
    check(|x| (x + x)[[0]], "attempt to add with overflow", 144);
    check(|x| (x * x)[[0]], "attempt to multiply with overflow", 64);
    check(|x| x.sum().into_repr(), "attempt to add with overflow", 44);
    check(|x| x.prod().into_repr(), "attempt to multiply with overflow", 32);
    check(|x| x.cumsum()[[1]], "attempt to add with overflow", 44);
}

#[test]
fn nothing_divides_by_zero() {
    assert_eq!(refusal(|| tensor([1, 2]) / tensor([1, 0])), "attempt to divide by zero");
    assert!(refusal(|| tensor([1, 2]) % tensor([1, 0])).contains("with a divisor of zero"));
    assert!(refusal(|| tensor([i32::MIN]) / tensor([-1])).contains("with overflow"));
}

#[test]
fn conversions_saturate_and_cut_as_the_keyword_does() {
    assert_eq!(tensor([1e10, -1e10, NAN, INF]).cast::<i32>(), tensor([i32::MAX, i32::MIN, 0, i32::MAX]));
    assert_eq!(tensor([300, -1]).cast::<u8>(), tensor([44_u8, 255]));
    assert_eq!(tensor([u64::MAX]).cast::<f32>(), tensor([18_446_744_073_709_551_615.0_f32]));
}

#[test]
fn the_largest_integers_have_places_and_extremes() {
    let x = tensor([i64::MIN, i64::MAX, i64::MIN, i64::MAX]);
    assert_eq!((x.max(), x.min()), (tensor(i64::MAX), tensor(i64::MIN)));
    assert_eq!((x.argmax(), x.argmin()), (tensor(1), tensor(0)));
    // What f64 would round away.
    assert_eq!(tensor([(1_i64 << 53) + 1, 1 << 53]).argmax(), 0);
}
