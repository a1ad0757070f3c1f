use wengert::*;

fn main() {
    let a = tensor([1.0, 2.0, 3.0]);
    let _ = a.t();
}
