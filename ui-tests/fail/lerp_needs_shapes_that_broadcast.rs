use wengert::*;

fn main() {
    let x = tensor([1.0, 2.0, 3.0]);
    let z = tensor([2.0]);
    let w = tensor([2.0, 2.0]);
    let y = x.lerp(&w, &tensor(0.5));
    assert_eq!((y, w), (tensor([1.5, 2.0, 2.5]), tensor([2.0, 2.0])));
}
