use wengert::*;

fn main() {
    let y = {
        let tape = Tape::new();
        let x = tape.var(&tensor([1.0, 2.0]));
        x.sum()
    };
    assert_eq!(y, 3.0);
}
