use wengert::*;

fn main() {
    let x = tensor([[1, 2, 3], [4, 5, 6]]);
    assert_eq!(x.unfold::<1, 3, 1>()[[1, 0, 0]], 4);
}
