use wengert::*;

fn main() {
    let data: Vector<f64, 2> = tensor([3.0, 4.0]);
    let w: Vector<f64, 2> = tensor([1.0, 2.0]);
    let _ = w * w.lift(data);
}
