use wengert::*;

fn main() {
    let a = tensor([[1.0], [2.0]]);
    let y = a.squeeze::<0>();
    assert_eq!(y.as_slice(), [1.0, 2.0]);
}
