use wengert::*;

fn main() {
    let a = Tensor::<f64, (Const<5>, Const<2>, Const<3>)>::ones();
    let b = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let y = a.matmul(&b);
    assert_eq!((y.as_slice()[0], b.as_slice()[0]), (6.0, 1.0));
}
