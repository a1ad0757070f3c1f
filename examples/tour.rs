//! A tour of the beginner's chapter on tensors and automatic differentiation, section by section.
//!
//! Each line prints an expression beside what it computes, and checks it. `docs/pytorch.md` puts the calls of `PyTorch`
//! beside ours.

use wengert::*;

/// The column where results begin.
const COLUMN: usize = 60;

/// Prints an expression beside its value. Further lines of the value go below its first one.
fn beside(expression: &str, value: &str) {
    let value = value.replace('\n', &format!("\n{:COLUMN$}", ""));
    let gap = if expression.chars().count() < COLUMN { String::new() } else { format!("\n{:COLUMN$}", "") };
    println!("{expression:COLUMN$}{gap}{value}");
}

/// Prints an expression beside what it computes, which must equal what stands behind the arrow.
macro_rules! show {
    ($expression:expr => $expected:expr) => {{
        let value = $expression;
        assert_eq!(value, $expected);
        beside(stringify!($expression), &value.to_string());
    }};
}

/// Prints what is done and does it.
macro_rules! run {
    ($($statement:tt)*) => {
        println!("{};", stringify!($($statement)*));
        $($statement)*;
    };
}

fn main() {
    making();
    element_by_element();
    places();
    broadcasting();
    transposing();
    sums();
    running_sums();
    products();
    norms();
    slopes();
    gradients();
    vectors_as_results();
    detached();
    control_flow();
    println!("\nAll values are as expected.");
}

fn title(text: &str) {
    println!("\n## {text}\n");
}

fn making() {
    title("Making tensors");
    // The length stands in the type, so `arange` takes no argument.
    run!(let x = Vector::<i32, 12>::arange());
    show!(x => tensor([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]));
    show!(x.as_slice().len() => 12);
    // A reshape that loses elements does not compile, nor does a ragged literal.
    show!(x.reshape::<(Const<3>, Const<4>)>() => tensor([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]));
    show!(Matrix::<f64, 2, 3>::zeros() => tensor([[0.0; 3]; 2]));
    show!(Matrix::<f64, 2, 3>::ones() => tensor([[1.0; 3]; 2]));
    show!(Vector::<f64, 3>::full(7.0) => tensor([7.0, 7.0, 7.0]));
    show!(tensor([[2, 1, 4, 3], [1, 2, 3, 4], [4, 3, 2, 1]]).sum() => 30);
    show!(tensor(3.5_f64).item() => 3.5);
}

fn element_by_element() {
    title("Element by element");
    run!(let x = tensor([1.0, 2.0, 4.0, 8.0]));
    run!(let y = tensor([2.0, 2.0, 2.0, 2.0]));
    show!(x + y => tensor([3.0, 4.0, 6.0, 10.0]));
    show!(x - y => tensor([-1.0, 0.0, 2.0, 6.0]));
    show!(x * y => tensor([2.0, 4.0, 8.0, 16.0]));
    show!(x / y => tensor([0.5, 1.0, 2.0, 4.0]));
    show!(x.pow(&y) => tensor([1.0, 4.0, 16.0, 64.0]));
    show!(x.exp() => tensor([1.0, 2.0, 4.0, 8.0].map(f64::exp)));
    // One `==` for whole tensors, `equal` for each element.
    show!(x == y => false);
    show!(x.equal(&y) => tensor([false, true, false, false]));
    show!(x.less(&y) => tensor([true, false, false, false]));
}

fn places() {
    title("Reading and writing");
    run!(let mut x = Vector::<i32, 12>::arange().reshape::<(Const<3>, Const<4>)>());
    show!(x.row(2) => tensor([8, 9, 10, 11]));
    show!(x.narrow::<0, 1, 2>() => tensor([[4, 5, 6, 7], [8, 9, 10, 11]]));
    show!(x[[1, 2]] => 6);
    run!(x[[1, 2]] = 9);
    show!(x.row(1) => tensor([4, 5, 9, 7]));
    run!(x += 1);
    show!(x.row(0) => tensor([1, 2, 3, 4]));
    run!(let (above, below) = (tensor([[1, 2]]), tensor([[3, 4], [5, 6]])));
    show!(above.cat_to::<0, (Const<3>, Const<2>), _>(&below) => tensor([[1, 2], [3, 4], [5, 6]]));
    show!(stack([tensor([1, 2]), tensor([3, 4])]) => tensor([[1, 2], [3, 4]]));
}

fn broadcasting() {
    title("Broadcasting");
    run!(let a: Matrix<i32, 3, 1> = tensor([[0], [1], [2]]));
    run!(let b = tensor([[0, 1]]));
    show!(a + b => tensor([[0, 1], [1, 2], [2, 3]]));
    show!(2 + a * 10 => tensor([[2], [12], [22]]));
}

fn transposing() {
    title("Matrices");
    run!(let a = Vector::<i32, 6>::arange().reshape::<(Const<3>, Const<2>)>());
    show!(a => tensor([[0, 1], [2, 3], [4, 5]]));
    show!(a.t() => tensor([[0, 2, 4], [1, 3, 5]]));
    run!(let s = tensor([[1, 2, 3], [2, 0, 5], [3, 5, 5]]));
    show!(s.equal(&s.t()) => tensor([[true; 3]; 3]));
    show!(s == s.t() => true);
}

/// 0 to 19 in five rows.
fn twenty() -> Matrix<f64, 5, 4> {
    Vector::<f64, 20>::arange().reshape()
}

fn sums() {
    title("Sums and means");
    run!(let a = twenty());
    beside("a", &a.to_string());
    show!(a.sum() => 190.0);
    show!(a.sum_axis::<0>() => tensor([40.0, 45.0, 50.0, 55.0]));
    show!(a.sum_axis::<1>() => tensor([6.0, 22.0, 38.0, 54.0, 70.0]));
    show!(a.sum_axes::<0, 1>() => 190.0);
    show!(a.mean() => 9.5);
    show!(a.sum() / a.as_slice().len() as f64 => 9.5);
    show!(a.mean_axis::<0>() => tensor([8.0, 9.0, 10.0, 11.0]));
    show!(a.sum_axis::<0>() / 5.0 => tensor([8.0, 9.0, 10.0, 11.0]));
    // The kept axis has length 1, so that the quotient broadcasts.
    show!(a.sum_keepdim::<1>().as_slice().len() => 5);
    let shares = a / a.sum_keepdim::<1>();
    beside("a / a.sum_keepdim::<1>()", &format!("{shares:.4}"));
    assert_eq!(shares.row(0), tensor([0.0, 1.0, 2.0, 3.0].map(|x| x / 6.0)));
    assert_eq!(shares.row(1), tensor([4.0, 5.0, 6.0, 7.0].map(|x| x / 22.0)));
    let digits = |i: usize| shares.row(i).as_slice().iter().map(|x| format!("{x:.4}")).collect::<Vec<_>>();
    assert_eq!(digits(0), ["0.0000", "0.1667", "0.3333", "0.5000"]);
    assert_eq!(digits(1), ["0.1818", "0.2273", "0.2727", "0.3182"]);
}

fn running_sums() {
    title("Running sums");
    run!(let a = twenty());
    show!(a.cumsum_axis::<0>().row(4) => tensor([40.0, 45.0, 50.0, 55.0]));
    run!(let b = tensor([[1, 2, 3], [4, 5, 6]]));
    show!(b.cumsum() => tensor([[1, 3, 6], [10, 15, 21]]));
    show!(b.reshape::<(Const<6>,)>().cumsum() => tensor([1, 3, 6, 10, 15, 21]));
    show!(b.cumsum_axis::<1>() => tensor([[1, 3, 6], [4, 9, 15]]));
}

fn products() {
    title("Products");
    run!(let (ones, x) = (Vector::<f64, 4>::ones(), Vector::<f64, 4>::arange()));
    show!(ones.dot(&x) => 6.0);
    show!((ones * x).sum() => 6.0);
    // The lengths that meet are one type: 5×4 by 4, and 5×4 by 4×2. Any other length does not compile.
    run!(let a = twenty());
    show!(a.mv(&x) => tensor([14.0, 38.0, 62.0, 86.0, 110.0]));
    run!(let b = Vector::<f64, 8>::arange().reshape::<(Const<4>, Const<2>)>());
    show!(a.mm(&b) => tensor([[28.0, 34.0], [76.0, 98.0], [124.0, 162.0], [172.0, 226.0], [220.0, 290.0]]));
    run!(let c = tensor([[1, 2, 3], [2, 2, 2], [3, 3, 3]]));
    run!(let d = tensor([[1, 2], [2, 1], [1, 1]]));
    show!(c.mm(&d) => tensor([[8, 7], [8, 8], [12, 12]]));
    show!(c.matmul(&d) => tensor([[8, 7], [8, 8], [12, 12]]));
}

fn norms() {
    title("Norms");
    run!(let u = tensor([3.0, -4.0]));
    show!(u.norm() => 5.0);
    show!(u.norm_l1() => 7.0);
    show!(u.abs().sum() => 7.0);
    show!(Matrix::<f64, 4, 9>::ones().norm() => 6.0);
}

/// 3x² − 4x, in any mode.
fn parabola<E: Real>(x: Scalar<E>) -> Scalar<E> {
    3.0 * x * x - 4.0 * x
}

fn slopes() {
    title("Difference quotients and the derivative");
    let at = |x: f64| parabola(tensor(x)).item();
    for (step, expected) in
        [(0.1, "2.30000"), (0.01, "2.03000"), (0.001, "2.00300"), (1e-4, "2.00030"), (1e-5, "2.00003")]
    {
        let quotient = format!("{:.5}", (at(1.0 + step) - at(1.0)) / step);
        assert_eq!(quotient, expected);
        beside(&format!("(f(1 + {step}) - f(1)) / {step}"), &quotient);
    }
    // No step, no truncation.
    show!(derivative(parabola, 1.0) => 2.0);
}

fn gradients() {
    title("Gradients");
    // A tape records what is computed with its variables.
    run!(let tape = Tape::new());
    run!(let x = tape.var(&Vector::<f64, 4>::arange()));
    show!(x.value() => tensor([0.0, 1.0, 2.0, 3.0]));
    show!(x.grad() => tensor([0.0, 0.0, 0.0, 0.0]));
    run!(let y = 2.0 * x.dot(&x));
    show!(y.item() => 28.0);
    run!(y.backward());
    show!(x.grad() => tensor([0.0, 4.0, 8.0, 12.0]));
    show!(x.grad() == 4.0 * x.value() => true);
    // A second pass adds to the first; the recording is still there.
    run!(y.backward());
    show!(x.grad() => tensor([0.0, 8.0, 16.0, 24.0]));
    run!(tape.zero_grad());
    run!(x.sum().backward());
    show!(x.grad() => tensor([1.0, 1.0, 1.0, 1.0]));
    // In one call, on a tape of its own.
    show!(grad(|x| 2.0 * x.dot(&x), &Vector::<f64, 4>::arange()) => tensor([0.0, 4.0, 8.0, 12.0]));
}

fn vectors_as_results() {
    title("Results that are vectors");
    // `backward` is for scalars, which the compiler checks. A vector takes a seed: the weight of each element.
    run!(let tape = Tape::new());
    run!(let x = tape.var(&Vector::<f64, 4>::arange()));
    run!((x * x).backward_with(&Vector::ones()));
    show!(x.grad() => tensor([0.0, 2.0, 4.0, 6.0]));
    run!(tape.zero_grad());
    run!((x * x).sum().backward());
    show!(x.grad() => tensor([0.0, 2.0, 4.0, 6.0]));
    show!(grad(|x| x.powi(3).sum(), &Vector::<f64, 4>::arange()) => tensor([0.0, 3.0, 12.0, 27.0]));
}

fn detached() {
    title("Detaching");
    run!(let tape = Tape::new());
    run!(let x = tape.var(&Vector::<f64, 4>::arange()));
    run!(let y = x * x);
    run!(let u = y.detach());
    run!(let z = u * x);
    run!(z.sum().backward());
    show!(x.grad() => tensor([0.0, 1.0, 4.0, 9.0]));
    show!(x.grad() == u.value() => true);
    // Nothing was cut from y.
    run!(tape.zero_grad());
    run!(y.sum().backward());
    show!(x.grad() => tensor([0.0, 2.0, 4.0, 6.0]));
}

/// Doubles 2a until its norm reaches 1000, then multiplies it by 1 or by 100 according to its sign.
fn doubled<E: Real>(a: Scalar<E>) -> Scalar<E> {
    let mut b = 2.0 * a;
    while b.norm() < 1000.0 {
        b = 2.0 * b;
    }
    if b > 0.0 { b } else { 100.0 * b }
}

#[expect(
    clippy::redundant_closure,
    reason = "`grad` asks for a function of variables of every lifetime, an item has one"
)]
fn control_flow() {
    title("Control flow");
    // Loops and branches are those of Rust, and go by the value in every mode.
    show!(doubled(tensor(10.0)) => 1280.0);
    show!(derivative(doubled, 10.0) => 128.0);
    show!(grad(|a| doubled(a), &tensor(10.0)) => 128.0);
    show!(doubled(tensor(-10.0)) => -128_000.0);
    show!(grad(|a| doubled(a), &tensor(-10.0)) => 12_800.0);
    // The function is linear between its jumps, so that its slope is d / a.
    for a in [0.5, 3.0, 10.0, 1000.0, -0.25, -6.5, -700.0] {
        let d = doubled(tensor(a)); // plain
        let (forward, reverse) = (derivative(doubled, a), grad(|a| doubled(a), &tensor(a)).item());
        assert_eq!([forward, reverse], [d.item() / a; 2]);
        beside(&format!("a = {a}: d / a, forward, reverse"), &format!("{} {forward} {reverse}", d.item() / a));
    }
}
