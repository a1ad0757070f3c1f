use wengert::*;

fn main() {
    let x = tensor([1.0, 2.0, 3.0]);
    let z = tensor([4.0, 5.0]);
    let y = stack([x, z]);
    assert_eq!((y.row(1), z), (x, tensor([4.0, 5.0])));
}
