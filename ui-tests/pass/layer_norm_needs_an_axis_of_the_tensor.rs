use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let y = a.layer_norm::<1>(0.0);
    assert!(y.mean_axis::<1>().abs().max() < 1e-15);
}
