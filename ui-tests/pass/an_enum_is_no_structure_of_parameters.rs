use wengert::*;

#[derive(Parameters)]
struct Model<E: Element>(Scalar<E>, Vector<E, 2>);

fn main() {
    assert!(size_of::<Model<f64>>() >= 24);
}
