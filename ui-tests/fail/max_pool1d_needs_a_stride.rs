use wengert::*;

fn main() {
    let signal = tensor([1, 2, 3, 4]);
    assert_eq!(signal.max_pool1d::<2, 0, 0>()[[0]], 2);
}
