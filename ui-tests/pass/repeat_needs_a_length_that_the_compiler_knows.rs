use wengert::*;

fn main() {
    let a = Vector::<u8, 1797>::zeros();
    let b = tensor([1_u8, 2]);
    let y = b.repeat::<0, 2>();
    assert_eq!((y.as_slice()[3], a.as_slice()[0]), (2, 0));
}
