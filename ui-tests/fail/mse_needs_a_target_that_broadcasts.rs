use wengert::*;

fn main() {
    let x = tensor([1.0, 2.0, 3.0]);
    let z = tensor([2.0, 3.0, 4.0]);
    let w = tensor([2.0, 2.0]);
    let y = x.mse(&w);
    assert_eq!((y, w), (tensor(1.0), tensor([2.0, 2.0])));
}
