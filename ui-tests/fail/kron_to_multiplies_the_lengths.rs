use wengert::*;

fn main() {
    let (a, b) = (tensor([[1, 2]]), tensor([[1], [3]]));
    let y: Matrix<i32, 2, 3> = a.kron_to(&b);
    assert_eq!(y[[1, 1]], 6);
}
