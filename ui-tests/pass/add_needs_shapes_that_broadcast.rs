use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let b = tensor([10.0, 20.0, 30.0]);
    assert_eq!((a + b).row(1), tensor([14.0, 25.0, 36.0]));
}
