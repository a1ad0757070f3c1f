use wengert::*;

fn main() {
    let weights = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let jacobian: Matrix<f64, 2, 3> = jacfwd(|x| x.lift(weights).mv(&x), &tensor([1.0, 1.0, 1.0]));
    assert_eq!(jacobian.as_slice(), weights.as_slice());
}
