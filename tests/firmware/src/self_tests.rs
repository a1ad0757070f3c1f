//! The numerics: rules on plain numbers, dual numbers and a tape. Each line has a sum of all bits of a
//! value, of the value and the derivative along a direction, and of a gradient; the same line must come out on the host.

use crate::Fingerprint;
use crate::say;
use crate::say::Bits;
use wengert::*;

/// What the largest of the rules needs.
pub type Recorder<T> = FixedTape<T, 180, 16, 16>;

/// A float, and its bits.
pub trait Number: Primitive {
    const NAME: &'static str;
    fn add_to(self, print: &mut Fingerprint);
}

impl Number for f32 {
    const NAME: &'static str = "f32";
    fn add_to(self, print: &mut Fingerprint) {
        print.add(if self.is_nan() { f32::NAN } else { self }.to_bits().to_le_bytes());
    }
}

impl Number for f64 {
    const NAME: &'static str = "f64";
    fn add_to(self, print: &mut Fingerprint) {
        let [a, b, c, d, e, f, g, h] = if self.is_nan() { f64::NAN } else { self }.to_bits().to_le_bytes();
        print.add([a, b, c, d]);
        print.add([e, f, g, h]);
    }
}

fn print_of<T: Number>(numbers: &[T]) -> u32 {
    let mut print = Fingerprint::new();
    numbers.iter().for_each(|number| number.add_to(&mut print));
    print.get()
}

/// Runs a function in three modes and prints what came out.
#[inline(never)]
fn test<T: Number, A: Shape, B: Shape, F: Function<Tensor<T, A>, B>>(
    tape: &mut Recorder<T>,
    name: &str,
    f: F,
    points: &[f64],
) {
    let mut at = Tensor::<T, A>::zeros();
    for (at, &point) in at.as_mut_slice().iter_mut().zip(points.iter().cycle()) {
        *at = T::from_f64(point);
    }
    let (value, slope) = jvp(|x: Tensor<Dual<T, 1>, A>| f.call(x), &at, &Tensor::ones());
    let plain = f.call::<T>(at);
    let gradient = tape.grad(
        |x| {
            let y = f.call(x);
            (y * y).sum()
        },
        &at,
    );
    let [plain, value, slope, gradient] = [plain.as_slice(), value.as_slice(), slope.as_slice(), gradient.as_slice()]
        .map(|numbers| Bits(print_of(numbers)));
    say!(T::NAME, " ", name, ": ", plain, ", ", value, " ", slope, ", ", gradient);
}

/// Rules as expressions of `x`. The expansion of `rules! { tape: (Const<4>,) [1.0, 2.0] => (): "sum" x.sum(); }`:
///
/// ```ignore
/// test(tape, "sum", function!(|x: (Const<4>,)| -> () { x.sum() }), &[1.0, 2.0]);
/// ```
macro_rules! rules {
    ($tape:ident, $x:ident: $($shape:ty, $points:expr => $result:ty: $($name:literal $value:expr),+;)+) => {
        $($( test($tape, $name, function!(|$x: $shape| -> $result { $value }), $points); )+)+
    };
}

type Four = (Const<4>,);
type Square = (Const<3>, Const<3>);

const WIDE: &[f64] = &[-2.5, -0.3, 0.4, 3.0];
const POSITIVE: &[f64] = &[0.1, 0.7, 1.3, 20.0];
const UNIT: &[f64] = &[-0.9, -0.2, 0.3, 0.8];
const ABOVE_ONE: &[f64] = &[1.01, 1.7, 5.0, 100.0];
const MATRIX: &[f64] = &[2.1, -0.3, 0.5, 0.4, 3.2, -0.7, -0.2, 0.6, 1.9];

/// Tests all rules, or the group that is a feature.
pub fn all<T: Number>(tape: &mut Recorder<T>) {
    let all = !cfg!(any(
        feature = "curves",
        feature = "angles",
        feature = "domains",
        feature = "probabilities",
        feature = "reductions",
        feature = "products",
        feature = "vectors",
        feature = "systems"
    ));
    if all || cfg!(feature = "curves") {
        curves(tape);
    }
    if all || cfg!(feature = "angles") {
        angles(tape);
    }
    if all || cfg!(feature = "domains") {
        domains(tape);
    }
    if all || cfg!(feature = "probabilities") {
        probabilities(tape);
    }
    if all || cfg!(feature = "reductions") {
        reductions(tape);
    }
    if all || cfg!(feature = "products") {
        products(tape);
    }
    if all || cfg!(feature = "vectors") {
        vectors(tape);
    }
    if all || cfg!(feature = "systems") {
        systems(tape);
    }
}

fn curves<T: Number>(tape: &mut Recorder<T>) {
    rules! { tape, x:
        Four, WIDE => Four:
            "abs" x.abs(), "exp" x.exp(), "exp2" x.exp2(), "exp_m1" x.exp_m1(), "sinh" x.sinh(), "cosh" x.cosh(),
            "tanh" x.tanh(), "cbrt" x.cbrt(), "recip" x.recip(), "square" x.square(), "relu" x.relu();
    }
}

fn angles<T: Number>(tape: &mut Recorder<T>) {
    rules! { tape, x:
        Four, WIDE => Four:
            "sin" x.sin(), "cos" x.cos(), "tan" x.tan(), "atan" x.atan(), "asinh" x.asinh(),
            "atan2" x.atan2(&x.flip::<0>()), "hypot" x.hypot(&x.flip::<0>());
    }
}

fn domains<T: Number>(tape: &mut Recorder<T>) {
    rules! { tape, x:
        Four, POSITIVE => Four:
            "ln" x.ln(), "ln_1p" x.ln_1p(), "log2" x.log2(), "log10" x.log10(), "sqrt" x.sqrt(), "rsqrt" x.rsqrt(),
            "powf" x.powf(1.7), "pow" x.pow(&x.flip::<0>()), "div" x / x.flip::<0>();
        Four, UNIT => Four:
            "asin" x.asin(), "acos" x.acos(), "atanh" x.atanh();
        Four, ABOVE_ONE => Four:
            "acosh" x.acosh();
    }
}

fn probabilities<T: Number>(tape: &mut Recorder<T>) {
    rules! { tape, x:
        Four, WIDE => Four:
            "sigmoid" x.sigmoid(), "silu" x.silu(), "softplus" x.softplus(), "softmax" x.softmax::<0>(),
            "log_softmax" x.log_softmax::<0>();
    }
}

fn reductions<T: Number>(tape: &mut Recorder<T>) {
    rules! { tape, x:
        Four, WIDE => Four:
            "powi" x.powi(5), "cumsum" x.cumsum(), "cumprod" x.cumprod(), "flip" x.flip::<0>();
        Four, WIDE => ():
            "sum" x.sum(), "mean" x.mean(), "prod" x.prod(), "norm" x.norm(), "logsumexp" x.logsumexp(), "dot" x.dot(&x),
            "max" x.max(), "min" x.min(), "var" x.var();
    }
}

fn products<T: Number>(tape: &mut Recorder<T>) {
    rules! { tape, x:
        Square, MATRIX => Square:
            "mm" x.mm(&x), "transpose" x.t(), "outer" x.row::<(Const<3>,)>(0).outer(&x.row::<(Const<3>,)>(1)),
            "einsum" einsum!(x[i, j] * x[k, j] -> [i, k]);
    }
}

fn vectors<T: Number>(tape: &mut Recorder<T>) {
    rules! { tape, x:
        Square, MATRIX => (Const<3>,):
            "mv" x.mv(&x.row(1)), "vm" x.row::<(Const<3>,)>(2).vm(&x), "sum_axis" x.sum_axis::<0>();
        Square, MATRIX => ():
            "cross_entropy" x.cross_entropy(&tensor([2_u8, 0, 1]));
    }
}

fn systems<T: Number>(tape: &mut Recorder<T>) {
    rules! { tape, x:
        Square, MATRIX => Square:
            "inverse" x.inverse(), "solve" x.solve(&x.t()), "cholesky" (x.mm(&x.t())).cholesky();
        Square, MATRIX => (Const<3>,):
            "lstsq" x.lstsq(&x.row::<(Const<3>,)>(0)), "eigenvalues" (x + x.t()).eigh().0;
        Square, MATRIX => ():
            "det" x.det();
    }
}
