use wengert::*;

fn main() {
    let mut tape = GraphTape::new();
    let graph = tape.record(|x| x.dot(&x), &tensor([1.0, 2.0]));
    graph.assign(&tensor([3.0, 4.0]));
    assert_eq!(graph.evaluate(), 25.0);
}
