use wengert::*;

fn layer<E: Real, N: Dim, I: Dim, O: Dim>(
    x: &Tensor<E, (N, I)>,
    w: &Tensor<E, (I, O)>,
    bias: &Tensor<E, (O,)>,
) -> Tensor<E, (N, O)> {
    x.mm(w) + bias
}

dim!(Batch = 1);

fn main() {
    let x: Tensor<f64, (Batch, Const<2>)> = Tensor::ones();
    let _ = layer(&x, &tensor([[1.0, 0.0], [0.0, 1.0]]), &tensor([1.0, 1.0]));
}
