use wengert::*;

fn main() {
    let x = tensor([1.0, 2.0, 3.0]);
    let z = tensor([2.0, 3.0, 4.0]);
    let w = tensor([2.0, 2.0]);
    let y = x.huber(&z, 1.0);
    assert_eq!((y, w), (tensor(0.5), tensor([2.0, 2.0])));
}
