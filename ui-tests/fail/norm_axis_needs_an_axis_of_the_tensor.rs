use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let y = a.norm_axis::<2>();
    assert!((y * y - tensor([17.0, 29.0, 45.0])).abs().max() < 1e-13);
}
