use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let y = a.norm_l1_axis::<2>();
    assert_eq!(y, tensor([5.0, 7.0, 9.0]));
}
