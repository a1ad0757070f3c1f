use wengert::*;

fn main() {
    let tape = Tape::new();
    let x = tape.var(&tensor([1.0, 2.0])).numbers();
    std::thread::scope(|threads| {
        threads.spawn(move || assert_eq!(x.sum(), 3.0));
    });
}
