use wengert::*;

fn loss<E: Real>(w: &Vector<E, 3>, x: &Matrix<E::Base, 2, 3>, y: &Vector<E::Base, 2>) -> Scalar<E> {
    let residual = w.lift(x).mv(w) - w.lift(y);
    residual.dot(&residual)
}

fn main() {
    let (w, x, y) = (tensor([1.0, 0.0, 0.0]), Tensor::ones(), Tensor::ones());
    assert_eq!(loss(&w, &x, &y), 0.0);
}
