use wengert::*;

fn main() {
    let a = tensor([1.0, 2.0, 3.0]);
    let b = tensor([4.0, 5.0, 6.0, 7.0]);
    assert_eq!(a.dot(&b), 32.0);
}
