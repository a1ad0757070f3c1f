use wengert::*;

#[derive(Parameters)]
struct Line<E: Element> {
    slope: Tensor<E, (Const<2>,)>,
    offset: Tensor<E, ()>,
}

fn main() {
    let line = Line { slope: tensor([1.0, 2.0]), offset: tensor(3.0) };
    assert_eq!((line.slope.sum(), line.offset.sum()), (tensor(3.0), tensor(3.0)));
}
