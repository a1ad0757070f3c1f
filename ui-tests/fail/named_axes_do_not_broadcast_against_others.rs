use wengert::*;

dim!(Height = 8);
dim!(Width = 8);

fn main() {
    let image: Tensor<f32, (Height, Width)> = Tensor::ones();
    let row: Tensor<f32, (Height,)> = Tensor::ones();
    assert_eq!((image * row).sum(), 64.0);
}
