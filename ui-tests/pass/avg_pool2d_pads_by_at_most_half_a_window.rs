use wengert::*;

fn main() {
    let image = tensor([[4.0, 8.0], [4.0, 8.0]]);
    assert_eq!(image.avg_pool2d::<2, 2, 1>()[[0, 0]], 1.0);
}
