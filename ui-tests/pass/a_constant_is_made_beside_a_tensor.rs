use wengert::*;

fn shift<E: Real>(x: &Vector<E, 3>) -> Vector<E, 3> {
    x + x.ones_like()
}

fn main() {
    assert_eq!(shift(&tensor([1.0, 2.0, 3.0])), tensor([2.0, 3.0, 4.0]));
}
