use super::{Entry, layout};
use crate::{Dual, Element, Matrix, Real, Shape, Stored, Tensor, UnaryOp, Vector, tensor};
use crate::{rule::BinaryOp, tape::Tape};
use core::fmt::{self, Display, Write};
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

#[track_caller]
fn prints(x: impl Display, expected: &str) {
    let found = x.to_string();
    assert!(found == expected, "found\n{found}\nexpected\n{expected}");
}

/// What `NumPy` 2.4 prints of the same numbers.
#[test]
fn floats_as_numpy() {
    prints(tensor([1.0, 2.0]), "[1. 2.]");
    prints(tensor([0.0, 1.0 / 6.0, 1.0 / 3.0, 0.5]), "[0.         0.16666667 0.33333333 0.5       ]");
    prints(tensor([1.0, 2.5, 3.25]), "[1.   2.5  3.25]");
    prints(tensor([-1.5, 2.25]), "[-1.5   2.25]");
    prints(tensor([-0.0, 1.0]), "[-0.  1.]");
    prints(tensor([0.0, 0.0]), "[0. 0.]");
    prints(tensor([12_345_678.9, 2e5]), "[12345678.9   200000. ]");
    prints(tensor([9.999_999_999, 1.0]), "[10.  1.]");
    prints(tensor([0.1_f32, 16_777.1]), "[1.00000e-01 1.67771e+04]");
    prints(tensor([500.1_f32, 16_777.1]), "[  500.1 16777.1]");
}

#[test]
fn exponents_as_numpy() {
    prints(tensor([1e8, 1e8]), "[1.e+08 1.e+08]");
    prints(tensor([123_456_789.0]), "[1.23456789e+08]");
    prints(tensor([1.234_567_891_23e-7]), "[1.23456789e-07]");
    prints(tensor([1.0, 2000.0]), "[1.e+00 2.e+03]");
    prints(tensor([1.0, 1000.0]), "[   1. 1000.]");
    prints(tensor([1e10, 1.25]), "[1.00e+10 1.25e+00]");
    prints(tensor([1e100, 1.0]), "[1.e+100 1.e+000]");
    prints(tensor([f64::MIN, f64::from_bits(1)]), "[-1.79769313e+308  5.00000000e-324]");
}

#[test]
fn specials_as_numpy() {
    let (nan, inf) = (f64::NAN, f64::INFINITY);
    prints(tensor([1.0, nan, -inf]), "[  1.  nan -inf]");
    prints(tensor([nan, inf]), "[nan inf]");
    prints(tensor([inf, 1.0]), "[inf  1.]");
    prints(tensor([1e-5, nan, inf, -1.0]), "[ 1.e-05     nan     inf -1.e+00]");
    prints(tensor([-inf, 1e10]), "[  -inf 1.e+10]");
}

#[test]
fn precision_is_the_most_decimals() {
    prints(format!("{:.3}", tensor([1.0 / 3.0, 1.0, 100.0])), "[  0.333   1.    100.   ]");
    prints(format!("{:.3}", tensor([1.0 / 3e6, 1.0])), "[3.333e-07 1.000e+00]");
    prints(format!("{:.3}", tensor([0.0004, 0.5])), "[4.e-04 5.e-01]");
    prints(format!("{:.0}", tensor([1.0 / 3.0, 1.0, 1.5])), "[0. 1. 2.]");
    prints(format!("{:.0}", tensor([1e9, 1.5e9])), "[1.e+09 2.e+09]");
    prints(format!("{:.17?}", tensor([1.0 / 3.0, 1.0])), "tensor([0.3333333333333333, 1.                ])");
    prints(format!("{:.1000}", tensor([0.000_123_456_789_012_345_67])), "[0.00012345678901234567]");
}

#[test]
fn other_elements() {
    prints(tensor([true, false]), "[ true false]");
    prints(tensor([[1, -20], [300, 4]]), "[[  1 -20]\n [300   4]]");
    prints(tensor([u128::MAX]), "[340282366920938463463374607431768211455]");
}

#[test]
fn scalars_print_bare() {
    prints(tensor([2.0, 3.0]).sum(), "5.0");
    prints(format!("{:?}", tensor(5.0)), "5.0");
    prints(format!("{:.3}", tensor(1.0 / 3.0)), "0.333");
    prints(format!("{:8.3}|{:<8.3}|{:*^8.3}", tensor(0.5), tensor(0.5), tensor(0.5)), "   0.500|0.500   |*0.500**");
    prints(tensor(1e-9), "1e-9");
    prints(tensor(f64::NAN), "nan");
    prints(tensor(-3), "-3");
    prints(tensor(true), "true");
}

#[test]
fn nested_as_numpy() {
    let x = tensor([[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.5]]]);
    prints(x, "[[[1.  2. ]\n  [3.  4. ]]\n\n [[5.  6. ]\n  [7.  8.5]]]");
    prints(
        format!("{:?}", tensor([[[1, 2], [3, 4]], [[5, 6], [7, 8]]])),
        "tensor([[[1, 2],\n         [3, 4]],\n\n        [[5, 6],\n         [7, 8]]])",
    );
    prints(tensor([[[[1], [2]]], [[[3], [4]]]]), "[[[[1]\n   [2]]]\n\n\n [[[3]\n   [4]]]]");
}

#[test]
fn every_mode() {
    fn loss<E: Real>(x: &Vector<E, 2>) -> (String, String) {
        (format!("{x:?}"), (x * x).sum().to_string())
    }
    let expected = |x: &str, y: &str| (x.to_string(), y.to_string());
    let x = tensor([3.0, 4.0]);
    assert_eq!(loss(&x), expected("tensor([3., 4.])", "25.0"));
    assert_eq!(loss(&Tape::new().var(&x)), expected("tensor([3., 4.])", "25.0"));
    let dual = tensor([Dual::new(3.0, [1.0, 0.0]), Dual::new(4.0, [0.0, 1.5])]);
    assert_eq!(loss(&dual), expected("tensor([3.+[1.  0. ]ε, 4.+[0.  1.5]ε])", "25.0+[6.0 12.0]ε"));
}

#[test]
fn duals_show_as_many_tangents_as_fit() {
    prints(Dual::new(0.5, [1.0; 8]), "0.5+[1.0 1.0 1.0 1.0 1.0 1.0 1.0 1.0]ε");
    prints(Dual::new(0.5, [1.0; 9]), "0.5+[1.0 1.0 1.0 1.0 1.0 1.0 1.0 1.0 ...]ε");
    prints(Dual::new(0.5, [-1.0 / 3.0; 4]), "0.5+[-0.3333333333333333 -0.3333333333333333 -0.3333333333333333 ...]ε");
    prints(Dual::new(0.5, []), "0.5+[]ε");
    prints(format!("{:6.1}", Dual::new(0.5, [2.0])), "0.5+[2.0]ε");
    prints(format!("{:12.1}", Dual::new(0.5, [2.0])), "  0.5+[2.0]ε");
    let x = Dual::new(Dual::<f64, 1>::variable(3.0, 0), [Dual::constant(1.0)]);
    prints(x * x, "9.0+[6.0]ε+[6.0+[2.0]ε]ε");
    let wide = [Dual::new(-1e-100 / 3.0, [-1e-100 / 3.0; 8]); 3];
    prints(
        format!("{:.3}", tensor(wide)),
        "[-3.333e-101+[-3.333e-101 -3.333e-101 -3.333e-101 -3.333e-101 ...]ε\n \
          -3.333e-101+[-3.333e-101 -3.333e-101 -3.333e-101 -3.333e-101 ...]ε\n \
          -3.333e-101+[-3.333e-101 -3.333e-101 -3.333e-101 -3.333e-101 ...]ε]",
    );
}

#[test]
fn long_axes_are_elided() {
    prints(Vector::<f64, 10_000>::arange(), "[0.000e+00 1.000e+00 2.000e+00 ... 9.997e+03 9.998e+03 9.999e+03]");
    prints(
        format!("{:?}", Vector::<i32, 10_000>::arange()),
        "tensor([   0,    1,    2,    3,    4, ..., 9995, 9996, 9997, 9998, 9999])",
    );
}

#[test]
fn high_ranks_are_elided() {
    type Four = crate::Const<4>;
    prints(
        format!("{:?}", Tensor::<u8, (Four, Four, Four, Four, Four, Four)>::default()),
        "\
tensor([[[[[[0, 0, 0, 0],
            ...,
            [0, 0, 0, 0]],

           ...,

           [[0, 0, 0, 0],
            ...,
            [0, 0, 0, 0]]],


          ...],



         ...],




        ...])",
    );
    let tall = Matrix::<u8, 1797, 64>::full(10).to_string();
    assert_eq!(tall.lines().count(), 23);
    let row = ["10"; 12].join(" ");
    prints(tall.lines().next().unwrap(), &format!("[[{row} ... {row}]"));
    prints(tall.lines().nth(11).unwrap(), " ...");
}

#[test]
fn rows_longer_than_a_line_go_on_below() {
    prints(
        format!("{:?}", Matrix::<f64, 2, 7>::full(1.0 / 3.0)),
        "\
tensor([[0.3333333333333333, 0.3333333333333333, 0.3333333333333333,
         0.3333333333333333, 0.3333333333333333, 0.3333333333333333,
         0.3333333333333333],
        [0.3333333333333333, 0.3333333333333333, 0.3333333333333333,
         0.3333333333333333, 0.3333333333333333, 0.3333333333333333,
         0.3333333333333333]])",
    );
}

#[test]
fn debug_shows_what_differs() {
    prints(tensor([0.1 + 0.2, 0.3]).to_string(), "[0.3 0.3]");
    prints(format!("{:?}", tensor([0.1 + 0.2, 0.3])), "tensor([0.30000000000000004, 0.3                ])");
}

/// Prints a tensor of every shape with these lengths of axes in both ways.
fn within_a_screen<T: Entry>(rank: usize, lengths: &[usize], number: impl Fn(usize) -> T) {
    let numbers: Vec<T> = (0..500_000).map(number).collect();
    for code in 0..lengths.len().pow(u32::try_from(rank).unwrap()) {
        let digit = |axis: usize| (0..axis).fold(code, |code, _| code / lengths.len()) % lengths.len();
        let dims: Vec<usize> = (0..rank).map(|axis| lengths[digit(axis)]).collect();
        let Some(numbers) = numbers.get(..dims.iter().product()) else { continue };
        for debug in [false, true] {
            let mut text = String::new();
            layout::print(numbers, &dims, debug, None, &mut text).unwrap();
            let columns = text.lines().map(|line| line.chars().count()).max().unwrap();
            assert!(columns <= 80 && text.lines().count() <= 24, "{dims:?}\n{text}");
        }
    }
}

/// Numbers as wide as can be.
fn wide(i: usize) -> f64 {
    -(i as f64 + 1.0).recip() * 1e-100
}

#[test]
fn never_more_than_a_screen() {
    within_a_screen(1, &[1, 10, 24, 100, 200, 300, 10_000], wide);
    within_a_screen(1, &[1, 10, 24, 100, 400, 1000, 10_000], |i| i % 10);
    within_a_screen(2, &[1, 2, 5, 24, 25, 64, 1797], wide);
    within_a_screen(2, &[1, 2, 5, 24, 25, 64, 1797], |i| i % 17);
    within_a_screen(3, &[1, 2, 3, 7, 12, 50], |i| i as f32);
    within_a_screen(4, &[1, 2, 5, 20], |i| i % 2 == 0);
    within_a_screen(5, &[1, 2, 6], wide);
    within_a_screen(6, &[1, 4, 7], |i| i);
    within_a_screen(6, &[2, 3], |_| u128::MAX);
    within_a_screen(2, &[1, 2, 30], |i| Dual::new(wide(i), [wide(i + 1); 5]));
    within_a_screen(1, &[1, 3, 30], |i| Dual::<Dual<f64, 9>, 9>::constant(Dual::new(wide(i), [wide(i); 9])));
}

/// Nothing is cut off silently.
#[test]
fn entries_wider_than_a_screen() {
    #[derive(Debug, Clone, Copy, PartialEq)]
    struct Wide;
    impl Stored for Wide {
        const FILLER: Self = Wide;
    }
    impl Entry for Wide {
        type Format = ();
        fn write(&self, (): &(), out: &mut dyn Write) -> fmt::Result {
            (0..100).try_for_each(|_| out.write_char('w'))
        }
    }
    let w = "w".repeat(100);
    prints(tensor([Wide; 2]), &format!("[{w}\n {w}]"));
    prints(tensor([Wide; 30]), &format!("[{w}\n {w}\n {w}\n ...\n {w}\n {w}\n {w}]"));
    prints(tensor(Wide), &w);
}

#[test]
fn modes_without_numbers() {
    #[derive(Debug, Clone, Copy)]
    struct Nothing;
    impl Element for Nothing {
        type Number = f64;
        type Repr<S: Shape> = ();
        fn unary<O: UnaryOp<f64, A>, A: Shape>(_: O, (): &()) {}
        fn binary<O: BinaryOp<f64, A, B>, A: Shape, B: Shape>(_: O, (): &(), (): &()) {}
        fn view<A: Shape, B: Shape>((): &(), _: usize) {}
        fn stack<A: Shape, B: Shape>(_: &[()]) {}
        fn read<A: Shape, R>((): &(), f: impl FnOnce(&[f64]) -> R) -> R {
            f(&[])
        }
    }
    prints(Vector::<Nothing, 2>::from_repr(()), "...");
}
