use wengert::*;

fn main() {
    let x = tensor([1.0, 2.0, 3.0]);
    let z = tensor([2.0]);
    let w = tensor([2.0, 2.0]);
    let y = x.atan2(&w);
    assert!(y.greater(0.0).all() && w.equal(2.0).all());
}
