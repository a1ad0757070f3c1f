use wengert::*;

fn main() {
    let x = tensor([1.0, 2.0, 3.0]);
    let z = tensor([2.0]);
    let w = tensor([2.0, 2.0]);
    let y = x.less(&w);
    assert_eq!((y, w), (tensor([true, false, false]), tensor([2.0, 2.0])));
}
