use wengert::*;

#[derive(Parameters)]
struct Deep<E: Element> {
    layers: Vec<Matrix<E, 2, 2>>,
}

fn main() {
    let deep = Deep { layers: [tensor([[1.0, 2.0], [3.0, 4.0]])].into() };
    assert_eq!(deep.layers[0].sum(), 10.0);
}
