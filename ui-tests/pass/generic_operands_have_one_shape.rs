use wengert::*;

fn energy<E: Real, S: Shape, R: Shape>(x: &Tensor<E, S>, y: &Tensor<E, S>, by: &Tensor<E, R>) -> Scalar<E> {
    let difference = (x - y) * x + y / x - x;
    (-difference * y).sum() / by.sum()
}

fn main() {
    let (x, y) = (tensor([[1.0, 2.0]]), tensor([[1.0, 4.0]]));
    assert_eq!(energy(&x, &y, &x), 16.0 / 3.0);
    assert_eq!(energy(&x.row(0), &y.row(0), &x.row(0)), 16.0 / 3.0);
}
