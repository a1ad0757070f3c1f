use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let y = a.chunk::<1, 3, 1>();
    assert_eq!(y[0].at([1, 0]), 4.0);
}
