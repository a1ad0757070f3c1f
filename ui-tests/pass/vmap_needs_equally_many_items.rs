use wengert::*;

fn main() {
    let x: Matrix<f64, 2, 3> = Tensor::ones();
    let y: Vector<f64, 2> = Tensor::ones();
    let z = x.vmap2(&y, |row, y| row * y);
    assert_eq!(z.sum(), 6.0);
}
