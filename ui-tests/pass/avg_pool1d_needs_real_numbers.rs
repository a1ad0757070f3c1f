use wengert::*;

fn main() {
    let signal = tensor([1.0, 3.0]);
    assert_eq!(signal.avg_pool1d::<2, 1, 0>().as_slice().len(), 1);
}
