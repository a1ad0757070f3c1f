use wengert::*;

fn main() {
    let image = tensor([[[1, 2, 3], [4, 5, 6]]]);
    let weight = tensor([[[1, 0], [0, 1]]]);
    assert_eq!(image.conv2d::<1, 0, _>(&weight)[[0, 0, 0]], 6);
}
