use wengert::*;

fn main() {
    let a = Tensor::<f64, (Const<5>, Const<2>, Const<3>)>::ones();
    let b = Tensor::<f64, (Const<4>, Const<3>, Const<2>)>::ones();
    let y = a.matmul(&b);
    assert_eq!(y, Tensor::full(3.0));
}
