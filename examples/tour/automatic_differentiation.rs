//! Automatic differentiation: gradients from a tape, detached parts, control flow.

use crate::{beside, title};
use wengert::*;

pub(crate) fn run() {
    gradients();
    vectors_as_results();
    detached();
    control_flow();
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
