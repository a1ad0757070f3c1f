use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let y = a.std_axis::<0>();
    assert!((y * y - 4.5).abs().max() < 1e-15);
}
