use wengert::*;

fn main() {
    let a = tensor(5.0);
    let _ = a.row(0);
}
