use wengert::*;

fn main() {
    let _ = tensor([1, 2]).exp();
}
