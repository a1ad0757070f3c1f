use wengert::*;

fn main() {
    let _ = tensor(["one", "two"]);
}
