use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let y = a.log_softmax::<2>();
    assert!((y.exp().sum_axis::<1>() - 1.0).abs().max() < 1e-15);
}
