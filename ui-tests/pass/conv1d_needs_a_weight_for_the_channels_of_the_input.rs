use wengert::*;

fn main() {
    let signal = tensor([[1, 2, 3, 4], [5, 6, 7, 8]]);
    let weight = tensor([[[1, 1], [-1, 0]]]);
    assert_eq!(signal.conv1d::<1, 0, _>(&weight), tensor([[-2, -1, 0]]));
}
