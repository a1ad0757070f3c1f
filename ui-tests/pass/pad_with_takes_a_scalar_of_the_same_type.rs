use wengert::*;

fn main() {
    let a = tensor([1.0, 2.0]);
    let y = a.pad_with::<0, 1, 1>(&tensor(-1.0));
    assert_eq!(y[[0]], -1.0);
}
