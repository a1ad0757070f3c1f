use wengert::*;

fn main() {
    let a = tensor([[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]);
    let y = a.sum_axes::<0, 2>();
    assert_eq!(y.sum(), 36.0);
}
