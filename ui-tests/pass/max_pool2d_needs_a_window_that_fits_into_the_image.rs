use wengert::*;

fn main() {
    let image = tensor([[1, 2, 3], [4, 5, 6]]);
    assert_eq!(image.max_pool2d::<2, 1, 0>()[[0, 0]], 5);
}
