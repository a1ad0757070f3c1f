use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let y = a.permute::<(Const<1>, Const<1>)>();
    assert_eq!(y.as_slice()[..2], [1.0, 4.0]);
}
