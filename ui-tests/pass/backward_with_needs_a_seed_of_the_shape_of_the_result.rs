use wengert::*;

fn main() {
    let tape = Tape::new();
    let x = tape.var(&tensor([1.0, 2.0]));
    (x * x).backward_with(&tensor([1.0, 10.0]));
}
