use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let y = a.min_axis::<2>();
    assert_eq!(y, tensor([1.0, 2.0, 3.0]));
}
