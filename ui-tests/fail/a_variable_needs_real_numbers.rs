use wengert::*;

fn main() {
    let tape = Tape::new();
    let _ = tape.var(&tensor([1, 2]));
}
