use wengert::*;

fn main() {
    let tape = Tape::new();
    let x = tape.var(&tensor([1.0, 2.0]));
    let _ = x.at([1]);
}
