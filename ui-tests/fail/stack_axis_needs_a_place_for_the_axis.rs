use wengert::*;

fn main() {
    let (a, b) = (tensor([1.0, 2.0]), tensor([3.0, 4.0]));
    let y = stack_axis::<2, _, _, _>([a, b]);
    assert_eq!(y.sum(), 10.0);
}
