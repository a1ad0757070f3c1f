use wengert::*;

fn main() {
    let x = tensor([true, false, true]);
    let z = tensor([true]);
    let w = tensor([true, true]);
    let y = x & z;
    assert_eq!((y, w), (x, tensor([true, true])));
}
