use wengert::*;

dim!(Batch = 2);

fn main() {
    let a: Tensor<f64, (Batch,)> = Tensor::ones();
    let b = tensor([1.0, 2.0]).reshape::<(Batch,)>();
    assert_eq!((a + b).sum(), 5.0);
}
