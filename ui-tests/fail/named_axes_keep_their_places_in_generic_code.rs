use wengert::*;

dim!(Batch = 2);
dim!(Input = 3);
dim!(Hidden = 3);

fn layer<E: Real>(x: &Tensor<E, (Batch, Input)>, w: &Tensor<E, (Hidden, Input)>) -> Tensor<E, (Batch, Hidden)> {
    let y = x.mm(w).exp();
    y / y.sum_keepdim::<1>()
}

fn main() {
    let y = layer(&Tensor::<f64, (Batch, Input)>::ones(), &Tensor::ones());
    assert_eq!(y.sum_axis::<1>(), Tensor::ones());
}
