use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let y = a.gather::<1, _>(&tensor([[2], [0], [1]]));
    assert_eq!(y.flatten(), tensor([3.0, 4.0]));
}
