use wengert::*;

fn main() {
    let a: Vector<f32, 2> = tensor([1.0, 2.0]);
    assert_eq!((a * 0.5).sum(), 1.5);
}
