use wengert::*;

fn main() {
    let a = tensor([1, 2]);
    let _ = a * 2.5;
}
