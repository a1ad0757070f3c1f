use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0], [3.0, 4.0]]);
    let b = tensor([[5.0], [6.0]]);
    let _: Matrix<f64, 2, 4> = a.cat_to::<1, _, _>(&b);
}
