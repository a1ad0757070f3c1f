use wengert::*;

fn main() {
    let a = Vector::<u8, 1797>::zeros();
    let b = tensor([1_u8, 2]);
    let y = b.pad::<0, 1, 2>();
    assert_eq!((y.as_slice()[1], a.as_slice()[0]), (1, 0));
    assert_eq!(b.as_slice(), [1, 2]);
}
