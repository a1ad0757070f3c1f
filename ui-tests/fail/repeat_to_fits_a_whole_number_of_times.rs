use wengert::*;

fn main() {
    let a = tensor([1, 2, 3]);
    let y = a.repeat_to::<0, Const<7>>();
    assert_eq!(y[[3]], 1);
}
