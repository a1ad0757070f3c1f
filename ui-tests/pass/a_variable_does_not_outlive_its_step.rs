use wengert::*;

fn main() {
    let (mut tape, mut x) = (Tape::new(), tensor([1.0, 2.0]));
    let mut held = tape.hold(&mut x);
    let mut kept = None;
    held.value_and_grad(|x| {
        kept = Some(x.value());
        x.dot(&x)
    });
    held.value_and_grad(|x| x.sum());
    assert_eq!(held.gradient(), [1.0, 1.0]);
    assert!(kept.is_some());
}
