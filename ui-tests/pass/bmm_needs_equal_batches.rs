use wengert::*;

fn main() {
    let a: Tensor<f64, (Const<7>, Const<2>, Const<3>)> = Tensor::ones();
    let b: Tensor<f64, (Const<7>, Const<3>, Const<4>)> = Tensor::ones();
    assert_eq!(a.bmm(&b).sum(), 168.0);
}
