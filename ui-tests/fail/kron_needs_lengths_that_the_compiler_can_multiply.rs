use wengert::*;

fn main() {
    let a = Matrix::<u8, 1797, 2>::ones();
    let b = tensor([[1_u8, 2]]);
    let y = a.kron(&b);
    assert_eq!((y.as_slice()[1], a.as_slice()[0]), (2, 1));
}
