use wengert::*;

fn main() {
    let scores = tensor([[0.1, 0.7, 0.2]]);
    let (_, places) = scores.topk::<1, 3>();
    assert_eq!(places[[0, 0]], 1);
}
