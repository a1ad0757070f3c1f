use wengert::*;

fn main() {
    let a = tensor([1, 2, 3]);
    let y = a.pad_to::<0, 2, Const<4>>();
    assert_eq!(y[[2]], 1);
}
