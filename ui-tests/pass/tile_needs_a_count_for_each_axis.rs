use wengert::*;

fn main() {
    let a = tensor([[1, 2], [3, 4]]);
    let y = a.tile::<(Const<1>, Const<2>)>();
    assert_eq!(y.sum(), 20);
}
