use wengert::*;

fn main() {
    let a: Matrix<f64, 2, 3> = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    assert_eq!(a.sum(), 21.0);
}
