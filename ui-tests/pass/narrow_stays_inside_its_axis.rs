use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let y = a.narrow::<1, 1, 2>();
    assert_eq!(y.row(0), y.row(0));
}
