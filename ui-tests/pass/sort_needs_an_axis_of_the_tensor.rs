use wengert::*;

fn main() {
    let a = tensor([[2.0, 1.0], [4.0, 3.0]]);
    let y = a.sort::<1>();
    assert_eq!(y, tensor([[1.0, 2.0], [3.0, 4.0]]));
}
