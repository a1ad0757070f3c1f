use wengert::*;

fn main() {
    let x = tensor([1.0, 2.0, 3.0]);
    let z = tensor([1.0]);
    let w = tensor([1.0, 0.0]);
    let y = x.bce_with_logits(&z);
    assert_eq!((y.greater(0.0), w), (tensor(true), tensor([1.0, 0.0])));
}
