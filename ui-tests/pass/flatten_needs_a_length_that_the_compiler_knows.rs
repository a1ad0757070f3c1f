use wengert::*;

fn main() {
    let a: Matrix<u8, 1797, 2> = Tensor::zeros();
    let _: Vector<u8, 3594> = a.reshape();
}
