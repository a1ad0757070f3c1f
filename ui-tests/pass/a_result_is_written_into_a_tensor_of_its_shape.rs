use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let b = tensor([[1.0], [1.0], [1.0]]);
    let mut product: Matrix<f64, 2, 1> = Tensor::zeros();
    a.mm_into(&b, &mut product);
    assert_eq!(product.sum(), 21.0);
}
