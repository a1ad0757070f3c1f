use wengert::*;

fn owned_and_borrowed<E: Real, S: Shape>(borrowed: &Tensor<E, S>) -> Scalar<E> {
    let owned = *borrowed;
    assert!(borrowed + 2.0 == owned + 2.0 && 2.0 + borrowed == 2.0 + owned);
    assert!(borrowed - 2.0 == owned - 2.0 && 2.0 - borrowed == 2.0 - owned);
    assert!(borrowed * 2.0 == owned * 2 && 2.0 * borrowed == 2.0 * owned);
    assert!(borrowed / 2.0 == owned / 2.0 && 2.0 / borrowed == 2.0 / owned);
    (2.0 * borrowed / 1.0 + 1.0 - owned).sum()
}

fn main() {
    let a = tensor([1.0, 2.0]);
    let b: Vector<f32, 2> = tensor([1.0, 2.0]);
    assert_eq!(owned_and_borrowed(&a) / 1.0, 1.0 * &a.sum() + 2.0);
    assert_eq!(&owned_and_borrowed(&b) / 1.0, 1.0 * b.sum() + 2.0);
    assert_eq!(jvp(|x: Vector<Dual<f64, 1>, 2>| 2.0 * owned_and_borrowed(&x) - 1.0 * &x, &a, &a).1, 6.0 - a);
    assert_eq!(grad(|x| 2.0 * owned_and_borrowed(&x) + 1.0 - &x.sum() / 1.0, &b), &b * 0.0 + 1.0);
}
