use wengert::*;

dim!(Batch = 8);
dim!(Input = 64);
dim!(Hidden = 64);

fn main() {
    let x: Tensor<f32, (Batch, Input)> = Tensor::ones();
    let w: Tensor<f32, (Input, Hidden)> = Tensor::ones();
    assert_eq!(x.mm(&w).sum(), 32768.0);
}
