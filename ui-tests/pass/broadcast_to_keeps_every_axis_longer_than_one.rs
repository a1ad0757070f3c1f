use wengert::*;

fn main() {
    let a = tensor([[1.0], [2.0]]);
    let _: Matrix<f64, 2, 3> = a.broadcast_to();
}
