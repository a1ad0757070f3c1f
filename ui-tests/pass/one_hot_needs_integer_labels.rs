use wengert::*;

fn main() {
    let labels = tensor([1, 0]);
    assert_eq!(labels.one_hot::<f64, Const<2>>(), tensor([[0.0, 1.0], [1.0, 0.0]]));
}
