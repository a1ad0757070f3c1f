use wengert::*;

fn main() {
    let _ = tensor([1.0, 2.0]);
}
