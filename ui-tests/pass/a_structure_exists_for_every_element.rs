use wengert::*;

#[derive(Parameters)]
struct Line<E: Element> {
    slope: Vector<E, 2>,
    offset: Scalar<E>,
}

impl<E: Real> Line<E> {
    fn at(&self, x: &Vector<E::Base, 2>) -> Scalar<E> {
        self.slope.dot(&self.slope.lift(*x)) + self.offset
    }
}

fn main() {
    let line = Line { slope: tensor([1.0, 2.0]), offset: tensor(3.0) };
    assert_eq!(line.at(&tensor([1.0, 1.0])), 6.0);
}
