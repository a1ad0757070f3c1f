use wengert::*;

fn main() {
    let mut tape = Tape::new();
    let x = tape.var(&tensor([1.0, 2.0]));
    let x = x;
    tape.clear();
    assert_eq!(x.sum(), 3.0);
}
