//! The numerics: rules on plain numbers, dual numbers and a tape. Each line has a sum of all bits of a
//! value, of the value and the derivative along a direction, and of a gradient; the same line must come out on the host.

use crate::Fingerprint;
use crate::say;
use crate::say::Bits;
use wengert::*;

/// What the largest of the rules needs.
pub type Recorder<T> = FixedTape<T, 220, 24, 24>;

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

/// A tensor on the tape.
type Recorded<'t, T, S> = Tensor<Var<'t, T, Fixed<T, 220, 24, 24>>, S>;

/// Runs a function in three modes and prints what came out.
fn test<T: Number, A: Shape, B: Shape, F: Function<Tensor<T, A>, B>>(
    tape: &mut Recorder<T>,
    name: &str,
    f: F,
    points: &[f64],
) {
    print_modes::<T, A, B>(tape, name, points, &|x| f.call(x), &|x| f.call(x), &|x| f.call(x));
}

/// The same for all functions between the same shapes: what is around a rule is compiled for each of them else, which takes
/// longer than the rules.
#[inline(never)]
fn print_modes<T: Number, A: Shape, B: Shape>(
    tape: &mut Recorder<T>,
    name: &str,
    points: &[f64],
    plain: &dyn Fn(Tensor<T, A>) -> Tensor<T, B>,
    dual: &dyn Fn(Tensor<Dual<T, 1>, A>) -> Tensor<Dual<T, 1>, B>,
    recorded: &dyn for<'t> Fn(Recorded<'t, T, A>) -> Recorded<'t, T, B>,
) {
    let mut at = Tensor::<T, A>::zeros();
    place(at.as_mut_slice(), points);
    let (value, slope) = jvp(dual, &at, &Tensor::ones());
    let plain = plain(at);
    let gradient = tape.grad(
        |x| {
            let y = recorded(x);
            (y * y).sum()
        },
        &at,
    );
    print(name, [plain.as_slice(), value.as_slice(), slope.as_slice(), gradient.as_slice()]);
}

fn place<T: Number>(at: &mut [T], points: &[f64]) {
    for (at, &point) in at.iter_mut().zip(points.iter().cycle()) {
        *at = T::from_f64(point);
    }
}

fn print<T: Number>(name: &str, results: [&[T]; 4]) {
    let [plain, value, slope, gradient] = results.map(|numbers| Bits(print_of(numbers)));
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

/// Tests the group that is a feature, or all, and names it before. The expansion of `groups! { tape: "curves" curves }`:
///
/// ```ignore
/// let all = !(cfg!(feature = "curves"));
/// if all || cfg!(feature = "curves") {
///     say!("group ", "curves");
///     curves(tape);
/// }
/// ```
macro_rules! groups {
    ($tape:ident: $($feature:literal $group:ident),+) => {
        let all = !($(cfg!(feature = $feature))||+);
        $(if all || cfg!(feature = $feature) {
            say!("group ", $feature);
            $group($tape);
        })+
    };
}

/// Tests all rules, or the group that is a feature.
pub fn all<T: Number>(tape: &mut Recorder<T>) {
    groups! { tape:
        "curves" curves, "angles" angles, "domains" domains, "gammas" gammas, "probabilities" probabilities, "pairs" pairs,
        "reductions" reductions, "norms" norms, "places" places, "layouts" layouts, "windows" windows,
        "products" products, "vectors" vectors, "systems" systems, "factors" factors, "spectra" spectra
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

/// The error function and the gamma function's relatives: the library's feature `special`.
fn gammas<T: Number>(tape: &mut Recorder<T>) {
    rules! { tape, x:
        Four, WIDE => Four:
            "erf" x.erf(), "gelu" x.gelu();
        Four, POSITIVE => Four:
            "lgamma" x.lgamma(), "digamma" x.digamma();
    }
}

fn probabilities<T: Number>(tape: &mut Recorder<T>) {
    rules! { tape, x:
        Four, WIDE => Four:
            "sigmoid" x.sigmoid(), "silu" x.silu(), "softplus" x.softplus(), "softmax" x.softmax::<0>(),
            "log_softmax" x.log_softmax::<0>(), "log_sigmoid" x.log_sigmoid(), "elu" x.elu(0.8);
        Square, MATRIX => ():
            "bce_with_logits" x.bce_with_logits(&x.t().sigmoid()),
            "nll" x.log_softmax::<1>().nll(&tensor([2_u8, 0, 1]));
    }
}

/// Of two operands, or of one and numbers beside it.
fn pairs<T: Number>(tape: &mut Recorder<T>) {
    rules! { tape, x:
        Four, WIDE => Four:
            "leaky_relu" x.leaky_relu(0.1), "clamp" x.clamp(-1.0, 1.0), "maximum" x.maximum(&x.flip::<0>()),
            "minimum" x.minimum(&x.flip::<0>()), "lerp" x.lerp(&x.flip::<0>(), &(x * 0.25)), "rem" x % x.flip::<0>(),
            "copysign" x.copysign(&x.flip::<0>()), "fract" x.fract(), "sub" 2.0 - x - x.flip::<0>(),
            "select" select(&x.less(&x.flip::<0>()), &x, &(x * 3.0));
        Square, MATRIX => ():
            "mse" x.mse(&x.t()), "mae" x.mae(&(x.t() + 3.0)), "huber" x.huber(&x.t(), 0.7);
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

fn norms<T: Number>(tape: &mut Recorder<T>) {
    rules! { tape, x:
        Square, MATRIX => ():
            "std" x.std(), "norm_l1" x.norm_l1(), "norm_inf" x.norm_inf(), "norm_p" x.norm_p(1.5), "trace" x.trace();
        Square, MATRIX => Square:
            "layer_norm" x.layer_norm::<1>(1e-3);
        Square, MATRIX => (Const<3>,):
            "max_axis" x.max_axis::<0>(), "mean_over" x.mean_over::<Along<1>>();
    }
}

/// Elements by their places.
fn places<T: Number>(tape: &mut Recorder<T>) {
    rules! { tape, x:
        Square, MATRIX => (Const<2>, Const<3>):
            "gather" x.gather::<0, _>(&tensor([[2_u8, 0, 1], [2, 1, 0]]));
        Square, MATRIX => (Const<3>, Const<2>):
            "index_select" x.index_select::<1, _>(&tensor([2_u8, 0])), "topk" x.topk::<1, 2>().0;
        Square, MATRIX => Square:
            "scatter_add" x.scatter_add::<0, _>(&tensor([[2_u8, 0, 1]]), &x.narrow::<0, 0, 1>()),
            "index_add" x.index_add::<0, _>(&tensor([2_u8, 0]), &x.narrow::<0, 1, 2>()), "sort" x.sort::<1>(),
            "tril" x.tril(), "triu" x.triu();
        Square, MATRIX => (Const<3>,):
            "diagonal" x.diagonal(), "select_axis" x.select::<1>(2);
    }
}

/// The same elements in another order or shape.
fn layouts<T: Number>(tape: &mut Recorder<T>) {
    rules! { tape, x:
        Square, MATRIX => Square:
            "roll" x.roll::<1>(1), "diag" x.row::<(Const<3>,)>(1).diag(), "swap" x.transpose::<0, 1>(),
            "vmap" x.vmap(|row| row * row.sum());
        Square, MATRIX => (Const<3>, Const<4>):
            "pad" x.pad::<1, 1, 0>(), "pad_with" x.pad_with::<1, 0, 1>(&x.at([0, 1]));
        Four, WIDE => (Const<8>,):
            "cat" x.cat(&(x * 2.0)), "repeat" x.repeat::<0, 2>(), "tile" x.tile::<(Const<2>,)>();
        Four, WIDE => (Const<4>, Const<2>):
            "stack_axis" stack_axis::<1, _, _, _>([x, x * x]);
        Four, WIDE => (Const<2>, Const<4>):
            "broadcast_to" x.broadcast_to();
    }
}

/// Convolutions and pooling.
fn windows<T: Number>(tape: &mut Recorder<T>) {
    rules! { tape, x:
        Square, MATRIX => (One, Const<3>):
            "conv1d" x.conv1d::<1, 1, _>(&x.unsqueeze::<0>());
        Square, MATRIX => (Const<3>, Const<2>):
            "max_pool1d" x.max_pool1d::<2, 1, 0>(), "avg_pool1d" x.avg_pool1d::<2, 1, 0>();
        (Const<1>, Const<3>, Const<3>), MATRIX => (One, Const<2>, Const<2>):
            "conv2d" x.conv2d::<1, 0, _>(&x.narrow::<1, 0, 2>().narrow::<2, 1, 2>().unsqueeze::<0>());
        (Const<1>, Const<3>, Const<3>), MATRIX => (Const<1>, Const<2>, Const<2>):
            "max_pool2d" x.max_pool2d::<2, 1, 0>(), "avg_pool2d" x.avg_pool2d::<2, 1, 0>();
        Four, WIDE => (Const<3>, Const<2>):
            "unfold" x.unfold::<0, 2, 1>();
    }
}

fn products<T: Number>(tape: &mut Recorder<T>) {
    rules! { tape, x:
        Square, MATRIX => Square:
            "mm" x.mm(&x), "transpose" x.t(), "outer" x.row::<(Const<3>,)>(0).outer(&x.row::<(Const<3>,)>(1)),
            "einsum" einsum!(x[i, j] * x[k, j] -> [i, k]), "matmul" x.matmul(&x.t()), "tensordot" x.tensordot::<1, _>(&x);
        (Const<1>, Const<3>, Const<3>), MATRIX => (Const<1>, Const<3>, Const<3>):
            "bmm" x.bmm(&x);
        Square, MATRIX => (Const<3>, Const<9>):
            "kron" x.narrow::<0, 1, 1>().kron(&x);
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
            "inverse" x.inverse(), "solve" x.solve(&x.t()), "cholesky" (x.mm(&x.t())).cholesky(),
            "solve_triangular" x.solve_triangular(Triangle::LOWER, &x.t());
        Square, MATRIX => ():
            "det" x.det(), "slogdet" x.slogdet().1;
    }
}

fn factors<T: Number>(tape: &mut Recorder<T>) {
    rules! { tape, x:
        Square, MATRIX => Square:
            "qr, q" x.qr().0, "qr, r" x.qr().1, "lu, l" x.lu().1, "lu, u" x.lu().2;
        Square, MATRIX => (Const<3>,):
            "lstsq" x.lstsq(&x.row::<(Const<3>,)>(0));
    }
}

fn spectra<T: Number>(tape: &mut Recorder<T>) {
    rules! { tape, x:
        Square, MATRIX => (Const<3>,):
            "eigenvalues" (x + x.t()).eigh().0;
        Square, MATRIX => Square:
            "cholesky_solve" (x.mm(&x.t())).cholesky().cholesky_solve(&x);
    }
}
