use wengert::*;

fn main() {
    let tape = Tape::new();
    let x = tensor([1.0, 2.0]);
    let _ = (tape.usage(), x.grad());
}
