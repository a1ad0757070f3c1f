//! One function, run on plain numbers, on dual numbers and on a tape.

use wengert::*;

/// ‖tanh(x·w) − y‖², for any number of samples, in any mode.
fn loss<E: Real, const N: usize>(w: &Vector<E, 3>, x: &Matrix<E::Base, N, 3>, y: &Vector<E::Base, N>) -> Scalar<E> {
    let (x, y) = w.lift((x, y)); // data enter the mode of w as constants
    let residual = x.mv(w).tanh() - y;
    residual.dot(&residual)
}

fn main() {
    let x = tensor([[1.0, 0.0, 2.0], [0.0, 3.0, 1.0]]);
    let y = tensor([1.0, -1.0]);
    let w = tensor([0.1, 0.2, 0.3]);
    let direction = tensor([1.0, 0.0, -1.0]);

    let plain = loss(&w, &x, &y);
    let (_, forward) = jvp(|w| loss(&w, &x, &y), &w, &direction);
    let reverse = grad(|w| loss(&w, &x, &y), &w);

    println!("value                   {:.4}", plain.item());
    println!("slope in the direction  {:.4}", forward.item());
    println!("gradient                {:.4?}", reverse.as_slice());
    println!("gradient · direction    {:.4}", reverse.dot(&direction).item());
}
