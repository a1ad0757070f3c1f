use wengert::*;

#[derive(Parameters)]
enum Model<E: Element> { Small(Scalar<E>), Large(Vector<E, 3>) }

fn main() {
    assert!(size_of::<Model<f64>>() >= 24);
}
