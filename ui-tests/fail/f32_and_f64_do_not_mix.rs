use wengert::*;

fn main() {
    let a: Vector<f32, 2> = tensor([1.0, 2.0]);
    let b: Vector<f64, 2> = tensor([3.0, 4.0]);
    let _ = a + b;
}
