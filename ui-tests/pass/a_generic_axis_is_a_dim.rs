use wengert::*;

fn columns<E: Element, D: Dim>(_: &Tensor<E, (D, Const<2>)>) -> usize {
    2
}

fn main() {
    assert_eq!(columns(&tensor([[1.0, 2.0]])), 2);
}
