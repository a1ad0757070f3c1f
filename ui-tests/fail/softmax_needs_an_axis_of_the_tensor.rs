use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let y = a.softmax::<2>();
    assert!((y.sum_axis::<1>() - 1.0).abs().max() < 1e-15);
}
