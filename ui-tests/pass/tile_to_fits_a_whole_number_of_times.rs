use wengert::*;

fn main() {
    let a = tensor([[1, 2], [3, 4]]);
    let y: Matrix<i32, 2, 4> = a.tile_to();
    assert_eq!(y[[1, 2]], 3);
}
