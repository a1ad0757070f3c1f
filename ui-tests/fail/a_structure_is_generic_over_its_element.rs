use wengert::*;

#[derive(Parameters)]
struct Line(Vector<f64, 2>, Scalar<f64>);

fn main() {
    let line = Line(tensor([1.0, 2.0]), tensor(3.0));
    assert_eq!(line.0.sum(), line.1);
}
