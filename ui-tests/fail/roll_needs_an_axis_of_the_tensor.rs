use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let y = a.roll::<2>(1);
    assert_eq!(y.row(0), tensor([3.0, 1.0, 2.0]));
}
