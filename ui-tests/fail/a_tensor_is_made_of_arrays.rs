use wengert::*;

fn main() {
    let _ = tensor(vec![1.0, 2.0]);
}
